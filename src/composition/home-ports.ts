import type { HomePorts } from '../catalogue/index.ts';
import type { Events } from '../events/index.ts';
import type { Organisations } from '../organisations/index.ts';
import type { Reuses } from '../reuses/index.ts';
import type { Solutions } from '../solutions/index.ts';

type Features = {
  events: Pick<Events, 'upcoming'>;
  solutions: Pick<Solutions, 'countsByProvider' | 'newest'>;
  reuses: Pick<Reuses, 'countConfirmedTransfers' | 'newestTransfers' | 'transferringOrganisationIds'>;
  organisations: Pick<Organisations, 'todayByIds'>;
};

const municipal = new Set(['municipality', 'district']);

/** The true figures and the news of the start page. */
export function homePorts({ solutions, reuses, organisations, events }: Features): HomePorts {
  return {
    async recentTransfers(limit) {
      const newest = await reuses.newestTransfers(limit);
      const names = await organisations.todayByIds(
        newest.flatMap((one) => [one.organisationId, one.providerId]),
      );
      return newest.map((transfer) => ({
        reuser: names.get(transfer.organisationId)?.fullName ?? '',
        provider: names.get(transfer.providerId)?.fullName ?? '',
        title: transfer.solutionTitle,
        href: `/loesungen/${transfer.solutionSlug}`,
        at: transfer.confirmedAt,
      }));
    },
    async recentSolutions(limit) {
      const newest = await solutions.newest(limit);
      const names = await organisations.todayByIds(newest.map((one) => one.providerId));
      return newest.map(({ slug, providerId, release, publishedAt }) => ({
        title: release.content.title,
        href: `/loesungen/${slug}`,
        provider: names.get(providerId)?.fullName ?? '',
        at: publishedAt,
      }));
    },
    async upcomingEvents(limit) {
      const lines = await events.upcoming(limit);
      return lines.map(({ slug, title, place, startsAt }) => ({
        title,
        href: `/veranstaltungen/${slug}`,
        place: place === '' ? 'online' : place,
        at: startsAt,
      }));
    },
    confirmedTransfers: reuses.countConfirmedTransfers,
    async participants() {
      const [providers, reusers] = await Promise.all([
        solutions.countsByProvider(),
        reuses.transferringOrganisationIds(),
      ]);
      const known = await organisations.todayByIds([...new Set([...providers.keys(), ...reusers])]);
      const today = new Map([...known.values()].map((one) => [one.id, one]));
      return [...today.values()].filter(({ kind }) => municipal.has(kind)).length;
    },
  };
}
