import { sizeClasses } from '../../organisations/index.ts';
import { compareText } from '../../shared/german.ts';
import { maturityLabels, readinessSteps } from '../../solutions/index.ts';
import { type FacetCount, type FacetCounts, type FacetName, facetNames } from '../search/index.ts';
import { type CatalogueQuery, facetParameters } from '../url-state.ts';
import { facetLabels, facetValueLabel, type ValueNames } from './labels.ts';

/** Values of a facet that stand open; the others are behind "weitere anzeigen". */
const shownValues = 7;
/** From so many values on a script adds a field to find one by typing. */
const filteredFrom = 12;

export type FacetOption = { value: string; label: string; count: number; checked: boolean };

export type FacetView = {
  name: FacetName;
  parameter: string;
  label: string;
  values: FacetOption[];
  /** The values behind "weitere anzeigen". */
  more: FacetOption[];
  /** So many values that a field to find one helps. */
  filterable: boolean;
};

export type FacetGroup = { label: string; facets: FacetView[]; chosen: number };

/** The facets that fewer people filter by, so that the first screen is not all filters; the others stand open. */
const groups: readonly { label: string; names: readonly FacetName[] }[] = [
  { label: 'Betrieb', names: ['operator', 'operatingModel'] },
  { label: 'Im Einsatz bei anderen', names: ['sizeClass', 'reuserDistrict'] },
  { label: 'Herkunft', names: ['programme', 'organisation', 'organisationKind'] },
  { label: 'Zugang und Standards', names: ['access', 'maturity', 'standard', 'leikaKey', 'ozgId'] },
];
const open = facetNames.filter((name) => !groups.some(({ names }) => names.includes(name)));

/** Values with an order of their own; those of other facets stand by falling number. */
const natural: Partial<Record<FacetName, readonly string[]>> = {
  readiness: readinessSteps,
  maturity: Object.keys(maturityLabels),
  sizeClass: sizeClasses.map(({ key }) => key),
};

/** The facets that have values, the much used ones and the groups of the rest. */
export function facetsView(
  query: CatalogueQuery,
  counts: FacetCounts,
  names: ValueNames,
): { open: FacetView[]; groups: FacetGroup[] } {
  const views = new Map(
    facetNames
      .map((name) => facetView(name, query.filters[name], counts[name], names))
      .filter(({ values }) => values.length > 0)
      .map((view) => [view.name, view]),
  );
  const of = (wanted: readonly FacetName[]) => wanted.flatMap((name) => views.get(name) ?? []);
  return {
    open: of(open),
    groups: groups
      .map(({ label, names: wanted }) => ({
        label,
        facets: of(wanted),
        chosen: wanted.reduce((sum, name) => sum + query.filters[name].length, 0),
      }))
      .filter(({ facets }) => facets.length > 0),
  };
}

function facetView(name: FacetName, chosen: string[], counts: FacetCount[], names: ValueNames): FacetView {
  const place = (value: string) => natural[name]?.indexOf(value) ?? 0;
  const options = counts
    .map(({ value, count }) => ({
      value,
      count,
      label: facetValueLabel(name, value, names),
      checked: chosen.includes(value),
    }))
    .sort(
      (a, b) =>
        Number(b.checked) - Number(a.checked) ||
        place(a.value) - place(b.value) ||
        b.count - a.count ||
        compareText(a.label, b.label),
    );
  // To fold a single value away would take as much room as to show it.
  const shown = options.length === shownValues + 1 ? options.length : shownValues;
  return {
    name,
    parameter: facetParameters[name],
    label: facetLabels[name],
    values: options.slice(0, shown),
    more: options.slice(shown),
    filterable: options.length >= filteredFrom,
  };
}
