/** A decoded BSON document; values are what `bson` yields with promoted numbers. */
export type Doc = Record<string, unknown>;

/** True for an embedded document: a plain object, not an array, date, ObjectId or another BSON class. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** Copies documents and arrays all the way down; dates, ObjectIds, binaries and regexes are never changed, so they are shared. */
export function cloneValue<T>(value: T): T {
  if (Array.isArray(value)) return value.map(cloneValue) as T;
  if (!isDoc(value)) return value;
  const copy: Doc = {};
  for (const key of Object.keys(value)) copy[key] = cloneValue(value[key]);
  return copy as T;
}
