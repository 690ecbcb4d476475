import { type Organisation, sizeClasses, sizeClassOf } from '../../organisations/index.ts';
import { number } from '../../shared/german.ts';

/** A municipality or a Kreis: what has a place, a size and neighbours in the registry. */
export type Town = Organisation;

/** In what another town is like the one that asks. */
export type Likeness = {
  /** In words, the strongest first; never empty. */
  reasons: string[];
  /** Between the centres, in whole kilometres; null where the registry knows no place. */
  km: number | null;
};

/** How far away still counts as near. */
const nearKm = 50;
const earthRadiusKm = 6371;

/** Whether an organisation has what a comparison of towns needs. */
export const isTown = ({ kind }: Organisation): boolean => kind === 'municipality' || kind === 'district';

/**
 * What makes another town like this one; null where nothing does, and for itself.
 * @param providerNames full names of IT service providers by id
 */
export function likenessOf(
  town: Town,
  other: Town,
  providerNames: ReadonlyMap<string, string>,
): Likeness | null {
  if (town.id === other.id || !isTown(other)) return null;
  const km = distanceKm(town, other);
  const shared = town.serviceProviders.flatMap((id) =>
    other.serviceProviders.includes(id) ? (providerNames.get(id) ?? []) : [],
  );
  const reasons = [
    ...(sameDistrict(town, other) ? ['im selben Kreis'] : []),
    ...(km !== null && km <= nearKm ? [`${number(km)} km entfernt`] : []),
    ...sameSize(town, other),
    ...shared.map((name) => `gleicher IT-Dienstleister: ${name}`),
  ];
  return reasons.length === 0 ? null : { reasons, km };
}

/** The most reasons first, then the nearest; whose place is unknown comes last. */
export const byLikeness = (a: Likeness, b: Likeness): number =>
  b.reasons.length - a.reasons.length || (a.km ?? Infinity) - (b.km ?? Infinity);

const sameDistrict = (a: Town, b: Town): boolean => a.district !== null && a.district === b.district;

function sameSize(a: Town, b: Town): string[] {
  if (a.kind !== b.kind) return [];
  if (a.kind === 'district') return ['ebenfalls ein Kreis'];
  const size = sizeClassOf(a.population);
  if (size === null || size !== sizeClassOf(b.population)) return [];
  return [`gleiche Größenklasse (${sizeClasses.find(({ key }) => key === size)?.label})`];
}

/** Distance of two places on the globe by the haversine formula; centres of the registry, so good to some kilometres. */
export function distanceKm(a: Pick<Town, 'lat' | 'lon'>, b: Pick<Town, 'lat' | 'lon'>): number | null {
  if (a.lat === null || a.lon === null || b.lat === null || b.lon === null) return null;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const half =
    Math.sin(radians(b.lat - a.lat) / 2) ** 2 +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lon - a.lon) / 2) ** 2;
  return Math.round(2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(half))));
}
