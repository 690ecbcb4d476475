import type { LiveIndex } from './live-index.ts';
import { type FacetCount, type FacetName, facetNames } from './search/index.ts';
import type { CatalogueQuery } from './url-state.ts';

/** What comes near to a query that found nothing. */
export type Nearby = {
  /** Each filter that is set, and how many there would be without it; only those that help. */
  withoutFilter: { facet: FacetName; value: string; total: number }[];
  /** How many there would be without any filter. */
  withoutFilters: number;
  /** Solutions that hold some of the words. */
  ids: string[];
  /** The topics with the most solutions, where not even a word is near. */
  topics: FacetCount[];
};

const shownNearest = 5;
/** Each filter given up is a search of its own; an address may hold hundreds. */
const mostTried = 10;
const shownTopics = 6;

/** Looks for what is nearest to a query without a result, by giving up one demand after the other. */
export function nearbyOf(index: Pick<LiveIndex, 'search'>, { q, filters }: CatalogueQuery): Nearby {
  const chosen = facetNames.flatMap((facet) => filters[facet].map((value) => ({ facet, value })));
  const withoutFilter = chosen.slice(0, mostTried).map(({ facet, value }) => {
    const others = { ...filters, [facet]: filters[facet].filter((one) => one !== value) };
    return { facet, value, total: index.search({ text: q, filters: others }).total };
  });
  const words = loosened(q);
  const ids = words === '' ? [] : index.search({ text: words }).ids.slice(0, shownNearest);
  return {
    withoutFilter: withoutFilter.filter(({ total }) => total > 0).sort((a, b) => b.total - a.total),
    withoutFilters: chosen.length > 0 ? index.search({ text: q }).total : 0,
    ids,
    topics: ids.length > 0 ? [] : index.search({ text: '' }).facets.topic.slice(0, shownTopics),
  };
}

/** The words of a query without its quotes and without what it excludes. */
function loosened(q: string): string {
  return q
    .replace(/[„“”«»‟]/g, '"')
    .replace(/(?<=^|\s)-(?:"[^"]*"?|\S+)/g, ' ')
    .replace(/"/g, ' ')
    .trim();
}
