import type { Organisations } from '../organisations/index.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import type { PublishedSolution, Solutions } from '../solutions/index.ts';
import { makeSearchIndex } from './search/index.ts';
import { organisationIdsOf, toSearchDocument } from './searchable.ts';
import { makeSimilarIndex } from './similar/similar-index.ts';

export type LiveIndexOptions = {
  solutions: Pick<Solutions, 'allPublished' | 'changedSince' | 'publishedByIds'>;
  organisations: Pick<Organisations, 'getByIds'>;
  /** Confirmed reuses by other organisations, by solution id; solutions without one may be missing. */
  reuseCounts(): Promise<Map<string, number>>;
  now: () => Date;
};

/** Clocks of several instances differ; what changed this long before the last look is looked at again. */
const overlapMs = 60_000;

/**
 * The search index kept current (decision 8): built from the database once, then following what changed, removals
 * and confirmed reuses included, so that several instances show the same.
 */
export function makeLiveIndex({ solutions, organisations, reuseCounts, now }: LiveIndexOptions) {
  const index = makeSearchIndex();
  const similar = makeSimilarIndex();
  /** What stands in the index: solution id → "revision/confirmed reuses". */
  const states = new Map<string, string>();
  let lastLook: Date | null = null;

  async function putAll(changed: PublishedSolution[], counts: Map<string, number>): Promise<void> {
    const known = await organisations.getByIds([...new Set(changed.flatMap(organisationIdsOf))]);
    for (const solution of changed) {
      const reuseCount = counts.get(solution.id) ?? 0;
      index.put(toSearchDocument(solution, { organisations: known, reuseCount }));
      similar.put(solution.id, solution.release.content);
      states.set(solution.id, `${solution.revision}/${reuseCount}`);
    }
  }

  function drop(id: string): void {
    index.remove(id);
    similar.remove(id);
    states.delete(id);
  }

  async function look(): Promise<void> {
    const started = now();
    const counts = await reuseCounts();
    if (lastLook === null) {
      const all: PublishedSolution[] = [];
      for await (const solution of solutions.allPublished()) all.push(solution);
      await putAll(all, counts);
    } else {
      const changes = await solutions.changedSince(new Date(lastLook.getTime() - overlapMs));
      for (const { id, published } of changes) if (!published) drop(id);
      const stale = changes.filter(
        ({ id, published, revision }) => published && !states.get(id)?.startsWith(`${revision}/`),
      );
      const recounted = [...states].filter(([id, state]) => !state.endsWith(`/${counts.get(id) ?? 0}`));
      const ids = [...new Set([...stale.map(({ id }) => id), ...recounted.map(([id]) => id)])];
      await putAll([...(await solutions.publishedByIds(ids)).values()], counts);
    }
    lastLook = started;
  }

  return {
    search: index.search,
    likest: similar.likest,
    /** Brings the index up to date with what was stored before the call; calls at the same time share one look. */
    refresh: oneAtATime(look),
    /** True once the index was built. */
    isReady: (): boolean => lastLook !== null,
  };
}
