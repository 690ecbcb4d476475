import { Query } from 'mingo/query';
import { fromMingo } from '../pipeline/errors.ts';
import type { Doc } from '../values/types.ts';
import { mingoOptions } from './context.ts';
import { parseFilter } from './filter.ts';

export interface Matcher {
  /** The filter in its parsed form, for the planner. */
  readonly filter: Doc;
  /** Whether a document passes. */
  test(doc: Doc): boolean;
}

/** Compiles a filter. Errors as parseFilter, and those of expressions inside `$expr`. */
export function makeMatcher(rawFilter: unknown, variables?: Doc): Matcher {
  return compile(parseFilter(rawFilter), variables);
}

/** Compiles a filter that parseFilter has already brought into form. */
export function compile(filter: Doc, variables?: Doc): Matcher {
  if (Object.keys(filter).length === 0) return { filter, test: () => true };
  const query = fromMingo(() => new Query(filter, { ...mingoOptions(), variables }));
  return { filter, test: (doc) => fromMingo(() => query.test(doc)) };
}
