import { modelRegion } from '../organisations/index.ts';
import { compareText, counted } from '../shared/german.ts';
import type { CatalogueResult } from './catalogue.ts';
import { type FacetName, facetNames, perFacet, type Sort } from './search/index.ts';
import { facetLabels, facetValueLabel } from './searchable.ts';
import { type CatalogueQuery, facetParameters, sortParameters, toQueryString } from './url-state.ts';

/** Facets that stay closed until one of their values is set, so that the first screen is not all filters. */
const foldedAfter = 6;

const sortLabels: Record<Sort, string> = {
  relevance: 'Relevanz',
  newest: 'Neueste zuerst',
  title: 'Titel von A bis Z',
  reused: 'Am meisten nachgenutzt',
};

export type FacetView = {
  name: FacetName;
  parameter: string;
  label: string;
  values: { value: string; label: string; count: number; checked: boolean }[];
  /** The values behind "mehr anzeigen". */
  more: { value: string; label: string; count: number; checked: boolean }[];
};

export const catalogueHref = (query: CatalogueQuery, path = '/loesungen'): string => {
  const text = toQueryString(query);
  return text === '' ? path : `${path}?${text}`;
};

/** Everything the search page shows, ready for the template. */
export function searchView(query: CatalogueQuery, result: CatalogueResult) {
  return {
    query,
    count: counted(result.total, 'Lösung', 'Lösungen'),
    total: result.total,
    items: result.items,
    facets: facetNames
      .map((name) => facetView(name, query, result))
      .filter(({ values }) => values.length > 0),
    chips: chipsOf(query),
    clearHref: catalogueHref({ ...query, filters: perFacet(() => []), page: 1 }),
    sorts: Object.entries(sortParameters).map(([sort, parameter]) => ({
      value: parameter,
      label: sortLabels[sort as Sort],
    })),
    sortValue: sortParameters[query.sort],
    /** What else must be sent along when only the order is changed. */
    kept: facetNames.flatMap((facet) =>
      query.filters[facet].map((value) => ({ name: facetParameters[facet], value })),
    ),
    page: result.page,
    pages: result.pages,
    hrefFor: (page: number) => catalogueHref({ ...query, page }),
    /** The page itself, to come back to. */
    here: catalogueHref(query),
    saveHref: catalogueHref({ ...query, page: 1 }, '/suchauftraege/neu'),
    filtersHref: catalogueHref({ ...query, page: 1 }, '/loesungen/filter'),
    hints: hintsOf(result),
    regionName: (key: string): string => {
      const region = modelRegion(key);
      return region ? `Modellregion ${region.name}` : '';
    },
    isStart: query.q === '' && facetNames.every((facet) => query.filters[facet].length === 0),
  };
}

function facetView(name: FacetName, query: CatalogueQuery, result: CatalogueResult): FacetView {
  const values = result.facets[name]
    .map(({ value, count }) => ({
      value,
      count,
      label: facetValueLabel(name, value),
      checked: query.filters[name].includes(value),
    }))
    .sort(
      (a, b) => Number(b.checked) - Number(a.checked) || b.count - a.count || compareText(a.label, b.label),
    );
  return {
    name,
    parameter: facetParameters[name],
    label: facetLabels[name],
    values: values.slice(0, foldedAfter),
    more: values.slice(foldedAfter),
  };
}

function chipsOf(query: CatalogueQuery): { label: string; removeHref: string }[] {
  return facetNames.flatMap((facet) =>
    query.filters[facet].map((value) => ({
      label: `${facetLabels[facet]}: ${facetValueLabel(facet, value)}`,
      removeHref: catalogueHref({
        ...query,
        page: 1,
        filters: { ...query.filters, [facet]: query.filters[facet].filter((other) => other !== value) },
      }),
    })),
  );
}

/** Sentences that say how the search understood what was typed, where that is not obvious. */
function hintsOf({ understood, total }: CatalogueResult): string[] {
  const quoted = (words: string[]): string => words.map((word) => `„${word}“`).join(', ');
  const hints = [
    ...understood.corrected.map(
      ({ typed, used }) => `„${typed}“ kommt nicht vor; gesucht wurde ${quoted(used)}.`,
    ),
    ...understood.synonyms.map(({ typed, used }) => `Auch gesucht: ${quoted(used)} für „${typed}“.`),
    ...understood.parts.map(({ typed, used }) => `„${typed}“ wurde zerlegt in ${quoted(used)}.`),
  ];
  if (understood.unknown.length > 0) hints.push(`In keiner Lösung kommt vor: ${quoted(understood.unknown)}.`);
  if (understood.mode === 'some-words' && total > 0)
    hints.push('Keine Lösung enthält alle Wörter; gezeigt wird, was einige davon enthält.');
  if (understood.shortened) hints.push('Die Suche war zu lang; das Ende wurde nicht berücksichtigt.');
  return hints;
}
