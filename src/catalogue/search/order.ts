import { compareText } from '../../shared/german.ts';
import type { Sort } from './document.ts';

/** What of a document decides its place in a result. */
export type Sortable = { id: string; title: string; publishedAt: Date; reuseCount: number };

/** Levels of relevance that are told apart, and how much of a 53-bit number each part of a sorting key takes. */
const scoreLevels = 2 ** 20 - 1;
const rankRange = 2 ** 20;
const maxReuse = 2 ** 12 - 1;

/**
 * Orders documents by their places. The order of all by title and by date is kept up to date, so that sorting a result
 * compares plain numbers: a collator takes half a second for 10,000 titles.
 */
export function makeOrder() {
  const documents: (Sortable | undefined)[] = [];
  const byTitle = makeRanking((a: number, b: number) => compareTitles(documents[a], documents[b]));
  const byDate = makeRanking(
    (a: number, b: number) =>
      (documents[b]?.publishedAt.getTime() ?? 0) - (documents[a]?.publishedAt.getTime() ?? 0) ||
      compareTitles(documents[a], documents[b]),
  );

  function add(place: number, document: Sortable): void {
    documents[place] = document;
    byTitle.add(place);
    byDate.add(place);
  }

  function remove(place: number): void {
    byTitle.remove(place);
    byDate.remove(place);
    documents[place] = undefined;
  }

  /**
   * Orders places totally: equal ones by relevance, then date, then title. Keeps the set.
   * @param scores relevance by place
   * @returns the ids of the documents
   */
  function ordered(places: number[], sort: Sort, scores: Float64Array): string[] {
    const ranking = sort === 'relevance' || sort === 'newest' ? byDate : byTitle;
    const [ranks, inOrder] = [ranking.ranks(), ranking.places()];
    const byScore = sort === 'relevance' || sort === 'reused';
    const best = byScore ? highest(places, scores) : 1;
    const keys = new Float64Array(places.length);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      const level = byScore ? scoreLevels - Math.round(((scores[place] ?? 0) / best) * scoreLevels) : 0;
      const first = sort === 'reused' ? reuseLevel(place) * (scoreLevels + 1) + level : level;
      keys[at] = first * rankRange + (ranks[place] ?? 0);
    }
    keys.sort();
    const found: string[] = [];
    for (const key of keys) found.push(documents[inOrder[key % rankRange] ?? 0]?.id ?? '');
    return found;
  }

  const reuseLevel = (place: number): number =>
    maxReuse - Math.min(documents[place]?.reuseCount ?? 0, maxReuse);

  return { add, remove, ordered };
}

function highest(places: number[], scores: Float64Array): number {
  let most = 0;
  for (const place of places) most = Math.max(most, scores[place] ?? 0);
  return most || 1;
}

function compareTitles(a: Sortable | undefined, b: Sortable | undefined): number {
  if (!a || !b) return 0;
  return compareText(a.title, b.title) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Places in a total order; a few changed ones are put in where they belong, many are sorted with the rest. */
function makeRanking(compare: (a: number, b: number) => number) {
  let sorted: number[] = [];
  let waiting: number[] = [];
  let ranks: number[] | null = null;

  function settle(): void {
    if (waiting.length > 50) sorted = [...sorted, ...waiting].sort(compare);
    else for (const place of waiting) sorted.splice(rankFor(place), 0, place);
    waiting = [];
  }

  function rankFor(place: number): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(sorted[middle] ?? 0, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(place: number): void {
      waiting.push(place);
      ranks = null;
    },
    remove(place: number): void {
      settle();
      sorted.splice(sorted.indexOf(place), 1);
      ranks = null;
    },
    places(): number[] {
      settle();
      return sorted;
    },
    /** The rank of each place. */
    ranks(): number[] {
      settle();
      if (!ranks) {
        ranks = [];
        for (const [rank, place] of sorted.entries()) ranks[place] = rank;
      }
      return ranks;
    },
  };
}
