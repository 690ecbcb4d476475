import type { ReuseModel } from './reuse.model.ts';

/**
 * What the ledger holds of a person, for their export (GDPR Art. 15). Erasing leaves the records as they are: they
 * belong to the organisations and know people by id only, the name goes with the account (decision 6).
 */
export function makePersonalReuses(model: ReuseModel) {
  return {
    name: 'reuses',
    async exportOf(userId: string): Promise<unknown> {
      const records = await model.find({ 'history.by': userId }, { tell: 0 }).sort({ _id: 1 }).lean();
      return records.map((one) => ({
        id: String(one._id),
        solution: one.solutionTitle,
        acts: one.history
          .filter(({ by }) => by === userId)
          .map(({ at, event, stage, reason }) => ({ at, event, stage, reason })),
      }));
    },
    async erase(): Promise<void> {},
  };
}
