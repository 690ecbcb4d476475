import queries from './queries.json' with { type: 'json' };
import heldOut from './queries-held-out.json' with { type: 'json' };

/**
 * A query and what it must find: all of `expected` and one of `oneOf` within the first three, `found` anywhere.
 * The first file was written before the search; the second after it, so that it can
 * say how good the synonyms are.
 */
export type ExpectedQuery = {
  query: string;
  kind: string;
  expected?: string[];
  oneOf?: string[];
  found?: string[];
};

export const expectedQueries: ExpectedQuery[] = queries;
export const heldOutQueries: ExpectedQuery[] = heldOut;
