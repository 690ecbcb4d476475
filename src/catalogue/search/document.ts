/** The facets of the catalogue, in the order in which they are shown. */
export const facetNames = [
  'topic',
  'ozgField',
  'modelRegion',
  'readiness',
  'licence',
  'artifactKind',
  'reused',
  'operator',
  'operatingModel',
  'sizeClass',
  'reuserDistrict',
  'programme',
  'organisation',
  'organisationKind',
  'access',
  'maturity',
  'standard',
  'leikaKey',
  'ozgId',
] as const;
export type FacetName = (typeof facetNames)[number];

/** The values a document has in each facet; several values of one facet mean that it is found under each. */
export type FacetValues = Record<FacetName, string[]>;

/** Orders of a result; 'relevance' without a text is the same as 'newest'. */
export const sorts = ['relevance', 'newest', 'title', 'reused'] as const;
export type Sort = (typeof sorts)[number];

/** What of a solution beside title, summary and description can be found; 3 counts like a summary, 1 is a mention. */
export type SearchField = { name: string; text: string; weight: 1 | 2 | 3 };

/** A published solution as the search sees it. The caller maps all its text into `fields`. */
export type SearchDocument = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  description: string;
  fields: SearchField[];
  facets: FacetValues;
  publishedAt: Date;
  reuseCount: number;
};

/** An object with one value per facet. */
export function perFacet<T>(make: (facet: FacetName) => T): Record<FacetName, T> {
  return Object.fromEntries(facetNames.map((facet) => [facet, make(facet)])) as Record<FacetName, T>;
}
