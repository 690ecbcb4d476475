import { facetNames } from '../search/index.ts';
import { facetLabels, facetValueLabel } from '../searchable.ts';
import type { CatalogueQuery } from '../url-state.ts';
import type { SavedSearch } from './saved-searches.service.ts';

/** What a search asks for, each part in words: "Suchbegriffe: Hundesteuer", "Thema: Verwaltung". */
export function describe({ q, filters }: CatalogueQuery): string[] {
  const set = facetNames.flatMap((facet) =>
    filters[facet].map((value) => `${facetLabels[facet]}: ${facetValueLabel(facet, value)}`),
  );
  return [...(q === '' ? [] : [`Suchbegriffe: ${q}`]), ...set];
}

/** A name to begin with: the words and the values of the filters. */
export function nameFor({ q, filters }: CatalogueQuery): string {
  const values = facetNames.flatMap((facet) => filters[facet].map((value) => facetValueLabel(facet, value)));
  return (
    [q, ...values]
      .filter((part) => part !== '')
      .join(', ')
      .slice(0, 120) || 'Alle Lösungen'
  );
}

/** What the page of saved searches shows. */
export const savedSearchesView = (all: SavedSearch[]) => ({
  searches: all.map((one) => ({ ...one, parts: describe(one.query) })),
});
