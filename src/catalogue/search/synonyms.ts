import { isStopWord, join, type Term, wordGroups } from './normalise.ts';
import groups from './synonyms.json' with { type: 'json' };

/** One way to say it: as printed in the list, and its words without stop words. */
export type Synonym = { text: string; words: Term[] };

export const maxSynonymWords = 4;

const lists = groups.map((group) => group.map((text) => ({ text, words: contentWords(text) })));

const listsBySpelling = new Map<string, Synonym[]>();
for (const list of lists) {
  for (const { words } of list) {
    for (const spelling of new Set([spellingOf(words), join(words).key])) {
      listsBySpelling.set(spelling, [...(listsBySpelling.get(spelling) ?? []), ...list]);
    }
  }
}

/** Every single word of the list; a typing error may be meant for one of them although no document holds it. */
export const synonymWords: Term[] = lists.flatMap((list) => list.flatMap(({ words }) => words));

/** The other ways to say these words, an empty list where the list has none. */
export function synonymsOf(words: Term[]): Synonym[] {
  const own = spellingOf(words);
  const found = listsBySpelling.get(own) ?? listsBySpelling.get(join(words).key) ?? [];
  const others = new Map(found.map((synonym) => [spellingOf(synonym.words), synonym]));
  others.delete(own);
  return [...others.values()];
}

function contentWords(text: string): Term[] {
  return wordGroups(text)
    .flat()
    .filter((word) => !isStopWord(word) || word.folded.length === 1);
}

function spellingOf(words: Term[]): string {
  return words.map((word) => word.key).join(' ');
}
