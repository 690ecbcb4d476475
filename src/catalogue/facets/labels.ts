import {
  kindLabels,
  modelRegion,
  type OrganisationKind,
  programmeByKey,
  sizeClasses,
} from '../../organisations/index.ts';
import {
  artifactAccessLabels,
  artifactKindLabels,
  maturityLabels,
  operatingModelLabels,
  readinessStepLabels,
} from '../../solutions/index.ts';
import type { FacetName } from '../search/index.ts';
import { unstated } from './values.ts';

/** The shown name of each facet. */
export const facetLabels: Record<FacetName, string> = {
  topic: 'Thema',
  ozgField: 'Themenfeld des OZG',
  modelRegion: 'Modellregion',
  readiness: 'Nachnutzungsreife',
  licence: 'Lizenz',
  artifactKind: 'Projektergebnis',
  reused: 'Wird nachgenutzt',
  operator: 'Wer betreibt das für uns?',
  operatingModel: 'Betriebsmodell',
  sizeClass: 'Produktiv in Kommunen mit',
  reuserDistrict: 'Nachgenutzt im Kreis',
  programme: 'Programm',
  organisation: 'Bereitstellende Organisation',
  organisationKind: 'Art der Organisation',
  access: 'Herunterladen dürfen',
  maturity: 'Reife',
  standard: 'Standard',
  leikaKey: 'Leistungsschlüssel (LeiKa)',
  ozgId: 'OZG-Leistung',
};

/** Shown names of what has a name of its own: organisations by slug, Kreise by key. */
export type ValueNames = {
  organisations: ReadonlyMap<string, string>;
  districts: ReadonlyMap<string, string>;
};

const yesNo: Record<string, string> = { ja: 'ja', nein: 'nein' };
const of = (labels: Record<string, string>) => (value: string) =>
  Object.hasOwn(labels, value) ? labels[value] : undefined;

const readers: Partial<Record<FacetName, (value: string, names: ValueNames) => string | undefined>> = {
  modelRegion: (key) => modelRegion(key)?.name,
  readiness: of(readinessStepLabels),
  licence: (id) => (id.startsWith('LicenseRef-') ? 'eigene Bedingungen' : undefined),
  artifactKind: of(artifactKindLabels),
  reused: of(yesNo),
  operator: (slug, { organisations }) => organisations.get(slug),
  operatingModel: of(operatingModelLabels),
  sizeClass: (key) => sizeClasses.find((size) => size.key === key)?.label,
  reuserDistrict: (key, { districts }) => districts.get(key),
  programme: (key) => programmeByKey(key)?.name,
  organisation: (slug, { organisations }) => organisations.get(slug),
  organisationKind: (kind) => of(kindLabels)(kind as OrganisationKind),
  access: of(artifactAccessLabels),
  maturity: of(maturityLabels),
};

/** The shown word of a facet's value; the value itself where it has none. */
export function facetValueLabel(facet: FacetName, value: string, names: ValueNames): string {
  if (value === unstated) return 'nicht angegeben';
  return readers[facet]?.(value, names) ?? value;
}
