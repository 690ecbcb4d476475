import type { Organisation, Organisations } from '../organisations/index.ts';

type Dependencies = {
  organisations: Pick<Organisations, 'getByIds' | 'todayByIds'>;
  now: () => Date;
};

/** Names and kinds of organisations change seldom; a changed one is noticed within this time. */
const keptMs = 60_000;

/** The organisations that the catalogue names, as they stand today, and what those that ended were called. */
export function makeKnownOrganisations({ organisations, now }: Dependencies) {
  const byId = new Map<string, Organisation>();
  const names = new Map<string, string>();
  /** Names under which organisations published, also where another stands for them today; by id. */
  const publishedNames = new Map<string, string>();
  /** Addresses of organisations that have ended, each with that of who follows it. */
  const followers = new Map<string, string>();
  let readAt = now();

  async function read(ids: string[]): Promise<void> {
    const [published, today] = await Promise.all([
      organisations.getByIds(ids),
      organisations.todayByIds(ids),
    ]);
    for (const [id, organisation] of today) {
      byId.set(id, organisation);
      names.set(organisation.slug, organisation.fullName);
    }
    for (const [id, { slug, fullName }] of published) {
      publishedNames.set(id, fullName);
      const current = byId.get(id);
      if (current === undefined || current.slug === slug) continue;
      followers.set(slug, current.slug);
      names.set(slug, current.fullName);
    }
  }

  return {
    byId: byId as ReadonlyMap<string, Organisation>,
    /** Full names by address. */
    names: names as ReadonlyMap<string, string>,
    publishedNames: publishedNames as ReadonlyMap<string, string>,
    /** The address of who stands today for the organisation with this one. */
    currentSlug: (slug: string): string => followers.get(slug) ?? slug,

    /** Reads those of these that are not known yet. */
    learn: (ids: string[]): Promise<void> => read([...new Set(ids.filter((id) => !byId.has(id)))]),

    /** Reads all again, at most once a minute; resolves with the ids of those that changed or that another follows now. */
    async changes(): Promise<ReadonlySet<string>> {
      if (now().getTime() - readAt.getTime() < keptMs) return new Set();
      readAt = now();
      const before = new Map(byId);
      await read([...before.keys()]);
      const same = (a: Organisation | undefined, b: Organisation): boolean =>
        a?.id === b.id && a.revision === b.revision;
      return new Set([...byId].filter(([id, today]) => !same(before.get(id), today)).map(([id]) => id));
    },
  };
}
