/**
 * Sizes of municipalities by population, after the types of towns and municipalities of the Bundesinstitut für Bau-,
 * Stadt- und Raumforschung (BBSR, "Stadt- und Gemeindetyp"), smallest first.
 */
export const sizeClasses = [
  { key: 'rural', below: 5000, label: 'unter 5.000 Einwohner' },
  { key: 'smallTown', below: 20_000, label: '5.000 bis unter 20.000 Einwohner' },
  { key: 'town', below: 50_000, label: '20.000 bis unter 50.000 Einwohner' },
  { key: 'largeTown', below: 100_000, label: '50.000 bis unter 100.000 Einwohner' },
  { key: 'city', below: 500_000, label: '100.000 bis unter 500.000 Einwohner' },
  { key: 'largeCity', below: Number.POSITIVE_INFINITY, label: '500.000 Einwohner und mehr' },
] as const;
export type SizeClass = (typeof sizeClasses)[number]['key'];

/** The size class of a population; null where it is not known. */
export const sizeClassOf = (population: number | null): SizeClass | null =>
  population === null ? null : (sizeClasses.find(({ below }) => population < below)?.key ?? null);
