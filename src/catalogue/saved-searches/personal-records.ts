import type { SavedSearchModel } from './saved-search.model.ts';

/** Saved searches in the export of a person's data; erasing takes them and the looks at colleagues' searches. */
export function makePersonalSearches(model: SavedSearchModel) {
  return {
    name: 'savedSearches',
    async exportOf(userId: string): Promise<unknown> {
      const stored = await model
        .find({ $or: [{ userId }, { 'looks.userId': userId }] })
        .sort({ _id: 1 })
        .lean();
      return stored.map(({ name, query, organisationId, shared, createdAt, looks, ...rest }) => ({
        ...(rest.userId === userId ? { name, query, organisationId, shared, savedAt: createdAt } : {}),
        lookedAt: looks.filter((look) => look.userId === userId).map(({ at }) => at),
      }));
    },
    async erase(userId: string): Promise<void> {
      await model.deleteMany({ userId });
      await model.updateMany({ 'looks.userId': userId }, { $pull: { looks: { userId } } });
    },
  };
}
