import queries from './queries.json' with { type: 'json' };
import heldOut from './queries-held-out.json' with { type: 'json' };

/** A query and what it must find: all of `expected` and one of `oneOf` within the first three, `found` anywhere. */
export type ExpectedQuery = {
  query: string;
  kind: string;
  expected?: string[];
  oneOf?: string[];
  found?: string[];
};

/** The search is improved by these, and a test holds it to them. */
export const expectedQueries: ExpectedQuery[] = queries;

/** Only measured: the search is never tuned to these, so that they say what strangers' queries would find. */
export const heldOutQueries: ExpectedQuery[] = heldOut;
