import type { FacetValues, SearchDocument } from './document.ts';
import { isStopWord, joinedParts, type Word, wordGroups } from './normalise.ts';

/** The fields of the index and how much a find in each counts; `weight1` to `weight3` hold the other fields of a document. */
export const boosts = { title: 6, summary: 3, description: 2, weight3: 3, weight2: 2, weight1: 1 };
export type IndexField = keyof typeof boosts;
export const indexFields = Object.keys(boosts) as IndexField[];

/** A document as the index keeps it. */
export type Prepared = {
  id: string;
  slug: string;
  title: string;
  /** The folded words of the title in their order. */
  titleWords: string[];
  facets: FacetValues;
  publishedAt: Date;
  reuseCount: number;
  /** What the index reads: keys separated by spaces. */
  record: Record<IndexField, string> & { id: string };
  /** The stems of each text in their order, stop words included, for phrases: " hilf zum lebensunterhalt ". */
  sequences: string[];
  words: Word[];
};

/** Turns a document into what the index, the vocabulary and the phrase check need. */
export function prepare(document: SearchDocument): Prepared {
  const words = new Map<string, Word>();
  const sequences: string[] = [];
  const read = (text: string): string => {
    const groups = wordGroups(text);
    if (groups.length > 0) sequences.push(` ${keys(groups.flat())} `);
    const indexed = groups.flatMap((group) => [
      ...group.filter((word) => !isStopWord(word)),
      ...joinedParts(group),
    ]);
    for (const word of indexed) if (!words.has(word.folded)) words.set(word.folded, word);
    return keys(indexed);
  };
  const weighing = (weight: number) =>
    document.fields
      .filter((field) => field.weight === weight)
      .map((field) => read(field.text))
      .join(' ');
  const record = {
    id: document.id,
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
  const shown = { id, slug, title, titleWords, facets, publishedAt, reuseCount };
  return { ...shown, record, sequences, words: [...words.values()] };
}

function keys(words: Word[]): string {
  return words.map(({ key }) => key).join(' ');
}

/** True when some text of the document holds these words one after the other. */
export function holdsSequence(document: Prepared, words: Word[]): boolean {
  const wanted = ` ${keys(words)} `;
  return document.sequences.some((sequence) => sequence.includes(wanted));
}
