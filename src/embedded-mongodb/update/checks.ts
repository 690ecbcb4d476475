import { badValue, MongoServerFault } from '../errors.ts';
import { compareStrings, sameValue } from '../values/compare.ts';
import { isIndex } from '../values/path.ts';
import type { Doc } from '../values/types.ts';

/** Refuses a path that could not be stored: empty (56), with `$` names (52), beginning with a position (2). */
export function assertPath(path: string): void {
  if (path === '') throw new MongoServerFault(56, 'An empty update path is not valid.');
  const parts = path.split('.');
  if (parts.includes(''))
    throw new MongoServerFault(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  if (parts.includes('__proto__')) throw badValue(`The field name '__proto__' is not allowed in an update`);
  const dollar = parts.find((part) => part.startsWith('$') && part !== '$' && !/^\$\[\w*\]$/.test(part));
  if (dollar)
    throw new MongoServerFault(
      52,
      `The dollar ($) prefixed field '${dollar}' in '${path}' is not valid for storage.`,
    );
  if (parts[0]?.startsWith('$'))
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
}

/** Refuses an update that changes a place twice, or a place and a part of it (40). */
export function assertNoConflicts(paths: readonly string[]): void {
  const sorted = paths.slice().sort((a, b) => a.split('.').length - b.split('.').length);
  const taken = new Set<string>();
  for (const path of sorted) {
    const parts = path.split('.');
    for (let length = 1; length <= parts.length; length++) {
      const prefix = parts.slice(0, length).join('.');
      if (taken.has(prefix))
        throw new MongoServerFault(40, `Updating the path '${path}' would create a conflict at '${prefix}'`);
    }
    taken.add(path);
  }
}

/** mongod handles fields in the order of their names, positions in that of their numbers: it decides where new fields stand. */
export function comparePaths(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    if (x === y) continue;
    return isIndex(x) && isIndex(y) ? Number(x) - Number(y) : compareStrings(x, y);
  }
  return left.length - right.length;
}

/** Refuses a change of `_id` (66). */
export function assertSameId(before: Doc, after: Doc): void {
  if (before._id === undefined || (Object.hasOwn(after, '_id') && sameValue(before._id, after._id))) return;
  throw new MongoServerFault(
    66,
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}
