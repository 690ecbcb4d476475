import type { Organisations } from '../../organisations/index.ts';
import type { PublishedSolution } from '../../solutions/index.ts';
import { reasonOf } from './reason.ts';
import type { Likeness } from './similar-index.ts';

/** A solution like another one, as a page lists it. */
export type SimilarSolution = { title: string; href: string; provider: string; reason: string };

type Dependencies = {
  /** Those of these that are published now, in their order. */
  published(ids: string[]): Promise<PublishedSolution[]>;
  organisations: Pick<Organisations, 'todayByIds'>;
  likest(id: string, limit: number): Likeness[];
};

const shownAtMost = 4;
/** Some of the index may have been withdrawn a moment ago; these take their place. */
const spare = 4;

/** Solutions like a given one, each with the reason. The database is asked what is public, so nothing withdrawn shows. */
export function makeSimilar({ published, organisations, likest }: Dependencies) {
  return async (solutionId: string): Promise<SimilarSolution[]> => {
    const alike = likest(solutionId, shownAtMost + spare);
    const found = new Map((await published(alike.map(({ id }) => id))).map((one) => [one.id, one]));
    const shown = alike.flatMap(({ id, shared }) => {
      const solution = found.get(id);
      return solution ? [{ solution, reason: reasonOf(shared) }] : [];
    });
    const providers = await organisations.todayByIds(shown.map(({ solution }) => solution.providerId));
    return shown.slice(0, shownAtMost).map(({ solution: { slug, providerId, release }, reason }) => ({
      title: release.content.title,
      href: `/loesungen/${slug}`,
      provider: providers.get(providerId)?.fullName ?? '',
      reason,
    }));
  };
}
