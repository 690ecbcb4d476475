import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import type { Organisations } from '../../organisations/index.ts';
import { isDuplicateKey } from '../../platform/duplicate-key.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput, notFound } from '../../shared/errors.ts';
import type { Solutions } from '../../solutions/index.ts';
import { keeperOf, makeColleagues } from '../keeper.ts';
import { type CatalogueQuery, parseCatalogueQuery, toQueryString } from '../url-state.ts';
import type { SavedSearchModel, StoredSavedSearch } from './saved-search.model.ts';

/** A saved search as its list shows it. */
export type SavedSearch = {
  id: string;
  name: string;
  query: CatalogueQuery;
  shared: boolean;
  own: boolean;
  /** Who shares it; '' for one's own. */
  by: string;
  createdAt: Date;
  /** How many solutions it finds today. */
  hits: number;
  /** How many of them were published since the person last looked, or since it was saved. */
  fresh: number;
};

export type SavedSearchesDependencies = {
  model: SavedSearchModel;
  solutions: Pick<Solutions, 'publishedSince'>;
  organisations: Pick<Organisations, 'activeMembersWithRole'>;
  /** Ids of everything that a search finds. */
  matching(query: CatalogueQuery): Promise<string[]>;
  namesOf(userIds: Iterable<string>): Promise<Map<string, string>>;
  now: () => Date;
};

/** Each is searched for whenever the list is opened. */
const mostSavedSearches = 50;
/** Own ones never reach it; of colleagues' the oldest are left out. */
const mostListed = 100;

/** Reads a stored or sent query string; the page within the result is no part of a search. */
export const searchOf = (query: string): CatalogueQuery => {
  const read = new Map<string, string[]>();
  // One pass: a form may hold a hundred thousand names, and to look for each would take minutes.
  for (const [name, value] of new URLSearchParams(query)) {
    const values = read.get(name);
    if (values) values.push(value);
    else read.set(name, [value]);
  }
  return { ...parseCatalogueQuery(Object.fromEntries(read)), page: 1 };
};

/** Keeping searches, for oneself or for the colleagues, and seeing what is new in them. */
export function makeSavedSearches(dependencies: SavedSearchesDependencies) {
  const { model, solutions, matching, namesOf, now } = dependencies;
  const colleaguesOf = makeColleagues(dependencies.organisations);

  const own = (actor: Actor, id: string) => ({ _id: idOf(id), ...keeperOf(actor) });

  /** One's own and the newest of those that colleagues share: each is searched for, however many people share. */
  async function listed(actor: Actor): Promise<StoredSavedSearch[]> {
    const keeper = keeperOf(actor);
    const colleagues = await colleaguesOf(keeper);
    const newest = (filter: object) =>
      model.find(filter).sort({ createdAt: -1, _id: -1 }).limit(mostListed).lean<StoredSavedSearch[]>();
    const all = await Promise.all([newest(keeper), ...(colleagues === null ? [] : [newest(colleagues)])]);
    return all.flat().sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
  }

  /** Filter of what a person may open: one's own and what colleagues share. */
  async function seen(actor: Actor) {
    const keeper = keeperOf(actor);
    const colleagues = await colleaguesOf(keeper);
    return { $or: [keeper, ...(colleagues === null ? [] : [colleagues])] };
  }

  return {
    /**
     * Saves a search under a name.
     * @param query the catalogue's query string
     * @throws InvalidInput where the person saved the same search already; conflict where there are too many
     */
    async save(actor: Actor, { name, query, shared }: { name: string; query: string; shared: boolean }) {
      const keeper = keeperOf(actor);
      if ((await model.countDocuments(keeper)) >= mostSavedSearches)
        throw conflict(
          `Sie haben schon ${mostSavedSearches} Suchaufträge. Entfernen Sie zuerst einen, den Sie nicht mehr brauchen.`,
        );
      const at = now();
      const canonical = toQueryString(searchOf(query));
      try {
        await model.create({
          ...keeper,
          name,
          query: canonical,
          queryHash: createHash('sha256').update(canonical).digest('hex'),
          shared: shared && actor.organisation !== null,
          createdAt: at,
          looks: [{ userId: actor.userId, at }],
        });
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        const message = 'Diese Suche haben Sie schon gemerkt. Sie finden sie unter „Suchaufträge“.';
        throw new InvalidInput([{ field: 'form', message }]);
      }
    },

    /** One's own and those that colleagues share, newest first, with what each finds today. */
    async list(actor: Actor): Promise<SavedSearch[]> {
      const stored = await listed(actor);
      if (stored.length === 0) return [];
      const lastLook = (one: StoredSavedSearch): Date =>
        one.looks.find(({ userId }) => userId === actor.userId)?.at ?? one.createdAt;
      const earliest = Math.min(...stored.map((one) => lastLook(one).getTime()));
      const [published, names] = await Promise.all([
        solutions.publishedSince(new Date(earliest)),
        namesOf(stored.map(({ userId }) => userId)),
      ]);
      return Promise.all(
        stored.map(async (one) => {
          const query = searchOf(one.query);
          const ids = await matching(query);
          const since = lastLook(one);
          const isOwn = one.userId === actor.userId;
          return {
            id: String(one._id),
            name: one.name,
            query,
            shared: one.shared,
            own: isOwn,
            by: isOwn ? '' : (names.get(one.userId) ?? ''),
            createdAt: one.createdAt,
            hits: ids.length,
            fresh: ids.filter((id) => (published.get(id) ?? since) > since).length,
          };
        }),
      );
    },

    /** Notes that the person looks at the result now. @returns the search @throws notFound for what is not seen */
    async open(actor: Actor, id: string): Promise<CatalogueQuery> {
      const filter = { _id: idOf(id), ...(await seen(actor)) };
      const { userId } = actor;
      const stored = await model.findOne(filter, { query: 1 }).lean<StoredSavedSearch>();
      if (stored === null) throw notFound();
      const look = { userId, at: now() };
      const again = await model.updateOne(
        { ...filter, 'looks.userId': userId },
        { $set: { 'looks.$[mine]': look } },
        { arrayFilters: [{ 'mine.userId': userId }] },
      );
      if (again.matchedCount === 0)
        await model.updateOne({ ...filter, 'looks.userId': { $ne: userId } }, { $push: { looks: look } });
      return searchOf(stored.query);
    },

    /** One of one's own. @throws notFound, also for a colleague's */
    async ownById(actor: Actor, id: string): Promise<Pick<SavedSearch, 'id' | 'name' | 'query' | 'shared'>> {
      const stored = await model.findOne(own(actor, id)).lean<StoredSavedSearch>();
      if (stored === null) throw notFound();
      return { id, name: stored.name, query: searchOf(stored.query), shared: stored.shared };
    },

    /** @throws notFound for others' */
    async change(
      actor: Actor,
      id: string,
      { name, shared }: { name: string; shared: boolean },
    ): Promise<void> {
      const $set = { name, shared: shared && actor.organisation !== null };
      const { matchedCount } = await model.updateOne(own(actor, id), { $set });
      if (matchedCount === 0) throw notFound();
    },

    /** @throws notFound for others' */
    async remove(actor: Actor, id: string): Promise<void> {
      const { deletedCount } = await model.deleteOne(own(actor, id));
      if (deletedCount === 0) throw notFound();
    },
  };
}

export type SavedSearches = ReturnType<typeof makeSavedSearches>;

function idOf(id: string): Types.ObjectId {
  if (!Types.ObjectId.isValid(id)) throw notFound();
  return new Types.ObjectId(id);
}
