export { type Catalogue, type CatalogueItem, type CatalogueResult, makeCatalogue } from './catalogue.ts';
export type { HomePorts, RecentTransfer } from './home.view.ts';
export { type CatalogueRoutesOptions, makeCatalogueRoutes } from './routes.ts';
export { type FacetName, facetNames, perFacet } from './search/index.ts';
export { facetLabels, facetValueLabel } from './searchable.ts';
export { type CatalogueQuery, facetParameters } from './url-state.ts';
