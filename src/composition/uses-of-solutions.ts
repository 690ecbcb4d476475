import type { SolutionUse } from '../catalogue/index.ts';
import { type Organisation, type Organisations, sizeClassOf } from '../organisations/index.ts';
import type { Reuses } from '../reuses/index.ts';

type Features = {
  reuses: Pick<Reuses, 'confirmedUses'>;
  organisations: Pick<Organisations, 'todayByIds'>;
};

const municipal = new Set(['municipality', 'district']);

/** Reads for the catalogue where each solution is reused; those that nobody reuses are missing. */
export function usesOfSolutions({ reuses, organisations }: Features) {
  return async (): Promise<Map<string, SolutionUse>> => {
    const confirmed = await reuses.confirmedUses();
    const known = await organisations.todayByIds(confirmed.map(({ organisationId }) => organisationId));
    const uses = new Map<string, SolutionUse>();
    // Where two towns became one, both took it over, but it runs in one.
    const productiveTowns = new Set<string>();
    for (const { solutionId, organisationId, productive } of confirmed) {
      const use = uses.get(solutionId) ?? { transfers: 0, productiveIn: 0, sizeClasses: [], districts: [] };
      uses.set(solutionId, use);
      use.transfers += 1;
      const organisation = known.get(organisationId);
      if (!organisation) continue;
      const { district, kind, population } = organisation;
      if (district !== null && !use.districts.some(({ key }) => key === district))
        use.districts.push({ key: district, name: districtNameOf(organisation) });
      const town = `${solutionId}:${organisation.id}`;
      if (!productive || !municipal.has(kind) || productiveTowns.has(town)) continue;
      productiveTowns.add(town);
      use.productiveIn += 1;
      const size = kind === 'municipality' ? sizeClassOf(population) : null;
      if (size !== null && !use.sizeClasses.includes(size)) use.sizeClasses.push(size);
    }
    // In one order, so that the same use is seen to be the same.
    for (const { sizeClasses, districts } of uses.values()) {
      sizeClasses.sort();
      districts.sort((a, b) => (a.key < b.key ? -1 : 1));
    }
    return uses;
  };
}

/** A Kreis and a kreisfreie Stadt lie in themselves. */
const districtNameOf = ({ districtKey, districtName, fullName, district }: Organisation): string =>
  districtName ?? (districtKey === district ? fullName : (district ?? ''));
