import { pageNumber } from '../shared/paging.ts';
import { tidyLine, tidyValue } from './facets/tidy.ts';
import {
  type FacetName,
  type FacetValues,
  facetNames,
  maxQueryLength,
  perFacet,
  type Sort,
} from './search/index.ts';

/** Everything that decides what a catalogue page shows; two equal ones have the same address. */
export type CatalogueQuery = { q: string; filters: FacetValues; sort: Sort; page: number };

/** The plain catalogue, to begin a query from. */
export const everything: CatalogueQuery = {
  q: '',
  filters: perFacet(() => []),
  sort: 'relevance',
  page: 1,
};

/** The values that exist, per facet; others in an address are ignored. */
export type KnownValues = Partial<Record<FacetName, ReadonlySet<string>>>;

/** The German names of the facets in the address. */
export const facetParameters: Record<FacetName, string> = {
  topic: 'thema',
  ozgField: 'themenfeld',
  modelRegion: 'region',
  readiness: 'nachnutzungsreife',
  licence: 'lizenz',
  artifactKind: 'ergebnis',
  reused: 'nachgenutzt',
  operator: 'betreiber',
  operatingModel: 'betrieb',
  sizeClass: 'groesse',
  reuserDistrict: 'kreis',
  programme: 'programm',
  organisation: 'organisation',
  organisationKind: 'organisationsart',
  access: 'zugang',
  maturity: 'reife',
  standard: 'standard',
  leikaKey: 'leika',
  ozgId: 'ozg',
};

/** The German names of the sorts in the address. */
export const sortParameters: Record<Sort, string> = {
  relevance: 'relevanz',
  newest: 'neueste',
  title: 'titel',
  reused: 'nachnutzung',
};

const maxValues = 20;

/**
 * Reads the state of a catalogue page from a parsed query string. Never fails: what is unknown, malformed or too
 * much is left out.
 * @param query the request's query object; of a repeated q, sortierung or seite the first counts
 * @param known where given for a facet, only these values are kept
 */
export function parseCatalogueQuery(query: unknown, known: KnownValues = {}): CatalogueQuery {
  return {
    q: tidyLine(strings(query, 'q')[0] ?? '', maxQueryLength),
    filters: perFacet((facet) => values(strings(query, facetParameters[facet]), known[facet])),
    sort: sortFrom(strings(query, 'sortierung')[0]),
    page: pageNumber(strings(query, 'seite')[0]),
  };
}

/**
 * The address part for a state, without the question mark: parameters in one order, values sorted, what is the
 * default left out. '' for the plain catalogue.
 */
export function toQueryString({ q, filters, sort, page }: CatalogueQuery): string {
  const parameters = new URLSearchParams();
  if (q !== '') parameters.append('q', q);
  for (const facet of facetNames) {
    for (const value of [...filters[facet]].sort()) parameters.append(facetParameters[facet], value);
  }
  if (sort !== 'relevance') parameters.append('sortierung', sortParameters[sort]);
  if (page > 1) parameters.append('seite', String(page));
  return parameters.toString();
}

/** The address of a catalogue page. */
export const catalogueHref = (query: CatalogueQuery, path = '/loesungen'): string => {
  const text = toQueryString(query);
  return text === '' ? path : `${path}?${text}`;
};

/** The address of all solutions of a topic. */
export const topicHref = (topic: string): string =>
  catalogueHref({ ...everything, filters: { ...everything.filters, topic: [topic] } });

/** The query without one chosen value, on its first page. */
export const withoutValue = (query: CatalogueQuery, facet: FacetName, value: string): CatalogueQuery => ({
  ...query,
  page: 1,
  filters: { ...query.filters, [facet]: query.filters[facet].filter((other) => other !== value) },
});

function strings(query: unknown, name: string): string[] {
  if (typeof query !== 'object' || query === null || !Object.hasOwn(query, name)) return [];
  const value: unknown = Reflect.get(query, name);
  const list: unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one) => typeof one === 'string');
}

function values(typed: string[], known: ReadonlySet<string> | undefined): string[] {
  const tidied = typed.map((value) => tidyValue(value)).filter((value) => value !== '');
  const kept = [...new Set(tidied)].filter((value) => known === undefined || known.has(value));
  return kept.slice(0, maxValues).sort();
}

function sortFrom(value: string | undefined): Sort {
  const known = Object.entries(sortParameters).find(([, parameter]) => parameter === value);
  return (known?.[0] as Sort | undefined) ?? 'relevance';
}
