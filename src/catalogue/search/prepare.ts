import type { FacetValues, SearchDocument } from './document.ts';
import { isStopWord, joinedParts, type Term, type Word, wordGroups } from './normalise.ts';
import type { Impacts } from './postings.ts';

/**
 * The fields of the index, how much a find in each counts, and how many words it usually has; `weight1` to `weight3`
 * hold the other fields of a document. The lengths are constants, so that what a find counts depends on its document alone.
 */
const fieldsOfIndex = {
  title: { boost: 6, usual: 6 },
  summary: { boost: 3, usual: 18 },
  description: { boost: 2, usual: 40 },
  weight3: { boost: 3, usual: 3 },
  weight2: { boost: 2, usual: 12 },
  weight1: { boost: 1, usual: 25 },
};
export type IndexField = keyof typeof fieldsOfIndex;
export const indexFields = Object.keys(fieldsOfIndex) as IndexField[];
export const boosts = Object.fromEntries(
  indexFields.map((field) => [field, fieldsOfIndex[field].boost]),
) as Record<IndexField, number>;

/** BM25+: how soon more of the same word adds nothing, how much a long field weakens a find, what any find counts at least. */
const bm25 = { saturation: 1.2, length: 0.7, least: 0.5 };

/** What of a document is kept beside the index. */
export type Kept = {
  id: string;
  slug: string;
  title: string;
  /** The folded words of the title in their order. */
  titleWords: string[];
  publishedAt: Date;
  reuseCount: number;
  /** The stems of each text in their order, stop words included, for phrases: " hilf zum lebensunterhalt ". */
  sequences: string[];
};

/** A document taken apart: `terms` go into the vocabulary, `keys` and what they count into the index. */
export type Prepared = {
  kept: Kept;
  facets: FacetValues;
  terms: Term[];
  keys: Record<IndexField, string[]>;
};

/** Turns a document into what the index, the vocabulary and the phrase check need. */
export function prepare(document: SearchDocument): Prepared {
  const terms = new Map<string, Term>();
  const sequences: string[] = [];
  const read = (text: string): string[] => {
    const groups = wordGroups(text);
    if (groups.length > 0) sequences.push(sequenceOf(groups.flat()));
    const found: string[] = [];
    const take = (word: Term): void => {
      found.push(word.key);
      if (!terms.has(word.folded)) terms.set(word.folded, word);
    };
    for (const group of groups) {
      for (const word of group) if (!isStopWord(word)) take(word);
      if (group.length > 1) joinedParts(group).forEach(take);
    }
    return found;
  };
  const weighing = (weight: number) =>
    document.fields.filter((field) => field.weight === weight).flatMap((field) => read(field.text));
  const keys = {
    title: read(document.title),
    summary: read(document.summary),
    description: read(document.description),
    weight3: weighing(3),
    weight2: weighing(2),
    weight1: weighing(1),
  };
  const { id, slug, title, facets, publishedAt, reuseCount } = document;
  const titleWords = wordGroups(title)
    .flat()
    .map(({ folded }) => folded);
  const kept = { id, slug, title, titleWords, publishedAt, reuseCount, sequences };
  return { kept, facets, terms: [...terms.values()], keys };
}

/** What each key of a document counts (BM25+ over its fields, without the rarity of the key). */
export function impactsOf(keys: Record<IndexField, string[]>): Impacts {
  const impacts = new Map<string, number>();
  for (const field of indexFields) {
    const { boost, usual } = fieldsOfIndex[field];
    const times = new Map<string, number>();
    for (const key of keys[field]) times.set(key, (times.get(key) ?? 0) + 1);
    const { saturation, length, least } = bm25;
    const norm = saturation * (1 - length + (length * keys[field].length) / usual);
    for (const [key, number] of times) {
      const impact = boost * (least + (number * (saturation + 1)) / (number + norm));
      impacts.set(key, (impacts.get(key) ?? 0) + impact);
    }
  }
  return impacts;
}

function sequenceOf(words: Term[]): string {
  return ` ${words.map(({ key }) => key).join(' ')} `;
}

/** True when some text of the document holds these words one after the other. */
export function holdsSequence({ sequences }: Kept, words: Word[]): boolean {
  const wanted = sequenceOf(words);
  return sequences.some((sequence) => sequence.includes(wanted));
}
