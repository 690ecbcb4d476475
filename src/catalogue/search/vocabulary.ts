import SearchableMap from 'minisearch/SearchableMap';
import { stem, type Word } from './normalise.ts';

/** A word as first met in some document, and in how many documents it stands. */
export type Entry = Word & { documents: number };

const endings = ['', 'e', 'em', 'en', 'er', 'ern', 'es', 'n', 's', 'ung', 'ungen'];
const maxVisited = 400;
const maxEntries = 30;
const shortestHead = 3;

export type Vocabulary = ReturnType<typeof makeVocabulary>;

/**
 * The words of all documents, to be looked up by their beginning, their end (the last part of a German compound) or
 * their likeness. It is kept beside the index because expanding a query here costs a few look-ups, while indexing
 * every suffix of every word multiplies the index. All answers are bounded and ordered by how common a word is.
 */
export function makeVocabulary() {
  const entries = new Map<string, Entry>();
  const forward = new SearchableMap<Entry>();
  const backward = new SearchableMap<Entry>();
  const wordsPerKey = new Map<string, number>();

  /** Counts the words of one document; each folded word must be given once. */
  function add(words: Iterable<Word>): void {
    for (const word of words) {
      const known = entries.get(word.folded);
      if (known) {
        known.documents += 1;
        continue;
      }
      const entry = { ...word, documents: 1 };
      entries.set(word.folded, entry);
      forward.set(word.folded, entry);
      backward.set(reversed(word.folded), entry);
      wordsPerKey.set(entry.key, (wordsPerKey.get(entry.key) ?? 0) + 1);
    }
  }

  /** Takes back what `add` counted; folded words. */
  function remove(words: Iterable<string>): void {
    for (const word of words) {
      const entry = entries.get(word);
      if (!entry) continue;
      entry.documents -= 1;
      if (entry.documents > 0) continue;
      entries.delete(word);
      forward.delete(word);
      backward.delete(reversed(word));
      const left = (wordsPerKey.get(entry.key) ?? 1) - 1;
      if (left > 0) wordsPerKey.set(entry.key, left);
      else wordsPerKey.delete(entry.key);
    }
  }

  /** True when some document holds a word with this stem. */
  const hasKey = (key: string): boolean => wordsPerKey.has(key);

  /** True when some document holds just this folded word. */
  const hasWord = (folded: string): boolean => entries.has(folded);

  /** Longer words that begin so. */
  function startingWith(beginning: string): Entry[] {
    return commonest(first(forward.atPrefix(beginning)).filter((entry) => entry.folded !== beginning));
  }

  /** Compounds whose last part is this word, inflected or not: "steuer" finds "hundesteuern". */
  function endingWith(folded: string): Entry[] {
    const key = stem(folded);
    const bases = key.length >= 4 ? new Set([folded, key]) : new Set([folded]);
    const found = new Set<Entry>();
    for (const base of bases) {
      for (const ending of endings) {
        const end = base + ending;
        for (const entry of first(backward.atPrefix(reversed(end)))) {
          if (entry.folded.length >= end.length + shortestHead) found.add(entry);
        }
      }
    }
    return commonest([...found]);
  }

  /** Longer words that begin with all but one letter so: "bibliotek" finds "bibliotheksmedien". */
  function startingLike(folded: string): Entry[] {
    const near = first(forward.atPrefix(folded.slice(0, 3))).filter((entry) =>
      [-1, 0, 1].some((more) => oneEdit(folded, entry.folded.slice(0, folded.length + more))),
    );
    return commonest(near);
  }

  /** Words that hold this one in their middle; a scan over all words, so only for words nothing else is found for. */
  function containing(folded: string): Entry[] {
    const found: Entry[] = [];
    for (const entry of entries.values()) {
      if (entry.folded.indexOf(folded, shortestHead) > 0) found.push(entry);
      if (found.length === maxVisited) break;
    }
    return commonest(found);
  }

  /** The words nearest in spelling, at most `distance` edits away; all of the smallest distance found. */
  function similar(folded: string, distance: number): { entries: Entry[]; distance: number } {
    const found = [...forward.fuzzyGet(folded, distance).values()];
    const nearest = found.reduce((least, [, edits]) => Math.min(least, edits), distance);
    const best = found.filter(([, edits]) => edits === nearest).map(([entry]) => entry);
    return { entries: commonest(best), distance: nearest };
  }

  return { add, remove, hasKey, hasWord, startingWith, startingLike, endingWith, containing, similar };
}

function first(map: SearchableMap<Entry>): Entry[] {
  const entries: Entry[] = [];
  for (const entry of map.values()) {
    entries.push(entry);
    if (entries.length === maxVisited) break;
  }
  return entries;
}

function commonest(entries: Entry[]): Entry[] {
  return entries
    .sort((a, b) => b.documents - a.documents || (a.folded < b.folded ? -1 : 1))
    .slice(0, maxEntries);
}

/** True when one letter too many, too few or wrong makes the difference. */
function oneEdit(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

function reversed(word: string): string {
  return [...word].reverse().join('');
}
