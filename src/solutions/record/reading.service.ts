import type { Organisation } from '../../organisations/index.ts';
import { objectIds } from '../../platform/object-ids.ts';
import { DomainError, notFound } from '../../shared/errors.ts';
import { complete } from './complete.ts';
import type { Holding } from './holding.ts';
import { type PublishedSolution, publicProjection, toPublished } from './published.ts';
import type { Release, Solution, SolutionModel } from './solution.model.ts';

/** What stands in place of a withdrawn solution: `details` of the error with code 'gone'. */
export type Withdrawal = { title: string; providerId: string; at: Date; reason: string };

/** What other records need to name a solution, whatever became of it. */
export type SolutionReference = {
  id: string;
  slug: string;
  title: string;
  providerId: string;
  published: boolean;
};

const published = { visibility: 'published' } as const;

/** Reading what is public. */
export function makeReading(model: SolutionModel, holding: Holding) {
  async function anyBySlug(slug: string): Promise<Solution> {
    const solution = await model.findOne({ slug }, { working: 0, tell: 0, adoptions: 0 }).lean<Solution>();
    if (solution === null || solution.visibility === 'unpublished') throw notFound();
    if (solution.visibility === 'withdrawn')
      throw new DomainError('gone', 'Diese Lösung wurde zurückgezogen.', withdrawalOf(solution));
    return complete(solution);
  }

  async function listed(filter: Record<string, unknown>): Promise<PublishedSolution[]> {
    const docs = await model.find({ ...published, ...filter }, publicProjection).lean<Solution[]>();
    return docs.flatMap((doc) => toPublished(doc) ?? []);
  }

  async function publishedBySlug(slug: string): Promise<PublishedSolution> {
    const solution = toPublished(await anyBySlug(slug));
    if (solution === null) throw notFound();
    return solution;
  }

  return {
    /**
     * A published solution.
     * @throws notFound for drafts as for unknown addresses; DomainError 'gone' with `details: Withdrawal`
     */
    publishedBySlug,

    /**
     * A published solution with who provides it today.
     * @throws as `publishedBySlug`; notFound where the organisation is not known
     */
    async publishedWithProvider(
      slug: string,
    ): Promise<{ solution: PublishedSolution; provider: Organisation }> {
      const solution = await publishedBySlug(slug);
      const provider = await holding.providerOf(solution);
      if (provider === null) throw notFound();
      return { solution, provider };
    },

    /** A published solution and all its releases, newest first; errors as `publishedBySlug`. */
    async publishedWithReleases(slug: string): Promise<{ solution: PublishedSolution; releases: Release[] }> {
      const stored = await anyBySlug(slug);
      const solution = toPublished(stored);
      if (solution === null) throw notFound();
      return { solution, releases: stored.releases.toReversed() };
    },

    /** Every release of a published solution, newest first; errors as `publishedBySlug`. */
    async releasesOf(slug: string): Promise<Release[]> {
      return (await anyBySlug(slug)).releases.toReversed();
    },

    /** What providers published themselves, newest first; Bestandseinträge were only taken over. */
    async newest(limit: number): Promise<PublishedSolution[]> {
      const filter = { ...published, inventory: null };
      const docs = await model
        .find(filter, publicProjection)
        .sort({ publishedAt: -1 })
        .limit(limit)
        .lean<Solution[]>();
      return docs.flatMap((doc) => toPublished(doc) ?? []);
    },

    /** Several at once by id; those that are not published (any more) are missing. */
    async publishedByIds(ids: string[]): Promise<Map<string, PublishedSolution>> {
      const known = objectIds(ids);
      if (known.length === 0) return new Map();
      const all = await listed({ _id: { $in: known } });
      return new Map(all.map((one) => [one.id, one]));
    },

    /** The revisions of those that are published now, by id; for who keeps in memory what was read before. */
    async publishedRevisions(ids: Iterable<string>): Promise<Map<string, number>> {
      const known = objectIds(ids);
      if (known.length === 0) return new Map();
      // By the driver itself, which is quicker: this is asked for every page of results.
      const docs = await model.collection
        .find({ _id: { $in: known }, ...published }, { projection: { revision: 1 } })
        .toArray();
      return new Map(docs.map(({ _id, revision }) => [String(_id), revision]));
    },

    /** Several at once by address; those that are not published are missing. */
    async publishedBySlugs(slugs: string[]): Promise<Map<string, PublishedSolution>> {
      if (slugs.length === 0) return new Map();
      const all = await listed({ slug: { $in: slugs } });
      return new Map(all.map((one) => [one.slug, one]));
    },

    /** Names of solutions that were published once, withdrawn ones too, for records that point at them. */
    async referencesByIds(ids: string[]): Promise<Map<string, SolutionReference>> {
      const known = objectIds(ids);
      if (known.length === 0) return new Map();
      const docs = await model.find({ _id: { $in: known } }, publicProjection).lean<Solution[]>();
      return new Map(docs.flatMap(toReference).map((one) => [one.id, one]));
    },

    /** Every published solution, one after the other, in no particular order. */
    async *allPublished(): AsyncGenerator<PublishedSolution> {
      for await (const doc of model.find(published, publicProjection).lean<Solution>().cursor()) {
        const solution = toPublished(doc as unknown as Solution);
        if (solution !== null) yield solution;
      }
    },

    /**
     * What the public sees differently since a moment, withdrawn ones included, oldest change first. Clocks of
     * several instances differ: ask from a minute before the last answer and compare revisions.
     */
    async changedSince(
      since: Date,
    ): Promise<{ id: string; published: boolean; revision: number; updatedAt: Date }[]> {
      const docs = await model
        .find(
          { updatedAt: { $gte: since }, visibility: { $ne: 'unpublished' } },
          { visibility: 1, revision: 1, updatedAt: 1 },
        )
        .sort({ updatedAt: 1 })
        .lean<Solution[]>();
      return docs.map(({ _id, visibility, revision, updatedAt }) => ({
        id: String(_id),
        published: visibility === 'published',
        revision,
        updatedAt,
      }));
    },

    /** When each solution was published that the public sees since a moment, by id. */
    async publishedSince(since: Date): Promise<Map<string, Date>> {
      const docs = await model
        .find({ ...published, publishedAt: { $gt: since } }, { publishedAt: 1 })
        .lean<{ _id: unknown; publishedAt: Date }[]>();
      return new Map(docs.map(({ _id, publishedAt }) => [String(_id), publishedAt]));
    },

    /** What an organisation provides to the public, those of its predecessors included, newest first. */
    async ofOrganisation(organisationId: string): Promise<PublishedSolution[]> {
      const all = await listed({ providerId: { $in: await holding.idsHeldBy(organisationId) } });
      return all.sort((a, b) => b.release.publishedAt.getTime() - a.release.publishedAt.getTime());
    },

    /** How many published solutions each organisation provides, by its id as it stands in the records. */
    async countsByProvider(): Promise<Map<string, number>> {
      const rows = await model.aggregate<{ _id: string; count: number }>([
        { $match: published },
        { $group: { _id: '$providerId', count: { $sum: 1 } } },
      ]);
      return new Map(rows.map(({ _id, count }) => [_id, count]));
    },
  };
}

function withdrawalOf(solution: Solution): Withdrawal {
  const entry = solution.history.findLast(({ action }) => action === 'withdrawn');
  return {
    title: solution.releases.at(-1)?.content.title ?? '',
    providerId: solution.providerId,
    at: entry?.at ?? solution.updatedAt,
    reason: entry?.reason ?? '',
  };
}

function toReference(doc: Solution): SolutionReference[] {
  const title = doc.releases.at(-1)?.content.title;
  if (title === undefined) return [];
  const { slug, providerId, visibility } = doc;
  return [{ id: String(doc._id), slug, title, providerId, published: visibility === 'published' }];
}
