import { facetLabels, facetValueLabel, type ValueNames } from '../facets/labels.ts';
import { facetNames } from '../search/index.ts';
import type { CatalogueQuery } from '../url-state.ts';
import type { SavedSearch } from './saved-searches.service.ts';

/** What a search asks for, each part in words: "Suchbegriffe: Hundesteuer", "Thema: Verwaltung". */
export function describe({ q, filters }: CatalogueQuery, names: ValueNames): string[] {
  const set = facetNames.flatMap((facet) =>
    filters[facet].map((value) => `${facetLabels[facet]}: ${facetValueLabel(facet, value, names)}`),
  );
  return [...(q === '' ? [] : [`Suchbegriffe: ${q}`]), ...set];
}

/** A name to begin with: the words and the values of the filters. */
export function nameFor({ q, filters }: CatalogueQuery, names: ValueNames): string {
  const values = facetNames.flatMap((facet) =>
    filters[facet].map((value) => facetValueLabel(facet, value, names)),
  );
  return (
    [q, ...values]
      .filter((part) => part !== '')
      .join(', ')
      .slice(0, 120) || 'Alle Lösungen'
  );
}

/** What the page of saved searches shows. */
export const savedSearchesView = (all: SavedSearch[], names: ValueNames) => ({
  searches: all.map((one) => ({ ...one, parts: describe(one.query, names) })),
});
