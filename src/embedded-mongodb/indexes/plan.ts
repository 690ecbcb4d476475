import type { SortField } from '../query/sort.ts';
import { sameValue } from '../values/compare.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { AFTER, type Bounds, boundsOf, conditionsByPath, type Range } from './bounds.ts';
import type { IndexDefinition } from './definition.ts';

/** How documents are found: through ranges of an index, or by looking at all. */
export interface IndexPlan {
  readonly index: IndexDefinition;
  /** Ranges of encoded keys, in order and apart from each other. */
  readonly ranges: Range[];
  /** Whether the entries, read in this direction, come in the wanted order. */
  readonly sorted?: 'forward' | 'backward';
  /** The more and the stricter the fields in use, the higher. */
  readonly score: number;
}

/** More lookups than this are no gain over a scan. */
const MAX_RANGES = 1000;

/** Chooses the index that narrows a filter most, or gives the order of a limited sort; undefined means to look at every document. */
export function choosePlan(
  indexes: readonly IndexDefinition[],
  filter: Doc,
  sort: readonly SortField[],
  limited: boolean,
): IndexPlan | undefined {
  const conditions = conditionsByPath(filter);
  let best: IndexPlan | undefined;
  for (const index of indexes) {
    const plan = planFor(index, conditions, filter, sort, limited);
    if (plan && (!best || plan.score > best.score)) best = plan;
  }
  return best;
}

function planFor(
  index: IndexDefinition,
  conditions: Map<string, Doc[]>,
  filter: Doc,
  sort: readonly SortField[],
  limited: boolean,
): IndexPlan | undefined {
  if (index.partialFilterExpression && !implies(filter, index.partialFilterExpression)) return undefined;
  const paths = Object.keys(index.key);
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  let equalities = 0;
  let range: Range | undefined;
  let arrays = 0;
  for (const [position, path] of paths.entries()) {
    const multikey = index.multikey[position] ?? false;
    if (multikey && ++arrays > 1) break;
    const bounds = boundsOf(conditions.get(path) ?? [], multikey);
    if (bounds?.points && prefixes.length * bounds.points.length <= MAX_RANGES) {
      prefixes = combine(prefixes, bounds);
      equalities++;
      continue;
    }
    range = bounds?.range;
    break;
  }
  if (index.sparse && !coversSparse(conditions.get(paths[0] ?? '') ?? [])) return undefined;
  const sorted = sortedBy(index, paths, equalities, prefixes.length, sort);
  if (equalities === 0 && !range && !(sorted && limited)) return undefined;
  const complete = index.unique === true && equalities === paths.length;
  return {
    index,
    ranges: prefixes.map((prefix) => withRange(prefix, range)),
    sorted,
    // Of equal ones a sparse index: it holds only the documents that have the field, often few.
    score:
      equalities * 10 +
      (range ? 5 : 0) +
      (sorted && sort.length > 0 ? 3 : 0) +
      (complete ? 100 : 0) +
      (index.sparse ? 1 : 0),
  };
}

const combine = (prefixes: readonly Buffer[], bounds: Bounds): Buffer[] =>
  prefixes.flatMap((prefix) => (bounds.points ?? []).map((point) => Buffer.concat([prefix, point])));

const withRange = (prefix: Buffer, range: Range | undefined): Range =>
  range
    ? { from: Buffer.concat([prefix, range.from]), to: Buffer.concat([prefix, range.to]) }
    : { from: prefix, to: Buffer.concat([prefix, AFTER]) };

/** A sparse index lacks the documents without its fields: it serves only where the first field must have a value. */
function coversSparse(conditions: readonly Doc[]): boolean {
  return conditions.some((condition) =>
    Object.entries(condition).some(([operator, value]) => {
      if (operator === '$exists') return Boolean(value);
      if (operator === '$in') return (value as unknown[]).every((item) => item !== null);
      return ['$eq', '$gt', '$gte', '$lt', '$lte', '$regex'].includes(operator) && value !== null;
    }),
  );
}

function sortedBy(
  index: IndexDefinition,
  paths: readonly string[],
  equalities: number,
  prefixes: number,
  sort: readonly SortField[],
): 'forward' | 'backward' | undefined {
  if (sort.length === 0 || prefixes > 1 || index.shortened || index.multikey.includes(true)) return undefined;
  const fixed = new Set(paths.slice(0, equalities));
  const open = sort.filter((field) => !fixed.has(field.path));
  const matches = open.every(
    (field, i) => field.path === paths[equalities + i] && field.direction === open[0]?.direction,
  );
  if (!matches) return undefined;
  return open[0]?.direction === -1 ? 'backward' : 'forward';
}

/** Whether every document that passes the filter surely passes the partial index's expression: each of its conditions is also asked for. */
function implies(filter: Doc, partial: Doc): boolean {
  const asked = conditionsByPath(filter);
  return Object.entries(partial).every(([path, wanted]) => {
    if (path === '$and') return (wanted as Doc[]).every((part) => implies(filter, part));
    if (path.startsWith('$')) return false;
    const operators = isDoc(wanted) && Object.keys(wanted)[0]?.startsWith('$') ? wanted : { $eq: wanted };
    return Object.entries(operators).every(([operator, value]) =>
      (asked.get(path) ?? []).some((condition) => demands(condition, operator, value)),
    );
  });
}

function demands(condition: Doc, operator: string, value: unknown): boolean {
  if (operator in condition && sameValue(condition[operator], value)) return true;
  if (operator === '$exists') {
    if ('$in' in condition) return (condition.$in as unknown[]).every((item) => item !== null);
    return ['$eq', '$gt', '$lt', '$gte', '$lte', '$regex'].some(
      (known) => known in condition && condition[known] !== null,
    );
  }
  if (operator === '$in' && '$eq' in condition)
    return (value as unknown[]).some((item) => sameValue(item, condition.$eq));
  if (operator === '$in' && '$in' in condition) {
    return (condition.$in as unknown[]).every((item) =>
      (value as unknown[]).some((allowed) => sameValue(item, allowed)),
    );
  }
  if (operator === '$type' && value === 'string') return typeof condition.$eq === 'string';
  return false;
}
