import { MongoServerFault } from '../errors.ts';
import { isIndex, splitPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

/** One entry that a document has in an index: its values in the order of the index's fields. */
export interface IndexKeys {
  readonly tuples: unknown[][];
  /** Per field: whether an array was on its path. */
  readonly multikey: boolean[];
  /** Whether the document has none of the fields. */
  readonly absent: boolean;
}

/** Where a field of the index stands while its path is followed: what is left of the path, or the value it led to. */
type Cursor = { readonly rest: readonly string[] } | { readonly value: unknown };

/**
 * The entries of a document, as mongod makes them: an array gives one entry per element, fields below the same array stay
 * together, a missing field counts as null, an empty array as undefined. Error 171 when two fields lead through different arrays.
 */
export function indexKeys(doc: Doc, paths: readonly string[]): IndexKeys {
  const multikey = paths.map(() => false);
  const seen = { any: false };
  const start = paths.map((path): Cursor => ({ rest: splitPath(path) }));
  const tuples = expand(
    start.map((cursor) => ({ cursor, base: doc as unknown })),
    multikey,
    seen,
    paths,
  );
  return { tuples, multikey, absent: !seen.any };
}

interface Field {
  readonly cursor: Cursor;
  /** The value from which the rest of the path is followed. */
  readonly base: unknown;
}

function expand(
  fields: readonly Field[],
  multikey: boolean[],
  seen: { any: boolean },
  paths: readonly string[],
): unknown[][] {
  const walked = fields.map((field) => walk(field, seen));
  const arrays = new Set(walked.filter((field) => 'array' in field).map((field) => (field as Reached).array));
  if (arrays.size === 0) return [walked.map((field) => ('value' in field ? field.value : null))];
  if (arrays.size > 1) throw parallel(walked, paths);
  const [list = []] = arrays;
  walked.forEach((field, position) => {
    if ('array' in field) multikey[position] = true;
  });
  if (list.length === 0) {
    const closed = walked.map((field): Field => {
      if ('value' in field) return { cursor: field, base: undefined };
      return { cursor: { value: field.rest.length === 0 ? undefined : null }, base: undefined };
    });
    return expand(closed, multikey, seen, paths);
  }
  return list.flatMap((item) =>
    expand(
      walked.map((field) => enter(field, item)),
      multikey,
      seen,
      paths,
    ),
  );
}

interface Reached {
  readonly array: readonly unknown[];
  readonly rest: readonly string[];
}

/** Follows a path through documents to its value or to the first array. */
function walk({ cursor, base }: Field, seen: { any: boolean }): { value: unknown } | Reached {
  if ('value' in cursor) return cursor;
  let value = base;
  for (let i = 0; i < cursor.rest.length; i++) {
    const part = cursor.rest[i] ?? '';
    if (Array.isArray(value)) {
      if (!isIndex(part)) return { array: value, rest: cursor.rest.slice(i) };
      value = value[Number(part)];
    } else value = isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    if (value === undefined) return { value: null };
  }
  seen.any = true;
  return Array.isArray(value) ? { array: value, rest: [] } : { value };
}

function enter(field: { value: unknown } | Reached, item: unknown): Field {
  if ('value' in field) return { cursor: field, base: undefined };
  if (field.rest.length === 0) return { cursor: { value: item }, base: undefined };
  return isDoc(item)
    ? { cursor: { rest: field.rest }, base: item }
    : { cursor: { value: null }, base: undefined };
}

function parallel(
  walked: ReadonlyArray<{ value: unknown } | Reached>,
  paths: readonly string[],
): MongoServerFault {
  const names = paths.filter((_, position) => 'array' in (walked[position] ?? {}));
  return new MongoServerFault(
    171,
    `cannot index parallel arrays [${names.map((name) => name.split('.').at(-1)).join('] [')}]`,
  );
}
