import type { RequestModel } from './request.model.ts';

/**
 * What cases hold of a person, for their export (GDPR Art. 15). Erasing leaves the cases as they are: they belong to
 * the organisations and know people by id only, the name goes with the account (decision 6).
 */
export function makePersonalRequests(model: RequestModel) {
  return {
    name: 'requests',
    async exportOf(userId: string): Promise<unknown> {
      const cases = await model
        .find({ $or: [{ createdBy: userId }, { 'history.by': userId }] }, { tell: 0 })
        .sort({ _id: 1 })
        .lean();
      return cases.map((one) => ({
        id: String(one._id),
        title: one.title,
        asked:
          one.createdBy === userId
            ? {
                at: one.createdAt,
                purpose: one.purpose,
                plannedFor: one.plannedFor,
                questions: one.questions,
              }
            : null,
        letters: one.thread.filter(({ by }) => by === userId).map(({ at, text }) => ({ at, text })),
        acts: one.history
          .filter(({ by }) => by === userId)
          .map(({ at, event, reason }) => ({ at, event, reason })),
      }));
    },
    async erase(): Promise<void> {},
  };
}
