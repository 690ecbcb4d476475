import { badValue } from '../errors.ts';
import { compareValues } from '../values/compare.ts';
import { someAtPath, splitPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

export interface SortField {
  readonly path: string;
  readonly direction: 1 | -1;
}

/** Reads a sort specification; error 2 for anything but 1 and -1. */
export function parseSort(sort: unknown): SortField[] {
  if (sort === undefined || sort === null) return [];
  if (!isDoc(sort)) throw badValue('Expected field sort to be of type object');
  return Object.entries(sort).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) {
      throw badValue(`$sort key ordering must be 1 (for ascending) or -1 (for descending), path ${path}`);
    }
    return { path, direction };
  });
}

/**
 * The value by which a document is sorted: of an array the least element when ascending, the greatest when descending;
 * a missing field sorts as null, an empty array before it.
 */
function sortValue(doc: Doc, { path, direction }: SortField): unknown {
  let best: unknown;
  let found = false;
  const consider = (value: unknown) => {
    if (!found || compareValues(value, best) * direction < 0) best = value;
    found = true;
  };
  someAtPath(doc, splitPath(path), (value) => {
    if (Array.isArray(value)) {
      if (value.length === 0) consider(undefined);
      else value.forEach(consider);
    } else consider(value === undefined ? null : value);
    return false;
  });
  return found ? best : null;
}

/** Sorts stably by a parsed specification into a new array. */
export function sortBy<T>(items: readonly T[], fields: readonly SortField[], docOf: (item: T) => Doc): T[] {
  if (fields.length === 0) return items.slice();
  const keyed = items.map((item) => ({ item, keys: fields.map((field) => sortValue(docOf(item), field)) }));
  keyed.sort((a, b) => {
    for (let i = 0; i < fields.length; i++) {
      const order = compareValues(a.keys[i], b.keys[i]);
      if (order !== 0) return order * (fields[i]?.direction ?? 1);
    }
    return 0;
  });
  return keyed.map(({ item }) => item);
}
