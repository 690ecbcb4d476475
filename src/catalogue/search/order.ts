import { compareText } from '../../shared/german.ts';
import type { Sort } from './document.ts';

/** What of a document decides its place. */
export type Sortable = { id: string; title: string; publishedAt: Date; reuseCount: number };

/** The place of each document in German order of the titles; made once, because a collator is slow at 10,000 titles. */
export function titlePlaces(documents: Iterable<Sortable>): Map<string, number> {
  const byTitle = [...documents].sort((a, b) => compareText(a.title, b.title) || (a.id < b.id ? -1 : 1));
  return new Map(byTitle.map(({ id }, place) => [id, place]));
}

/** Orders documents in place-stable, total order: equal ones by relevance, date, title. Keeps the set. */
export function ordered<T extends Sortable>(
  documents: T[],
  sort: Sort,
  scores: ReadonlyMap<string, number>,
  places: ReadonlyMap<string, number>,
): T[] {
  const byTitle = (a: T, b: T) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0);
  const byDate = (a: T, b: T) => b.publishedAt.getTime() - a.publishedAt.getTime();
  const byScore = (a: T, b: T) => (scores.get(b.id) ?? 0) - (scores.get(a.id) ?? 0);
  const byReuse = (a: T, b: T) => b.reuseCount - a.reuseCount;
  const compare = {
    relevance: (a: T, b: T) => byScore(a, b) || byDate(a, b) || byTitle(a, b),
    newest: (a: T, b: T) => byDate(a, b) || byTitle(a, b),
    title: byTitle,
    reused: (a: T, b: T) => byReuse(a, b) || byScore(a, b) || byTitle(a, b),
  }[sort];
  return documents.toSorted(compare);
}
