import { remembered } from '../../shared/remembered.ts';
import { editsBetween, makeLetterList } from './likeness.ts';
import { type Term, trunk } from './normalise.ts';
import { countedLetters, makeSortedWords } from './sorted-words.ts';

/** A word as first met in some document, and in how many documents it stands. */
export type Entry = Term & { documents: number; reversed: string };

/** Endings of inflection, read backwards as the words are kept. */
const endings = ['', 'e', 'em', 'en', 'er', 'ern', 'es', 'n', 's', 'ung', 'ungen'].map(reversed);
const maxVisited = 2000;
const maxEntries = 30;
const shortestHead = 3;
const maxRemembered = 5000;

export type Vocabulary = ReturnType<typeof makeVocabulary>;

/**
 * The words of all documents, to be looked up by their beginning, their end (the last part of a German compound) or
 * their likeness. It is kept beside the index because expanding a query here costs a few look-ups, while indexing
 * every suffix of every word multiplies the index. All answers are bounded and ordered by how common a word is.
 */
export function makeVocabulary() {
  const entries = new Map<string, Entry>();
  const forward = makeSortedWords<Entry>(({ folded }) => folded);
  const backward = makeSortedWords<Entry>((entry) => entry.reversed);
  const byLetters = makeLetterList<Entry>(({ folded }) => folded);
  const wordsPerKey = new Map<string, number>();

  /**
   * Counts the words of one document; each folded word must be given once.
   * @returns their entries, to be handed to `remove`
   */
  function add(words: Iterable<Term>): Entry[] {
    forget();
    return Array.from(words, (word) => {
      const known = entries.get(word.folded);
      if (known) known.documents += 1;
      return known ?? enter(word);
    });
  }

  function enter({ text, folded, key }: Term): Entry {
    const entry = { text, folded, key, documents: 1, reversed: reversed(folded) };
    entries.set(folded, entry);
    forward.add(entry);
    backward.add(entry);
    byLetters.add(entry);
    wordsPerKey.set(key, (wordsPerKey.get(key) ?? 0) + 1);
    return entry;
  }

  function forget(): void {
    startingWith.forget();
    endingWith.forget();
  }

  /** Sorts the words that were added since. */
  function settle(): void {
    forward.settle();
    backward.settle();
  }

  /** Takes back what `add` counted. */
  function remove(words: Iterable<Entry>): void {
    forget();
    for (const entry of words) {
      entry.documents -= 1;
      if (entry.documents > 0) continue;
      entries.delete(entry.folded);
      forward.remove(entry);
      backward.remove(entry);
      byLetters.remove(entry);
      const left = (wordsPerKey.get(entry.key) ?? 1) - 1;
      if (left > 0) wordsPerKey.set(entry.key, left);
      else wordsPerKey.delete(entry.key);
    }
  }

  /** True when some document holds a word with this stem. */
  const hasKey = (key: string): boolean => wordsPerKey.has(key);

  /** True when some document holds just this folded word. */
  const hasWord = (folded: string): boolean => entries.has(folded);

  // The same words are looked up again and again, for synonyms and for parts of compounds.
  /** Longer words that begin so. */
  const startingWith = remembered(
    (start): Entry[] => commonest(forward.beginningWith(start, maxVisited), ({ folded }) => folded !== start),
    { most: maxRemembered },
  );

  /** Compounds whose last part is this word, inflected or not: "steuer" finds "hundesteuern". */
  const endingWith = remembered(compoundsEndingWith, { most: maxRemembered });

  function compoundsEndingWith(folded: string): Entry[] {
    const found = new Set<Entry>();
    const trunkOfIt = trunk(folded);
    for (const base of trunkOfIt.length >= 4 ? new Set([folded, trunkOfIt]) : [folded]) {
      const backwards = reversed(base);
      const known = backwards.slice(0, countedLetters);
      for (const inflection of endings) {
        if (!backward.mayBeginWith(inflection + known)) continue;
        const end = inflection + backwards;
        for (const entry of backward.beginningWith(end, maxVisited)) {
          if (entry.folded.length >= end.length + shortestHead) found.add(entry);
        }
      }
    }
    return commonest(found);
  }

  /** Longer words that begin with all but one letter so: "bibliotek" finds "bibliotheksmedien". */
  function startingLike(folded: string): Entry[] {
    const near = ({ folded: word }: Entry) =>
      [-1, 0, 1].some((more) => {
        const start = word.slice(0, folded.length + more);
        return editsBetween(folded, start, 1) <= 1;
      });
    return commonest(forward.beginningWith(folded.slice(0, 3), maxVisited), near);
  }

  /** Words that hold this one in their middle; looks at all words, so only for words nothing else is found for. */
  function containing(folded: string): Entry[] {
    return commonest(byLetters.holding(folded), (entry) => entry.folded.indexOf(folded, shortestHead) > 0);
  }

  /** The words nearest in spelling, at most `distance` edits away; all of the smallest distance found. */
  function similar(folded: string, distance: number): { entries: Entry[]; distance: number } {
    let nearest = distance;
    let best: Entry[] = [];
    for (const entry of byLetters.within(folded, distance)) {
      const edits = editsBetween(folded, entry.folded, nearest);
      if (edits > nearest) continue;
      if (edits < nearest) best = [];
      nearest = edits;
      best.push(entry);
    }
    return { entries: commonest(best), distance: nearest };
  }

  return {
    add,
    remove,
    settle,
    hasKey,
    hasWord,
    startingWith,
    startingLike,
    endingWith,
    containing,
    similar,
  };
}

/** The entries in the most documents, at most 30, without sorting all. */
function commonest(entries: Iterable<Entry>, fits: (entry: Entry) => boolean = () => true): Entry[] {
  const best: Entry[] = [];
  for (const entry of entries) {
    const last = best.at(-1);
    if (best.length === maxEntries && last && !isBefore(entry, last)) continue;
    if (!fits(entry)) continue;
    let place = best.length;
    for (let above = best[place - 1]; above && isBefore(entry, above); above = best[place - 1]) place -= 1;
    best.splice(place, 0, entry);
    if (best.length > maxEntries) best.pop();
  }
  return best;
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.documents > b.documents || (a.documents === b.documents && a.folded < b.folded);
}

function reversed(word: string): string {
  return [...word].reverse().join('');
}
