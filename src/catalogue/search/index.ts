export {
  type FacetName,
  type FacetValues,
  facetNames,
  perFacet,
  type SearchDocument,
  type SearchField,
  type Sort,
  sorts,
} from './document.ts';
export type { FacetCount, FacetCounts, Filters } from './facets.ts';
export { highlight, type Segment } from './highlight.ts';
export { fold } from './normalise.ts';
export { maxQueryLength } from './query.ts';
export { regionWords } from './regions.ts';
export {
  makeSearchIndex,
  type SearchIndex,
  type SearchRequest,
  type SearchResult,
  type Understood,
} from './search-index.ts';
export type { TitleSuggestion } from './suggest.ts';
export { isUsableSynonym, shippedSynonyms } from './synonyms.ts';
export { type Wanted, wantedKeys } from './wanted.ts';
