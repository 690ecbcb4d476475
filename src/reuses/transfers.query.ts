import type { ReuseModel } from './reuse.model.ts';
import type { Reuse } from './reuse.types.ts';

/** A confirmed transfer as the public may know it. */
export type ConfirmedTransfer = Pick<
  Reuse,
  'solutionSlug' | 'solutionTitle' | 'organisationId' | 'providerId'
> & { confirmedAt: Date };

const confirmedTransfers = { relation: 'transfer', state: 'confirmed' } as const;
const shown = {
  solutionSlug: 1,
  solutionTitle: 1,
  organisationId: 1,
  providerId: 1,
  reported: 1,
  confirmed: 1,
} as const;

/** What counts as transfer, confirmed, over all solutions; each is answered by an index and never by reading all. */
export function makeTransferQueries(model: ReuseModel) {
  return {
    /** How many there are. */
    countConfirmedTransfers: (): Promise<number> => model.countDocuments(confirmedTransfers).exec(),

    /** Confirmed transfers per solution, of all solutions that have some; for the search. */
    async confirmedTransferCounts(): Promise<Map<string, number>> {
      const rows = await model.aggregate<{ _id: string; count: number }>([
        { $match: confirmedTransfers },
        { $group: { _id: '$solutionId', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
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
