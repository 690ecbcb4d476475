import type { EventPorts } from '../events/index.ts';
import type { Services } from '../services.ts';

type Features = Pick<Services, 'reuses' | 'catalogue' | 'kept' | 'accounts'>;

const mostFound = 8;

/** What events are told by the other features. */
export function eventPorts({ reuses, catalogue, kept, accounts }: Features): EventPorts {
  return {
    confirmedUsers: reuses.confirmedReusersOf,
    namesOf: accounts.namesOf,
    async findSolutions(q) {
      const { items } = await catalogue.find({ ...catalogue.everything, q }, mostFound);
      return items.map(({ solution, provider }) => ({
        slug: solution.slug,
        title: solution.release.content.title,
        provider,
      }));
    },
    async bookmarked(actor) {
      const seen = new Map(
        (await kept.bookmarks.list(actor)).map((one) => [one.solution.slug, one.solution]),
      );
      return [...seen.values()].filter(({ withdrawn }) => !withdrawn);
    },
  };
}
