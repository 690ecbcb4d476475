import type { QueryFilter } from 'mongoose';
import { Types } from 'mongoose';
import { objectIds } from '../../platform/object-ids.ts';
import type { OrganisationKind } from '../registry/kinds.ts';
import { normalise, typedWords } from '../registry/names.ts';
import { followedBy, hasEnded, standing } from '../succession/succession.ts';
import type { OrganisationModel, StoredOrganisation } from './organisation.model.ts';
import { publicFields, toOrganisation } from './organisation.ts';
import type { Organisation } from './organisation.types.ts';

/** Sorts after every character a search key can hold. */
const last = '\uffff';
const longestSuccession = 10;

/** One condition per typed word: some key of the organisation starts with it (in either umlaut spelling). */
function typingFilter(text: string): QueryFilter<StoredOrganisation> | null {
  const words = typedWords(text);
  if (words.length === 0) return null;
  // The longest word first: it is the most selective one, "stadt" and "kreis" come last.
  words.sort((a, b) => b.length - a.length);
  return {
    $and: words.map((word) => ({ searchKeys: { $elemMatch: { $gte: word, $lt: `${word}${last}` } } })),
  };
}

export type ListQuery = {
  text: string;
  kind: OrganisationKind | null;
  land: string | null;
  modelRegion: string | null;
  /** Ids shown although nothing is asked for: those that provide. Only used where no filter is set. */
  providers: string[];
  page: number;
  size: number;
};

