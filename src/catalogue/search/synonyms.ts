import { editsBetween, makeLetterList } from './likeness.ts';
import { isStopWord, join, type Term, wordGroups } from './normalise.ts';
import shipped from './synonyms.json' with { type: 'json' };

/** The groups that come with the product; each holds several ways to say the same. */
export const shippedSynonyms: readonly (readonly string[])[] = shipped;

/** One way to say it: as printed in the list, and its words without stop words. */
export type Synonym = { text: string; words: Term[] };

export const maxSynonymWords = 4;

export type Synonyms = ReturnType<typeof makeSynonyms>;

/** Looks up what else a word is called. A word may stand in several groups; it then means all of them. */
export function makeSynonyms(groups: readonly (readonly string[])[] = shippedSynonyms) {
  const lists = groups.map((group) => group.map((text) => ({ text, words: contentWords(text) })));
  const listsBySpelling = new Map<string, Synonym[]>();
  for (const list of lists) {
    for (const { words } of list) {
      for (const spelling of new Set([spellingOf(words), join(words).key])) {
        listsBySpelling.set(spelling, [...(listsBySpelling.get(spelling) ?? []), ...list]);
      }
    }
  }
  const single = makeLetterList<Term>(({ folded }) => folded);
  for (const term of lists.flatMap((list) => list.flatMap(({ words }) => words))) single.add(term);

  /** The other ways to say these words, an empty list where no group has them. */
  function of(words: Term[]): Synonym[] {
    const own = spellingOf(words);
    const found = listsBySpelling.get(own) ?? listsBySpelling.get(join(words).key) ?? [];
    const others = new Map(found.map((synonym) => [spellingOf(synonym.words), synonym]));
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

  return { of, similar };
}

/** True for what a group may hold: one to four words, stop words not counted; longer ones are never looked for. */
export function isUsableSynonym(text: string): boolean {
  const words = contentWords(text);
  return words.length > 0 && words.length <= maxSynonymWords && words.some(({ folded }) => folded.length > 1);
}

function contentWords(text: string): Term[] {
  return wordGroups(text)
    .flat()
    .filter((word) => !isStopWord(word) || word.folded.length === 1);
}

function spellingOf(words: Term[]): string {
  return words.map((word) => word.key).join(' ');
}
