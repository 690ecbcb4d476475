import * as de from '../../shared/german.ts';
import { modelRegionPath, organisationPath } from '../paths.ts';
import { modelRegion } from '../regions/model-regions.ts';
import { landName } from '../registry/laender.ts';
import type { Organisation } from './organisation.types.ts';

export type Fact = { term: string; text: string | null | { text: string; href: string }[]; href?: string };

/** One line that tells organisations of the same name apart: "Kreis Soest, Nordrhein-Westfalen · AGS 05974040". */
export function detailOf(organisation: Organisation): string {
  const place = [organisation.districtName, landName(organisation.land)]
    .filter((part) => part !== null)
    .join(', ');
  const key = organisation.ags === null ? '' : `AGS ${organisation.ags}`;
  return [organisation.kindLabel, place, key].filter((part) => part !== '').join(' · ');
}

/** The list's row of an organisation. */
export const rowOf = (organisation: Organisation) => ({
  name: organisation.fullName,
  href: organisationPath(organisation.slug),
  detail: detailOf(organisation),
  population:
    organisation.population === null ? null : `${de.number(organisation.population)}\u00a0Einwohner`,
  modelRegion: modelRegion(organisation.modelRegion)?.name ?? null,
});

const linkTo = ({ fullName, slug }: Organisation) => ({ text: fullName, href: organisationPath(slug) });

/** Facts of an organisation with source and date; what is not known is left out by the page. */
export function factsOf(
  organisation: Organisation,
  others: { providers: Organisation[]; predecessors: Organisation[] },
): Fact[] {
  const region = modelRegion(organisation.modelRegion);
  const { population, populationDate, populationSource, areaKm2 } = organisation;
  return [
    { term: 'Art', text: organisation.kindLabel },
    { term: 'Kreis', text: organisation.districtName },
    { term: 'Land', text: landName(organisation.land) },
    ...(region ? [{ term: 'Modellregion', text: region.name, href: modelRegionPath(region.key) }] : []),
    {
      term: 'Einwohner',
      text:
        population === null || populationDate === null
          ? null
          : `${de.number(population)} (${de.date(populationDate)}; Quelle: ${populationSource})`,
    },
    { term: 'Fläche', text: areaKm2 === null ? null : `${de.number(areaKm2)} km²` },
    { term: 'Amtlicher Gemeindeschlüssel', text: organisation.ags },
    { term: 'Kreisschlüssel', text: organisation.ags === null ? organisation.districtKey : null },
    { term: 'Öffentliche Stelle', text: publicBodyText(organisation) },
    ...(organisation.website === null
      ? []
      : [{ term: 'Website', text: organisation.website, href: organisation.website }]),
    { term: 'IT-Dienstleister', text: others.providers.map(linkTo) },
    { term: 'Nachfolgerin von', text: others.predecessors.map(linkTo) },
  ];
}

function publicBodyText({ publicBody, publicBodyReason }: Organisation): string {
  const word = publicBody ? 'ja' : 'nein';
  return publicBodyReason === null ? word : `${word} – ${publicBodyReason}`;
}
