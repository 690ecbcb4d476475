import { Binary, ObjectId } from 'bson';
import { badValue, MongoServerFault } from '../errors.ts';
import { type Doc, isDoc } from './types.ts';

/** mongod's limit for nesting. */
const MAX_DEPTH = 200;

/**
 * Refuses values that the engine could store but not compare rightly: Long beyond 2^53, Decimal128, Timestamp, Code,
 * MinKey, MaxKey, Symbol, DBRef (code 2), and nesting over 200 levels (code 15). A BSON undefined becomes null.
 * @param place what the message names, such as "document" or "filter"
 */
export function assertSupported(value: unknown, place: string, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw new MongoServerFault(15, `BSONObj exceeds maximum nested object depth: ${MAX_DEPTH}`);
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (value[i] === undefined) value[i] = null;
      assertSupported(value[i], place, depth + 1);
    }
  } else if (isDoc(value)) {
    for (const key of Object.keys(value)) assertField(value, key, place, depth);
  } else if (!isScalar(value)) {
    throw badValue(`The embedded engine does not support the BSON type ${typeName(value)} in a ${place}`);
  }
}

function assertField(parent: Doc, key: string, place: string, depth: number): void {
  if (key === '__proto__') throw badValue(`The field name '__proto__' is not allowed in a ${place}`);
  if (parent[key] === undefined) parent[key] = null;
  assertSupported(parent[key], place, depth + 1);
}

const isScalar = (value: object): boolean =>
  value instanceof ObjectId || value instanceof Date || value instanceof Binary || value instanceof RegExp;

const typeName = (value: object): string =>
  String((value as { _bsontype?: string })._bsontype ?? value.constructor.name);

/** The alias of a value's BSON type as `$type` and error messages use it. */
export function bsonTypeName(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (Array.isArray(value)) return 'array';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof Date) return 'date';
  if (value instanceof Binary) return 'binData';
  if (value instanceof RegExp) return 'regex';
  return 'object';
}

/** Whether the number is encoded as a 32-bit integer, as the JavaScript driver decides it too. */
const isInt32 = (value: number): boolean => value === (value | 0) && !Object.is(value, -0);
