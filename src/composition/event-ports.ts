import type { EventPorts } from '../events/index.ts';
import type { Services } from '../services.ts';
import type { PublishedSolution } from '../solutions/index.ts';

type Features = Pick<
  Services,
  'reuses' | 'catalogue' | 'kept' | 'accounts' | 'artifacts' | 'solutions' | 'organisations'
>;

const mostFound = 8;
const address = /\/loesungen\/(?<slug>[a-z0-9-]+)/;

/** What events are told by the other features. */
export function eventPorts(features: Features): EventPorts {
  const { reuses, catalogue, kept, accounts, artifacts, solutions, organisations } = features;

  const candidate = ({ slug, release }: PublishedSolution, provider: string) => ({
    slug,
    title: release.content.title,
    provider,
  });

  return {
    confirmedUsers: reuses.confirmedReusersOf,
    heldBack: artifacts.scans.heldBack,
    namesOf: accounts.namesOf,
    async findSolutions(text) {
      const slug = address.exec(text)?.groups?.slug;
      if (slug === undefined) {
        const { items } = await catalogue.find({ ...catalogue.everything, q: text }, mostFound);
        return items.map((item) => candidate(item.solution, item.provider));
      }
      const found = (await solutions.publishedBySlugs([slug])).get(slug);
      if (found === undefined) return [];
      const provider = await organisations.resolveSuccession(found.providerId);
      return [candidate(found, provider?.fullName ?? '')];
    },
    async bookmarked(actor) {
      const seen = new Map(
        (await kept.bookmarks.list(actor)).map((one) => [one.solution.slug, one.solution]),
      );
      return [...seen.values()].filter(({ withdrawn }) => !withdrawn);
    },
  };
}
