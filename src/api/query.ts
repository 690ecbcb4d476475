import { z } from 'zod';
import { type CatalogueQuery, type FacetName, facetNames, perFacet } from '../catalogue/index.ts';
import { badRequest } from '../shared/errors.ts';
import { type Cursor, decodeCursor, maxLimit } from './cursor.ts';

type FacetParameter = Exclude<FacetName, 'modelRegion'> | 'region';

/** As many as the search page takes. */
const mostValues = 20;
const list = z
  .union([z.string().transform((value) => [value]), z.array(z.string())])
  .refine((values) => values.length <= mostValues, {
    error: `at most ${mostValues} values of one filter.`,
  })
  .default([]);

/** The names of the facets in the address: those under which the answer counts them, but for 'region', which is older. */
const facetParameter = (facet: FacetName): FacetParameter => (facet === 'modelRegion' ? 'region' : facet);

const filters = Object.fromEntries(facetNames.map((facet) => [facetParameter(facet), list]));

const querySchema = z.strictObject({
  q: z.string().max(300, { error: 'q: at most 300 characters.' }).default(''),
  ...(filters as Record<FacetParameter, typeof list>),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/, { error: `limit: a whole number from 1 to ${maxLimit}.` })
    .transform(Number)
    .refine((limit) => limit <= maxLimit, { error: `limit: at most ${maxLimit}.` })
    .default(25),
  cursor: z.string().optional(),
});

/**
 * Reads the query of GET /api/v1/solutions. A cursor brings its own page size.
 * @throws DomainError bad-request that names the first fault, unknown parameters included
 */
export function parseSolutionsQuery(query: unknown): { query: CatalogueQuery } & Cursor {
  const parsed = querySchema.safeParse({ ...(query as object) });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const unknown =
      issue?.code === 'unrecognized_keys' ? `unknown parameter: ${issue.keys.join(', ')}.` : undefined;
    throw badRequest(unknown ?? issue?.message ?? 'malformed query.');
  }
  const { q, limit, cursor, ...chosen } = parsed.data;
  const place = cursor === undefined ? { page: 1, limit } : decodeCursor(cursor);
  return {
    query: {
      q,
      filters: perFacet((facet) => chosen[facetParameter(facet)]),
      sort: 'relevance',
      page: place.page,
    },
    ...place,
  };
}
