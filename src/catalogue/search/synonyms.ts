import broader from './broader.json' with { type: 'json' };
import { editsBetween, makeLetterList } from './likeness.ts';
import { isStopWord, join, type Term, wordGroups } from './normalise.ts';
import shipped from './synonyms.json' with { type: 'json' };

/** Words of a list, as printed in it. */
export type WordGroup = readonly string[];

/** The groups that come with the product; each holds several ways to say the same. */
export const shippedSynonyms: readonly WordGroup[] = shipped;

/** The matters that come with the product, each with what belongs to it behind. */
export const shippedMatters: readonly WordGroup[] = broader;

/** One way to say it: as printed in the list, its words without stop words, and how near it is, 1 for the same matter. */
export type Synonym = { text: string; words: Term[]; nearness: number };

/** A matter counts less where only something that belongs to it was typed: "Schlagloch" for "Mängelmelder". */
const nearnessOfBroader = 0.5;

export const maxSynonymWords = 4;

export type Synonyms = ReturnType<typeof makeSynonyms>;

let ofShipped: Synonyms | undefined;

/** The shipped ones, made once: taking thousands of words apart costs a tenth of a second. */
export function shippedOnly(): Synonyms {
  ofShipped ??= makeSynonyms();
  return ofShipped;
}

/**
 * Looks up what else a word is called, and what it belongs to. A word may stand in several groups; it then means all of them.
 * @param matters each a matter and what belongs to it; who types the latter also finds the former, not the other way round
 */
export function makeSynonyms(
  groups: readonly WordGroup[] = shippedSynonyms,
  matters: readonly WordGroup[] = shippedMatters,
) {
  const bySpelling = new Map<string, Synonym[]>();
  const single = makeLetterList<Term>(({ folded }) => folded);
  const known = new Set<string>();
  const offer = (typed: Term[], others: Synonym[]): void => {
    for (const spelling of new Set([spellingOf(typed), join(typed).key])) {
      bySpelling.set(spelling, [...(bySpelling.get(spelling) ?? []), ...others]);
    }
    for (const term of typed) if (!known.has(term.folded)) single.add(term);
    for (const { folded } of typed) known.add(folded);
  };
  for (const group of groups) {
    const list = group.map((text) => ({ text, words: contentWords(text), nearness: 1 }));
    const looked = list.filter(({ text }) => !endsInVerb(text));
    for (const { words } of list) offer(words, looked);
  }
  for (const [matter = '', ...belonging] of matters) {
    const above = [{ text: matter, words: contentWords(matter), nearness: nearnessOfBroader }];
    for (const text of belonging) offer(contentWords(text), above);
  }

  /** The other ways to say these words, an empty list where no group has them. */
  function of(words: Term[]): Synonym[] {
    const own = spellingOf(words);
    const others = new Map<string, Synonym>();
    for (const synonym of bySpelling.get(own) ?? bySpelling.get(join(words).key) ?? []) {
      const spelling = spellingOf(synonym.words);
      if (synonym.nearness > (others.get(spelling)?.nearness ?? 0)) others.set(spelling, synonym);
    }
    others.delete(own);
    return [...others.values()];
  }

  /** Single words of the list at most `distance` edits away, nearest first: a slip may be meant for one that no document holds. */
  function similar(folded: string, distance: number): Term[] {
    return single
      .within(folded, distance)
      .map((term) => ({ term, edits: editsBetween(folded, term.folded, distance) }))
      .filter(({ edits }) => edits <= distance)
      .sort((a, b) => a.edits - b.edits)
      .map(({ term }) => term);
  }

  /** True for a single word of the list: it is spelled right even where no document holds it. */
  const knows = (folded: string): boolean => known.has(folded);

  return { of, similar, knows };
}

/** True for what a group may hold: one to four words, stop words not counted; longer ones are never looked for. */
export function isUsableSynonym(text: string): boolean {
  const words = contentWords(text);
  return words.length > 0 && words.length <= maxSynonymWords && words.some(({ folded }) => folded.length > 1);
}

/** "Hund anmelden" is what people type; looked for it would mark every "Anmeldung". */
function endsInVerb(text: string): boolean {
  return /\s\p{Ll}+n$/u.test(text);
}

function contentWords(text: string): Term[] {
  return wordGroups(text)
    .flat()
    .filter((word) => !isStopWord(word) || word.folded.length === 1);
}

function spellingOf(words: Term[]): string {
  return words.map((word) => word.key).join(' ');
}
