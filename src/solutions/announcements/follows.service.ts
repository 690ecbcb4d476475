import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import { objectIds } from '../../platform/object-ids.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';
import type { FollowModel } from './follow.model.ts';

/** What a person follows: the announcement, or the solution that it became. */
export type Followed = { slug: string; title: string; published: boolean; expectedOn: string; since: Date };

/** Following announced projects with an account. */
export function makeFollows({
  follows,
  model,
  now,
}: {
  follows: FollowModel;
  model: SolutionModel;
  now: () => Date;
}) {
  async function followedBy(userId: string): Promise<Followed[]> {
    const all = await follows.find({ userId }).sort({ at: -1 }).lean();
    const ids = objectIds(all.map(({ solutionId }) => solutionId));
    const docs = await model
      .find({ _id: { $in: ids } }, { slug: 1, visibility: 1, announcement: 1, 'releases.content.title': 1 })
      .lean<Solution[]>();
    const known = new Map(docs.map((doc) => [String(doc._id), doc]));
    return all.flatMap(({ solutionId, at }) => {
      const doc = known.get(solutionId);
      const published = doc !== undefined && doc.visibility !== 'unpublished';
      const title = published ? doc.releases.at(-1)?.content.title : doc?.announcement?.title;
      if (doc === undefined || title === undefined) return [];
      return [
        { slug: doc.slug, title, published, expectedOn: doc.announcement?.expectedOn ?? '', since: at },
      ];
    });
  }

  return {
    followedBy,

    /** Ids of the people who follow a project, for what is told. */
    async followersOf(solutionId: string): Promise<string[]> {
      return (await follows.find({ solutionId }, { userId: 1 }).lean()).map(({ userId }) => userId);
    },

    async isFollowedBy(solutionId: string, userId: string): Promise<boolean> {
      return (await follows.exists({ solutionId, userId })) !== null;
    },

    /** Following twice is following once: the unique index decides. */
    async addFollow(solutionId: string, userId: string): Promise<void> {
      try {
        await follows.create({ solutionId, userId, at: now() });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
      }
    },

    /** Also for what is published by now or was given up. False where the person does not follow it. */
    async removeFollow(solutionId: string, userId: string): Promise<boolean> {
      return (await follows.deleteOne({ solutionId, userId })).deletedCount > 0;
    },

    /** Ends all follows of what is announced no more: it stands in nobody's list, so nobody could end them there. */
    async forgetFollows(solutionId: string): Promise<void> {
      await follows.deleteMany({ solutionId });
    },

    /** Their part of a person's export and erasure. */
    personalRecords: {
      name: 'follows',
      exportOf: (userId: string): Promise<unknown> => followedBy(userId),
      async erase(userId: string): Promise<void> {
        await follows.deleteMany({ userId });
      },
    },
  };
}

export type Follows = ReturnType<typeof makeFollows>;
