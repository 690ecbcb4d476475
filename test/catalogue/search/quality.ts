import type { ExpectedQuery } from './expected-queries.ts';

/** How well a list of queries is answered: `recall` and `reciprocal` are means between 0 and 1. */
export type Quality = { queries: number; recall: number; reciprocal: number; missed: string[] };

/** What is asked: a search index, or something else that answers ids to a text. */
type Searchable = { search(request: { text: string }): { ids: string[] } };

/**
 * Asks every query and grades the answers.
 * @returns by kind, and under "all" over every query; `recall` is recall@3, `reciprocal` the mean reciprocal rank
 */
export function qualityByKind(index: Searchable, list: ExpectedQuery[]): Map<string, Quality> {
  const kinds = new Map<string, Quality>();
  for (const query of list) {
    const { ids } = index.search({ text: query.query });
    const recall = recallAt3(ids, query);
    for (const kind of ['all', query.kind]) {
      const sum = kinds.get(kind) ?? { queries: 0, recall: 0, reciprocal: 0, missed: [] };
      sum.queries += 1;
      sum.recall += recall;
      sum.reciprocal += reciprocalRank(ids, query);
      if (recall < 1) sum.missed.push(query.query);
      kinds.set(kind, sum);
    }
  }
  for (const sum of kinds.values()) {
    sum.recall /= sum.queries;
    sum.reciprocal /= sum.queries;
  }
  return kinds;
}

/** The share of the expected within the first three; of `oneOf` one is enough. */
function recallAt3(ids: string[], { expected = [], oneOf = [] }: ExpectedQuery): number {
  const first = ids.slice(0, 3);
  const wanted = expected.map((id) => Number(first.includes(id)));
  if (oneOf.length > 0) wanted.push(Number(first.some((id) => oneOf.includes(id))));
  return wanted.reduce((sum, one) => sum + one, 0) / wanted.length;
}

function reciprocalRank(ids: string[], { expected = [], oneOf = [] }: ExpectedQuery): number {
  const place = ids.findIndex((id) => expected.includes(id) || oneOf.includes(id));
  return place === -1 ? 0 : 1 / (place + 1);
}
