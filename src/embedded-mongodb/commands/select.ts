import { notImplemented } from '../errors.ts';
import { choosePlan, type IndexPlan } from '../indexes/plan.ts';
import { type Matcher, makeMatcher } from '../query/matcher.ts';
import { parseSort, type SortField, sortBy } from '../query/sort.ts';
import type { StoredRecord } from '../storage/cache.ts';
import type { Collection } from '../storage/collection.ts';
import { type Doc, isDoc } from '../values/types.ts';

export interface Selection {
  readonly matcher: Matcher;
  readonly sort: readonly SortField[];
  readonly skip: number;
  readonly limit: number;
}

export interface SelectionOptions {
  readonly filter: unknown;
  readonly sort?: unknown;
  readonly skip?: unknown;
  readonly limit?: unknown;
  readonly collation?: unknown;
  readonly variables?: Doc;
}

/** Parses what a command says about the documents it wants. */
export function parseSelection(options: SelectionOptions): Selection {
  const { collation } = options;
  if (isDoc(collation) && Object.keys(collation).length > 0 && collation.locale !== 'simple') {
    throw notImplemented('The embedded engine does not support collations');
  }
  return {
    matcher: makeMatcher(options.filter, options.variables),
    sort: parseSort(options.sort),
    skip: typeof options.skip === 'number' ? options.skip : 0,
    limit: typeof options.limit === 'number' ? Math.abs(options.limit) : 0,
  };
}

export const planOf = (collection: Collection, { matcher, sort, limit }: Selection): IndexPlan | undefined =>
  choosePlan(collection.indexes, matcher.filter, sort, limit > 0);

/** The plan of each branch of an `$or`, when every one can be answered through an index. */
export function branchPlans(collection: Collection, filter: Doc): IndexPlan[] | undefined {
  if (!Array.isArray(filter.$or)) return undefined;
  const plans = (filter.$or as Doc[]).map((branch) => choosePlan(collection.indexes, branch, [], false));
  return plans.every((plan) => plan !== undefined) ? plans : undefined;
}

/** What the branches of an `$or` propose, each document once, in the order of insertion like a scan. */
function recordsOfBranches(collection: Collection, filter: Doc): StoredRecord[] | undefined {
  const plans = branchPlans(collection, filter);
  if (!plans) return undefined;
  const found = new Map<number, StoredRecord>();
  for (const { index, ranges } of plans) {
    for (const record of collection.lookup(index, ranges)) found.set(record.id, record);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}

/** The documents of a selection, sorted, skipped and limited; what an index proposes is checked by the filter again. */
export function select(collection: Collection | undefined, selection: Selection): StoredRecord[] {
  if (!collection) return [];
  const { matcher, sort, skip, limit } = selection;
  const plan = planOf(collection, selection);
  const candidates = plan
    ? collection.lookup(plan.index, plan.ranges, plan.sorted === 'backward')
    : (recordsOfBranches(collection, matcher.filter) ?? collection.scan());
  const ordered = sort.length === 0 || plan?.sorted !== undefined;
  const enough = ordered && limit > 0 ? skip + limit : Number.POSITIVE_INFINITY;
  const found: StoredRecord[] = [];
  for (const record of candidates) {
    if (!matcher.test(record.doc)) continue;
    found.push(record);
    if (found.length >= enough) break;
  }
  const result = ordered ? found : sortBy(found, sort, (record) => record.doc);
  return skip > 0 || limit > 0 ? result.slice(skip, limit > 0 ? skip + limit : undefined) : result;
}
