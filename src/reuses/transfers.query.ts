import { isProductive } from './freshness.ts';
import type { ReuseModel } from './reuse.model.ts';
import type { Reuse } from './reuse.types.ts';

/** A confirmed transfer as the public may know it. */
export type ConfirmedTransfer = Pick<
  Reuse,
  'solutionSlug' | 'solutionTitle' | 'organisationId' | 'providerId'
> & { confirmedAt: Date };

/** A confirmed transfer, and whether it counts as productive today. */
export type ConfirmedUse = { solutionId: string; organisationId: string; productive: boolean };

const confirmedTransfers = { relation: 'transfer', state: 'confirmed' } as const;
const shown = {
  solutionSlug: 1,
  solutionTitle: 1,
  organisationId: 1,
  providerId: 1,
  reported: 1,
  confirmed: 1,
} as const;

const used = { solutionId: 1, organisationId: 1, state: 1, confirmedStage: 1, lastConfirmedAt: 1 } as const;

/** What counts as transfer, confirmed, over all solutions; each is answered by an index and never by reading all. */
export function makeTransferQueries(model: ReuseModel, now: () => Date) {
  return {
    /** How many there are. */
    countConfirmedTransfers: (): Promise<number> => model.countDocuments(confirmedTransfers).exec(),

    /** Who uses which solution, confirmed, of all solutions; for the search. */
    async confirmedUses(): Promise<ConfirmedUse[]> {
      const reuses = await model.find(confirmedTransfers, used).lean<Pick<Reuse, keyof typeof used>[]>();
      return reuses.map(({ solutionId, organisationId, ...stage }) => ({
        solutionId,
        organisationId,
        productive: isProductive(stage, now()),
      }));
    },

    /** The newest ones by their first confirmation. */
    async newestTransfers(limit: number): Promise<ConfirmedTransfer[]> {
      const reuses = await model
        .find(confirmedTransfers, shown)
        .sort({ 'confirmed.at': -1 })
        .limit(limit)
        .lean<Pick<Reuse, keyof typeof shown>[]>();
      return reuses.map(({ reported, confirmed, ...transfer }) => ({
        ...transfer,
        confirmedAt: confirmed?.at ?? reported.at,
      }));
    },

    /** Ids of the organisations that reuse something, confirmed. */
    transferringOrganisationIds: (): Promise<string[]> =>
      model.distinct('organisationId', confirmedTransfers).exec(),
  };
}
