import type { HomePorts } from '../catalogue/index.ts';
import type { Organisations } from '../organisations/index.ts';
import type { Reuse, Reuses } from '../reuses/index.ts';
import type { Solutions } from '../solutions/index.ts';

type Features = {
  solutions: Pick<Solutions, 'countsByProvider'>;
  reuses: Pick<Reuses, 'eachReuse'>;
  organisations: Pick<Organisations, 'getByIds'>;
};

const municipal = new Set(['municipality', 'district']);

/** The true figures and the news of the start page. */
export function homePorts({ solutions, reuses, organisations }: Features): HomePorts {
  async function confirmed(): Promise<Omit<Reuse, 'tell'>[]> {
    const transfers: Omit<Reuse, 'tell'>[] = [];
    for await (const reuse of reuses.eachReuse()) {
      if (reuse.relation === 'transfer' && reuse.state === 'confirmed') transfers.push(reuse);
    }
    return transfers;
  }

  return {
    async recentTransfers(limit) {
      const at = (reuse: Omit<Reuse, 'tell'>): Date => reuse.confirmed?.at ?? reuse.reported.at;
      const newest = (await confirmed()).sort((a, b) => at(b).getTime() - at(a).getTime()).slice(0, limit);
      const names = await organisations.getByIds(
        newest.flatMap((one) => [one.organisationId, one.providerId]),
      );
      return newest.map((reuse) => ({
        reuser: names.get(reuse.organisationId)?.fullName ?? '',
        provider: names.get(reuse.providerId)?.fullName ?? '',
        title: reuse.solutionTitle,
        href: `/loesungen/${reuse.solutionSlug}`,
        at: at(reuse),
      }));
    },
    confirmedTransfers: async () => (await confirmed()).length,
    async participants() {
      const ids = [
        ...(await solutions.countsByProvider()).keys(),
        ...(await confirmed()).map((one) => one.organisationId),
      ];
      const known = await organisations.getByIds([...new Set(ids)]);
      return [...known.values()].filter(({ kind }) => municipal.has(kind)).length;
    },
  };
}
