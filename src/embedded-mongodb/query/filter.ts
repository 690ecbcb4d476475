import { badValue, MongoServerFault, notImplemented } from '../errors.ts';
import { assertSupported } from '../values/check.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { toRegExp } from './regex.ts';

const LOGICAL = new Set(['$and', '$or', '$nor']);
const UNAVAILABLE = new Set([
  '$where',
  '$text',
  '$jsonSchema',
  '$near',
  '$nearSphere',
  '$geoWithin',
  '$geoIntersects',
]);
const FIELD_OPERATORS = new Set(
  '$eq $ne $gt $gte $lt $lte $in $nin $not $exists $type $mod $regex $all $elemMatch $size $bitsAllClear $bitsAllSet $bitsAnyClear $bitsAnySet'.split(
    ' ',
  ),
);
const TYPE_ALIASES = new Set(
  'double string object array binData undefined objectId bool date null regex dbPointer javascript symbol int timestamp long decimal minKey maxKey number'.split(
    ' ',
  ),
);

/**
 * Checks a filter as mongod's parser does and brings it into one form: every field holds a document of operators, `$regex` a RegExp.
 * Errors: 2 BadValue for unknown or malformed operators, 238 for those that the engine lacks.
 */
export function parseFilter(filter: unknown): Doc {
  if (filter === undefined || filter === null) return {};
  if (!isDoc(filter)) throw new MongoServerFault(14, 'Expected field filter to be of type object');
  assertSupported(filter, 'filter');
  return parseDoc(filter);
}

function parseDoc(filter: Doc): Doc {
  const parsed: Doc = {};
  for (const key of Object.keys(filter)) {
    const value = filter[key];
    if (!key.startsWith('$')) parsed[key] = parseField(value);
    else if (LOGICAL.has(key)) parsed[key] = parseList(key, value);
    else if (key === '$expr') parsed[key] = value;
    else if (UNAVAILABLE.has(key)) throw notImplemented(`The embedded engine does not support ${key}`);
    else if (key === '$alwaysTrue' || key === '$alwaysFalse') addConstant(parsed, key);
    else if (key !== '$comment') throw badValue(`unknown top level operator: ${key}`);
  }
  return parsed;
}

function addConstant(parsed: Doc, key: string): void {
  parsed.$expr = key === '$alwaysTrue';
}

function parseList(key: string, value: unknown): Doc[] {
  if (!Array.isArray(value) || value.length === 0) throw badValue(`${key} must be a nonempty array`);
  return value.map((entry) => {
    if (!isDoc(entry)) throw badValue(`${key} argument's entries must be objects`);
    return parseDoc(entry);
  });
}

const isOperators = (value: unknown): value is Doc =>
  isDoc(value) && (Object.keys(value)[0]?.startsWith('$') ?? false) && !('$ref' in value);

function parseField(value: unknown): Doc {
  if (value instanceof RegExp) return { $regex: value };
  if (!isOperators(value)) return { $eq: value };
  const parsed: Doc = {};
  for (const operator of Object.keys(value)) {
    const argument = value[operator];
    if (operator === '$options' || operator === '$comment') continue;
    if (UNAVAILABLE.has(operator)) throw notImplemented(`The embedded engine does not support ${operator}`);
    if (!FIELD_OPERATORS.has(operator)) throw badValue(`unknown operator: ${operator}`);
    parsed[operator] = parseArgument(operator, argument, value);
  }
  if ('$options' in value && !('$regex' in value)) throw badValue('$options needs a $regex');
  return parsed;
}

function parseArgument(operator: string, argument: unknown, siblings: Doc): unknown {
  switch (operator) {
    case '$regex':
      return toRegExp(argument, siblings.$options);
    case '$in':
    case '$nin':
      return assertInList(operator, argument);
    case '$all':
      return parseAll(argument);
    case '$not':
      return parseNot(argument);
    case '$elemMatch':
      if (!isDoc(argument)) throw badValue('$elemMatch needs an Object');
      return parseElemMatch(argument);
    case '$size':
      if (typeof argument !== 'number' || !Number.isInteger(argument) || argument < 0) {
        throw badValue('Failed to parse $size. Expected a non-negative integer');
      }
      return argument;
    case '$mod':
      return assertMod(argument);
    case '$type':
      return assertTypes(argument);
    default:
      if (argument instanceof RegExp && operator !== '$eq') {
        throw badValue(`Can't have RegEx as arg to predicate over field '${operator}'.`);
      }
      return argument;
  }
}

function assertInList(operator: string, argument: unknown): unknown[] {
  if (!Array.isArray(argument)) throw badValue(`${operator} needs an array`);
  if (argument.some((item) => isOperators(item))) throw badValue(`cannot nest $ under ${operator}`);
  return argument;
}

function parseAll(argument: unknown): unknown[] {
  if (!Array.isArray(argument)) throw badValue('$all needs an array');
  return argument.map((item) => {
    if (!isOperators(item)) return item;
    if (!isDoc(item.$elemMatch)) throw badValue('no $ expressions in $all');
    return { $elemMatch: parseElemMatch(item.$elemMatch) };
  });
}

function parseNot(argument: unknown): Doc {
  if (argument instanceof RegExp) return { $regex: argument };
  if (!isDoc(argument)) throw badValue('$not needs a regex or a document');
  if (Object.keys(argument).length === 0) throw badValue('$not cannot be empty');
  if (!isOperators(argument)) throw badValue(`unknown operator: ${Object.keys(argument)[0]}`);
  return parseField(argument);
}

function parseElemMatch(argument: Doc): Doc {
  const first = Object.keys(argument)[0];
  if (first?.startsWith('$') && !LOGICAL.has(first) && first !== '$expr') return parseField(argument);
  return parseDoc(argument);
}

function assertMod(argument: unknown): unknown {
  if (!Array.isArray(argument)) throw badValue('malformed mod, needs to be an array');
  if (argument.length !== 2)
    throw badValue(`malformed mod, ${argument.length < 2 ? 'not enough' : 'too many'} elements`);
  if (!argument.every((item) => typeof item === 'number'))
    throw badValue('malformed mod, divisor not a number');
  if (Math.trunc(argument[0] as number) === 0) throw badValue('divisor cannot be 0');
  return argument;
}

function assertTypes(argument: unknown): unknown {
  for (const type of Array.isArray(argument) ? argument : [argument]) {
    if (typeof type === 'string' ? TYPE_ALIASES.has(type) : typeof type === 'number') continue;
    throw badValue(`Unknown type name alias: ${String(type)}`);
  }
  return argument;
}