/** Finding organisations; every answer is public. */
export function makeFinding(model: OrganisationModel, now: () => Date) {
  async function read(filter: QueryFilter<StoredOrganisation>): Promise<Organisation | null> {
    const doc = await model.findOne(filter, publicFields).lean<StoredOrganisation>();
    return doc === null ? null : toOrganisation(doc);
  }

  async function getById(id: string): Promise<Organisation | null> {
    return Types.ObjectId.isValid(id) ? read({ _id: new Types.ObjectId(id) }) : null;
  }

  async function getByIds(ids: string[]): Promise<Map<string, Organisation>> {
    const known = objectIds(ids);
    if (known.length === 0) return new Map();
    const docs = await model.find({ _id: { $in: known } }, publicFields).lean<StoredOrganisation[]>();
    return new Map(docs.map((doc) => [String(doc._id), toOrganisation(doc)]));
  }

  async function resolveSuccession(id: string): Promise<Organisation | null> {
    let current = await getById(id);
    const seen = new Set<string>();
    while (current?.succession && hasEnded(current, now()) && !seen.has(current.id)) {
      if (seen.size >= longestSuccession) break;
      seen.add(current.id);
      const next = await getById(current.succession.successorId);
      if (next === null) break;
      current = next;
    }
    return current;
  }

  /** Each as it stands today; one that never ended costs nothing more. */
  const asToday = (found: Organisation[]): Promise<Organisation[]> =>
    Promise.all(
      found.map(async (one) => (hasEnded(one, now()) ? ((await resolveSuccession(one.id)) ?? one) : one)),
    );

  async function suggest(text: string, limit: number): Promise<Organisation[]> {
    const filter = typingFilter(text);
    if (filter === null) return [];
    const docs = await model
      .find(filter, publicFields)
      .sort({ rank: 1, population: -1, sortKey: 1 })
      .limit(limit)
      .lean<StoredOrganisation[]>();
    const today = await asToday(docs.map(toOrganisation));
    return [...new Map(today.map((one) => [one.id, one])).values()];
  }

  async function predecessorIdsOf(ids: string[]): Promise<string[]> {
    const docs = await model
      .find(followedBy(objectIds(ids), now()), { _id: 1 })
      .lean<{ _id: Types.ObjectId }[]>();
    return docs.map((doc) => String(doc._id));
  }

  return {
    /**
     * Ids whose records this organisation holds today: its own and those of every organisation that it follows,
     * over several steps (decision 4). Nothing for unknown or malformed ids but the id itself.
     */
    async idsHeldBy(id: string): Promise<string[]> {
      const held = new Set([id]);
      let step = Types.ObjectId.isValid(id) ? [id] : [];
      for (let depth = 0; step.length > 0 && depth < longestSuccession; depth += 1) {
        step = (await predecessorIdsOf(step)).filter((one) => !held.has(one));
        for (const one of step) held.add(one);
      }
      return [...held];
    },

    /**
     * Suggestions while somebody types a name, part of one ("wupper", "muenster", "Münst") or an AGS: municipalities
     * by population first, then the others by size and name. For one that has ended stands who follows it.
     */
    findByTyping: (text: string, limit = 10): Promise<Organisation[]> => suggest(text, limit),

    /**
     * The organisation meant by a finished text, as sent by a form without scripts: its AGS, slug or full name. A bare
     * name counts where only one organisation bears it.
     * @returns the match, or null with what comes near
     */
    async lookUp(text: string): Promise<{ match: Organisation | null; suggestions: Organisation[] }> {
      const wanted = normalise(text);
      const suggestions = await suggest(text, 100);
      const official = suggestions.find((one) => one.ags === text.trim() || one.slug === text.trim());
      const sameName = (name: (one: Organisation) => string) =>
        suggestions.filter((one) => normalise(name(one)) === wanted);
      const [full, bare] = [sameName((one) => one.fullName), sameName((one) => one.name)];
      const only = full.length === 1 ? full[0] : full.length === 0 && bare.length === 1 ? bare[0] : undefined;
      return { match: official ?? only ?? null, suggestions: suggestions.slice(0, 10) };
    },

    /** Organisations that ended and named this one as their successor. */
    async predecessorsOf(id: string): Promise<Organisation[]> {
      const docs = await model
        .find(followedBy(objectIds([id]), now()), publicFields)
        .sort({ sortKey: 1 })
        .lean<StoredOrganisation[]>();
      return docs.map(toOrganisation);
    },

    /**
     * One page of the list of organisations, in German order, and how many there are in all. One that has ended is found
     * where something is asked for.
     */
    async listOrganisations(query: ListQuery): Promise<{ items: Organisation[]; total: number }> {
      const filter = listFilter(query, now());
      const [docs, total] = await Promise.all([
        model
          .find(filter, publicFields)
          .sort({ sortKey: 1, slug: 1 })
          .skip((query.page - 1) * query.size)
          .limit(query.size)
          .lean<StoredOrganisation[]>(),
        model.countDocuments(filter),
      ]);
      return { items: docs.map(toOrganisation), total };
    },

    /** The organisation with exactly this slug, also one that has ended. */
    getBySlug: (slug: string): Promise<Organisation | null> => read({ slug }),

    /** The organisation with this id, also one that has ended; null for unknown or malformed ids. */
    getById,

    /** Several at once, by id; unknown ones are missing. */
    getByIds,

    /**
     * As `getByIds`, but each as it stands today: itself, or who follows it. For whatever is true now, such as who
     * provides or uses something; what somebody did stays with the name they did it under.
     */
    async todayByIds(ids: string[]): Promise<Map<string, Organisation>> {
      const found = await getByIds(ids);
      const today = await asToday([...found.values()]);
      return new Map([...found.keys()].flatMap((id, index) => (today[index] ? [[id, today[index]]] : [])));
    },

    /** Several at once, by slug; unknown ones are missing. */
    async getBySlugs(slugs: string[]): Promise<Map<string, Organisation>> {
      if (slugs.length === 0) return new Map();
      const docs = await model.find({ slug: { $in: slugs } }, publicFields).lean<StoredOrganisation[]>();
      return new Map(docs.map((doc) => [doc.slug, toOrganisation(doc)]));
    },

    /**
     * Who stands for an organisation today: itself, or the last of its successors (decision 4: records never move,
     * reading resolves), from the day that was named with the successor. A circle ends where it closes.
     */
    resolveSuccession,
  };
}

function listFilter(query: ListQuery, at: Date): QueryFilter<StoredOrganisation> {
  const filter: QueryFilter<StoredOrganisation> = { ...typingFilter(query.text) };
  if (query.kind !== null) filter.kind = query.kind;
  if (query.land !== null) filter.land = query.land;
  if (query.modelRegion !== null) filter.modelRegion = query.modelRegion;
  if (Object.keys(filter).length > 0) return filter;
  const providers = query.providers.map((id) => new Types.ObjectId(id));
  return {
    $and: [standing(at), { $or: [{ modelRegion: { $type: 'string' } }, { _id: { $in: providers } }] }],
  };
}

export type Finding = ReturnType<typeof makeFinding>;
