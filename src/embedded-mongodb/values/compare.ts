import { Binary, ObjectId } from 'bson';
import { isDoc } from './types.ts';

/**
 * The place of a value's type in BSON order; values of one rank are compared with each other.
 * Source: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export function typeRank(value: unknown): number {
  switch (typeof value) {
    case 'undefined':
      return 1;
    case 'number':
      return 3;
    case 'string':
      return 4;
    case 'boolean':
      return 9;
  }
  if (value === null) return 2;
  if (Array.isArray(value)) return 6;
  if (value instanceof ObjectId) return 8;
  if (value instanceof Date) return 10;
  if (isDoc(value)) return 5;
  if (value instanceof Binary) return 7;
  if (value instanceof RegExp) return 12;
  return 5;
}

/** Orders two values as MongoDB does: by type, then by value. `undefined` stands for a missing field and is lowest. */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  const rank = typeRank(a);
  const difference = rank - typeRank(b);
  if (difference !== 0) return difference < 0 ? -1 : 1;
  switch (rank) {
    case 3:
      return compareNumbers(a as number, b as number);
    case 4:
      return compareStrings(a as string, b as string);
    case 5:
      return compareDocs(a as Record<string, unknown>, b as Record<string, unknown>);
    case 6:
      return compareArrays(a as unknown[], b as unknown[]);
    case 7:
      return compareBinaries(a as Binary, b as Binary);
    case 8:
      return Math.sign(Buffer.compare((a as ObjectId).id, (b as ObjectId).id));
    case 9:
      return a === false ? -1 : 1;
    case 10:
      return compareNumbers((a as Date).getTime(), (b as Date).getTime());
    case 12:
      return compareRegexes(a as RegExp, b as RegExp);
    default:
      return 0;
  }
}

/** Equality as MongoDB sees it: field order in embedded documents counts, 1 and 1.0 are one. */
export const sameValue = (a: unknown, b: unknown): boolean => compareValues(a, b) === 0;

/** NaN is the lowest number and equals itself; 0 and -0 are one. */
function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

/** Orders by the bytes of UTF-8, which differs from JavaScript's order of code units beyond the basic plane. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return codePointOrder(left) < codePointOrder(right) ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/** Lifts surrogates above the rest of the basic plane, where the characters they encode belong. */
function codePointOrder(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

function compareDocs(a: Record<string, unknown>, b: Record<string, unknown>): number {
  const keysA = Object.keys(a);
  const keysB = Object.keys(b);
  const length = Math.min(keysA.length, keysB.length);
  for (let i = 0; i < length; i++) {
    const keyA = keysA[i] ?? '';
    const keyB = keysB[i] ?? '';
    const byType = typeRank(a[keyA]) - typeRank(b[keyB]);
    if (byType !== 0) return Math.sign(byType);
    const order = compareStrings(keyA, keyB) || compareValues(a[keyA], b[keyB]);
    if (order !== 0) return order;
  }
  return Math.sign(keysA.length - keysB.length);
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return Math.sign(a.length - b.length);
}

function compareBinaries(a: Binary, b: Binary): number {
  if (a.position !== b.position) return a.position < b.position ? -1 : 1;
  if (a.sub_type !== b.sub_type) return a.sub_type < b.sub_type ? -1 : 1;
  return Math.sign(Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position)));
}

function compareRegexes(a: RegExp, b: RegExp): number {
  return compareStrings(a.source, b.source) || compareStrings(a.flags, b.flags);
}
