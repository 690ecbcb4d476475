import queries from './queries.json' with { type: 'json' };

/** A query and what it must find: all of `expected` and one of `oneOf` within the first three, `found` anywhere. */
export type ExpectedQuery = {
  query: string;
  kind: string;
  expected?: string[];
  oneOf?: string[];
  found?: string[];
};

export const expectedQueries: ExpectedQuery[] = queries;
