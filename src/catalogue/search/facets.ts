import { compareText } from '../../shared/german.ts';
import { type FacetName, type FacetValues, facetNames, perFacet } from './document.ts';

/** Chosen values; of one facet any of them must fit, of every facet that has some. */
export type Filters = Partial<FacetValues>;

export type FacetCount = { value: string; count: number };
export type FacetCounts = Record<FacetName, FacetCount[]>;

/**
 * Filters documents and counts every facet value in one pass. The counts of a facet ignore its own choice, so that
 * they say what choosing one more value of it would add.
 * @param items what was found, each with its values
 * @returns the items that fit all filters in unchanged order, and counts by falling number; a chosen value that
 *   nothing has is listed with 0
 */
export function filterAndCount<T extends { facets: FacetValues }>(
  items: T[],
  filters: Filters,
): { kept: T[]; counts: FacetCounts } {
  const chosen = facetNames
    .map((facet) => ({ facet, values: new Set(filters[facet] ?? []) }))
    .filter(({ values }) => values.size > 0);
  const counts = perFacet(
    (facet) => new Map<string, number>((filters[facet] ?? []).map((value) => [value, 0])),
  );
  const kept: T[] = [];
  for (const item of items) {
    const missed = chosen.filter(({ facet, values }) => !item.facets[facet].some((v) => values.has(v)));
    if (missed.length === 0) kept.push(item);
    const [only] = missed;
    if (missed.length === 0) for (const facet of facetNames) count(counts[facet], item.facets[facet]);
    else if (only && missed.length === 1) count(counts[only.facet], item.facets[only.facet]);
  }
  return { kept, counts: perFacet((facet) => ordered(counts[facet])) };
}

function count(counts: Map<string, number>, values: string[]): void {
  for (const value of new Set(values)) counts.set(value, (counts.get(value) ?? 0) + 1);
}

function ordered(counts: Map<string, number>): FacetCount[] {
  return [...counts]
    .map(([value, number]) => ({ value, count: number }))
    .sort((a, b) => b.count - a.count || compareText(a.value, b.value));
}
