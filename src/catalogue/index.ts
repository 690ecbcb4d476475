export { type Catalogue, makeCatalogue } from './catalogue.ts';
export { makeCompare } from './compare/compare.service.ts';
export type { HomePorts } from './home.view.ts';
export { type Kept, makeKept } from './kept.ts';
export { makeCatalogueRoutes } from './routes.ts';
export { type FacetName, facetNames, perFacet } from './search/index.ts';
export type { SimilarSolution } from './similar/similar.service.ts';
export type { SolutionUse } from './surroundings.ts';
export type { CatalogueQuery } from './url-state.ts';
