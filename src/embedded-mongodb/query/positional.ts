import { isIndex, splitPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { compile } from './matcher.ts';

/**
 * The position of the first element of the array at `path` that satisfies what the filter demands of that array: what the
 * positional `$` of updates and projections stands for. Of several conditions an element that meets all is preferred, else the
 * last condition decides; where the filter names only other arrays, their position is taken, as mongod does.
 */
export function matchedIndex(doc: Doc, filter: Doc, path: string): number | undefined {
  const conditions = collectConditions(filter, doc);
  const own = conditions.filter(([field]) => field === path || field.startsWith(`${path}.`));
  if (own.length > 0) {
    const list = plainArray(doc, path);
    if (!list) return undefined;
    const together = indexIn(list, path, Object.fromEntries(own));
    if (together !== undefined) return together;
    return own
      .map(([field, test]) => indexIn(list, path, { [field]: test }))
      .findLast((index) => index !== undefined);
  }
  for (const [field, test] of conditions.reverse()) {
    const prefix = arrayPrefix(doc, field);
    const list = prefix === undefined ? undefined : plainArray(doc, prefix);
    const index = list && prefix !== undefined ? indexIn(list, prefix, { [field]: test }) : undefined;
    if (index !== undefined) return index;
  }
  return undefined;
}

/** The conditions on fields, those inside `$and` and the branches of `$or` that hold included. */
function collectConditions(filter: Doc, doc: Doc): Array<[string, unknown]> {
  return Object.entries(filter).flatMap(([key, value]): Array<[string, unknown]> => {
    if (key === '$and') return (value as Doc[]).flatMap((part) => collectConditions(part, doc));
    if (key === '$or') {
      const branch = (value as Doc[]).find((part) => compile(part).test(doc));
      return branch ? collectConditions(branch, doc) : [];
    }
    return key.startsWith('$') ? [] : [[key, value]];
  });
}

/** The first element that fulfils the conditions when it stands alone in the array. */
function indexIn(list: readonly unknown[], path: string, conditions: Doc): number | undefined {
  const matcher = compile(conditions);
  const index = list.findIndex((item) => matcher.test(nest(path, [item])));
  return index < 0 ? undefined : index;
}

function nest(path: string, value: unknown): Doc {
  return splitPath(path).reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Doc;
}

function plainArray(doc: Doc, path: string): readonly unknown[] | undefined {
  let value: unknown = doc;
  for (const part of splitPath(path)) {
    if (Array.isArray(value) && isIndex(part)) value = value[Number(part)];
    else value = isDoc(value) ? value[part] : undefined;
  }
  return Array.isArray(value) ? value : undefined;
}

function arrayPrefix(doc: Doc, field: string): string | undefined {
  const parts = splitPath(field);
  for (let length = 1; length <= parts.length; length++) {
    const prefix = parts.slice(0, length).join('.');
    if (plainArray(doc, prefix)) return prefix;
  }
  return undefined;
}
