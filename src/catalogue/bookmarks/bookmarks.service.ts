import { Types } from 'mongoose';
import type { Organisations } from '../../organisations/index.ts';
import { upserting } from '../../platform/duplicate-key.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import type { Solutions } from '../../solutions/index.ts';
import { keeperOf, makeColleagues } from '../keeper.ts';
import type { BookmarkModel, StoredBookmark } from './bookmark.model.ts';

/** A bookmark as its list shows it; of a withdrawn solution only that it was. */
export type Bookmark = {
  id: string;
  solution: { slug: string; title: string; provider: string; withdrawn: boolean };
  note: string;
  shared: boolean;
  keptAt: Date;
  own: boolean;
  /** Who shares it; '' for one's own. */
  by: string;
};

export type BookmarksDependencies = {
  model: BookmarkModel;
  solutions: Pick<Solutions, 'publishedBySlug' | 'referencesByIds'>;
  organisations: Pick<Organisations, 'todayByIds' | 'activeMembersWithRole'>;
  namesOf(userIds: Iterable<string>): Promise<Map<string, string>>;
  now: () => Date;
};

/** More than a person reads; keeps one account from filling the database. */
const mostBookmarks = 500;

/** Keeping solutions with a note, for oneself or for the colleagues. */
export function makeBookmarks({ model, solutions, organisations, namesOf, now }: BookmarksDependencies) {
  const colleaguesOf = makeColleagues(organisations);

  async function shown(stored: StoredBookmark[], userId: string): Promise<Bookmark[]> {
    const references = await solutions.referencesByIds(stored.map(({ solutionId }) => solutionId));
    const [providers, names] = await Promise.all([
      organisations.todayByIds([...references.values()].map(({ providerId }) => providerId)),
      namesOf(stored.map((one) => one.userId)),
    ]);
    return stored.flatMap(({ _id, solutionId, note, shared, createdAt, ...rest }) => {
      const found = references.get(solutionId);
      if (found === undefined) return [];
      const own = rest.userId === userId;
      const { slug, title, providerId, published } = found;
      const provider = published ? (providers.get(providerId)?.fullName ?? '') : '';
      return [
        {
          id: String(_id),
          solution: { slug, title, provider, withdrawn: !published },
          note,
          shared,
          keptAt: createdAt,
          own,
          by: own ? '' : (names.get(rest.userId) ?? ''),
        },
      ];
    });
  }

  const ownFilter = (actor: Actor, id: string) => {
    if (!Types.ObjectId.isValid(id)) throw notFound();
    return { _id: new Types.ObjectId(id), ...keeperOf(actor) };
  };

  return {
    /**
     * Keeps a solution; a second time changes nothing.
     * @throws notFound, DomainError gone as `publishedBySlug`; conflict where the list is full
     */
    async keep(actor: Actor, slug: string): Promise<{ title: string }> {
      const { id: solutionId, release } = await solutions.publishedBySlug(slug);
      const keeper = keeperOf(actor);
      const kept = await model.countDocuments({ ...keeper, solutionId: { $ne: solutionId } });
      if (kept >= mostBookmarks)
        throw conflict(`Ihre Merkliste ist voll (${mostBookmarks}). Entfernen Sie zuerst einen Eintrag.`);
      const at = now();
      const fresh = { note: '', shared: false, createdAt: at, updatedAt: at };
      await upserting(() =>
        model.updateOne({ ...keeper, solutionId }, { $setOnInsert: fresh }, { upsert: true }),
      );
      return { title: release.content.title };
    },

    /** One's own bookmarks and those that colleagues share, newest first; of theirs no more than one's own may be. */
    async list(actor: Actor): Promise<Bookmark[]> {
      const keeper = keeperOf(actor);
      const colleagues = await colleaguesOf(keeper);
      const newest = (filter: object) =>
        model.find(filter).sort({ createdAt: -1, _id: -1 }).limit(mostBookmarks).lean<StoredBookmark[]>();
      const all = await Promise.all([newest(keeper), ...(colleagues === null ? [] : [newest(colleagues)])]);
      const stored = all.flat().sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
      return shown(stored, actor.userId);
    },

    /** One of one's own. @throws notFound, also for a colleague's */
    async ownById(actor: Actor, id: string): Promise<Bookmark> {
      const stored = await model.findOne(ownFilter(actor, id)).lean<StoredBookmark>();
      const [found] = stored === null ? [] : await shown([stored], actor.userId);
      if (found === undefined) throw notFound();
      return found;
    },

    /** Changes note and sharing; without an organisation nothing is shared. @throws notFound for others' */
    async change(actor: Actor, id: string, { note, shared }: { note: string; shared: boolean }) {
      const change = { note, shared: shared && actor.organisation !== null, updatedAt: now() };
      const { matchedCount } = await model.updateOne(ownFilter(actor, id), { $set: change });
      if (matchedCount === 0) throw notFound();
    },

    /** @throws notFound for others' */
    async remove(actor: Actor, id: string): Promise<void> {
      const { deletedCount } = await model.deleteOne(ownFilter(actor, id));
      if (deletedCount === 0) throw notFound();
    },

    /** Which of these solutions the person keeps; nothing for anonymous visitors. */
    async keptOf(actor: Actor | null, solutionIds: string[]): Promise<Set<string>> {
      if (actor === null || solutionIds.length === 0) return new Set();
      const filter = { ...keeperOf(actor), solutionId: { $in: solutionIds } };
      const stored = await model.find(filter, { solutionId: 1 }).lean<StoredBookmark[]>();
      return new Set(stored.map(({ solutionId }) => solutionId));
    },
  };
}

export type Bookmarks = ReturnType<typeof makeBookmarks>;
