import { type Doc, isDoc } from './types.ts';

const INDEX = /^(?:0|[1-9]\d*)$/;
export const isIndex = (component: string): boolean => INDEX.test(component);

const cache = new Map<string, readonly string[]>();

/** The components of a dotted path; remembered, because every document of a scan asks again. */
export function splitPath(path: string): readonly string[] {
  let parts = cache.get(path);
  if (!parts) {
    parts = path.split('.');
    if (cache.size > 5000) cache.clear();
    cache.set(path, parts);
  }
  return parts;
}

const own = (doc: Doc, key: string): unknown => (Object.hasOwn(doc, key) ? doc[key] : undefined);

/**
 * Visits every value that a query path reaches, going through arrays as MongoDB does: an array on the way is entered by its
 * elements that are documents, and by position where the component is a number. A path that ends nowhere yields undefined once
 * per branch, except inside arrays of other things. The visitor stops the walk by returning true.
 */
export function someAtPath(
  doc: unknown,
  parts: readonly string[],
  visit: (value: unknown) => boolean,
  from = 0,
): boolean {
  let value = doc;
  for (let i = from; i < parts.length; i++) {
    const part = parts[i] ?? '';
    if (Array.isArray(value)) return someInArray(value, parts, visit, i);
    if (!isDoc(value)) return visit(undefined);
    value = own(value, part);
  }
  return visit(value);
}

function someInArray(
  array: readonly unknown[],
  parts: readonly string[],
  visit: (value: unknown) => boolean,
  from: number,
): boolean {
  const part = parts[from] ?? '';
  for (const item of array) if (isDoc(item) && someAtPath(item, parts, visit, from)) return true;
  if (!isIndex(part) || Number(part) >= array.length) return false;
  return someAtPath(array[Number(part)], parts, visit, from + 1);
}

/** As someAtPath, but an array at the end of the path is also visited element by element, before itself. */
export function someValue(
  doc: unknown,
  parts: readonly string[],
  visit: (value: unknown) => boolean,
): boolean {
  return someAtPath(doc, parts, (value) => (Array.isArray(value) && value.some(visit)) || visit(value));
}

/** All values at the path, arrays at its end spread into their elements (an empty one yields nothing): for distinct. */
export function valuesAtPath(doc: Doc, path: string): unknown[] {
  const found: unknown[] = [];
  someAtPath(doc, splitPath(path), (value) => {
    if (Array.isArray(value)) found.push(...value);
    else if (value !== undefined) found.push(value);
    return false;
  });
  return found;
}
