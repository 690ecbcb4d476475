import type { BookmarkModel } from './bookmark.model.ts';

/** Bookmarks in the export of a person's data; notes are personal, so erasing takes the shared ones too. */
export function makePersonalBookmarks(model: BookmarkModel) {
  return {
    name: 'bookmarks',
    async exportOf(userId: string): Promise<unknown> {
      const stored = await model.find({ userId }).sort({ _id: 1 }).lean();
      return stored.map(({ solutionId, organisationId, note, shared, createdAt }) => ({
        solutionId,
        organisationId,
        note,
        shared,
        keptAt: createdAt,
      }));
    },
    async erase(userId: string): Promise<void> {
      await model.deleteMany({ userId });
    },
  };
}
