import type { PublicReuse } from '../api/index.ts';
import type { Reuses } from '../reuses/index.ts';

/** Confirmed uses of a solution as the API tells them: those that its page shows. */
export function publicReusesOf({ reuseSummary }: Pick<Reuses, 'reuseSummary'>) {
  return async (solutionId: string): Promise<PublicReuse[]> => {
    const { transfers, partners, own } = await reuseSummary(solutionId);
    return [...transfers, ...partners, ...own].map(({ organisation, stage, since, relation }) => ({
      organisation: organisation.fullName,
      stage,
      since,
      relation,
    }));
  };
}
