import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { bsonTypeName } from '../values/check.ts';
import { compareValues, typeRank } from '../values/compare.ts';
import { someAtPath, someValue, splitPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

type Test = (value: unknown) => boolean;
type Predicate = (selector: string, argument: unknown, options: Options) => (doc: unknown) => boolean;

/** A predicate that holds when any value at the path passes, array elements included. */
const anyValue =
  (make: (argument: unknown, options: Options) => Test): Predicate =>
  (selector, argument, options) => {
    const parts = splitPath(selector);
    const test = make(argument, options);
    return (doc) => someValue(doc, parts, test);
  };

/** The same without entering an array at the end of the path. */
const wholeValue =
  (make: (argument: unknown, options: Options) => Test): Predicate =>
  (selector, argument, options) => {
    const parts = splitPath(selector);
    const test = make(argument, options);
    return (doc) => someAtPath(doc, parts, test);
  };

const negated =
  (predicate: Predicate): Predicate =>
  (selector, argument, options) => {
    const test = predicate(selector, argument, options);
    return (doc) => !test(doc);
  };

/** Equality: null also stands for a missing field, a regular expression also for the strings that it matches. */
export function equals(argument: unknown): Test {
  if (argument === null || argument === undefined) return (value) => value === null || value === undefined;
  if (typeof argument !== 'object') {
    const rank = typeRank(argument);
    return (value) =>
      value === argument || (rank === 3 && typeof value === 'number' && compareValues(value, argument) === 0);
  }
  if (argument instanceof RegExp) {
    return (value) => matchesRegex(value, argument) || compareValues(value, argument) === 0;
  }
  return (value) => compareValues(value, argument) === 0;
}

const matchesRegex = (value: unknown, regex: RegExp): boolean =>
  typeof value === 'string' && regex.test(value);

function isOneOf(argument: unknown): Test {
  const list = argument as unknown[];
  const simple = new Set<unknown>(
    list.filter((item) => typeof item === 'string' || typeof item === 'number'),
  );
  const others = list.filter((item) => typeof item !== 'string' && typeof item !== 'number').map(equals);
  return (value) => simple.has(value) || others.some((test) => test(value));
}

/** Order comparisons look only at values of the argument's own type; null compares as equal with missing. */
const ordered =
  (accepts: (order: number) => boolean) =>
  (argument: unknown): Test => {
    const rank = typeRank(argument);
    if (rank <= 2) return (value) => typeRank(value) <= 2 && accepts(0);
    return (value) => {
      if (typeRank(value) !== rank) return false;
      if (rank === 3 && Number.isNaN(value as number) !== Number.isNaN(argument as number)) return false;
      return accepts(compareValues(value, argument));
    };
  };

/** What an element of an array must fulfil: operators on the element itself, or a filter on the document it is. */
function elementTest(criteria: Doc, options: Options): Test {
  const first = Object.keys(criteria)[0];
  const onValue = first?.startsWith('$') && !['$and', '$or', '$nor', '$expr'].includes(first);
  const query = new Query(onValue ? { value: criteria } : criteria, options);
  if (onValue) return (value) => query.test({ value: Array.isArray(value) ? [value] : value });
  return (value) => (isDoc(value) || Array.isArray(value)) && query.test(value as Doc);
}

const elemMatch = wholeValue((argument, options) => {
  const test = elementTest(argument as Doc, options);
  return (value) => Array.isArray(value) && value.some(test);
});

const all: Predicate = (selector, argument, options) => {
  const tests = (argument as unknown[]).map((item) =>
    isDoc(item) && Object.hasOwn(item, '$elemMatch')
      ? elemMatch(selector, item.$elemMatch, options)
      : anyValue(equals)(selector, item, options),
  );
  return (doc) => tests.length > 0 && tests.every((test) => test(doc));
};

const TYPE_NUMBERS = new Map<number, string>([
  [1, 'double'],
  [2, 'string'],
  [3, 'object'],
  [4, 'array'],
  [5, 'binData'],
  [7, 'objectId'],
  [8, 'bool'],
  [9, 'date'],
  [10, 'null'],
  [11, 'regex'],
  [16, 'int'],
]);

function hasType(argument: unknown): Test {
  const names = (Array.isArray(argument) ? argument : [argument]).map(
    (type) => TYPE_NUMBERS.get(type as number) ?? type,
  );
  return (value) => {
    if (value === undefined) return false;
    return names.includes(bsonTypeName(value)) || (typeof value === 'number' && names.includes('number'));
  };
}

function modulo(argument: unknown): Test {
  const [divisor = 1, remainder = 0] = (argument as number[]).map(Math.trunc);
  return (value) =>
    typeof value === 'number' && Number.isFinite(value) && Math.trunc(value) % divisor === remainder;
}

const exists = wholeValue(() => (value) => value !== undefined);

/** The query operators of MongoDB that look at values, over the engine's own paths and order: they replace mingo's. */
export const predicates: Record<`$${string}`, Predicate> = {
  $eq: anyValue(equals),
  $ne: negated(anyValue(equals)),
  $in: anyValue(isOneOf),
  $nin: negated(anyValue(isOneOf)),
  $gt: anyValue(ordered((order) => order > 0)),
  $gte: anyValue(ordered((order) => order >= 0)),
  $lt: anyValue(ordered((order) => order < 0)),
  $lte: anyValue(ordered((order) => order <= 0)),
  $regex: anyValue((argument) => (value) => matchesRegex(value, argument as RegExp)),
  $mod: anyValue(modulo),
  $type: anyValue(hasType),
  $size: wholeValue((argument) => (value) => Array.isArray(value) && value.length === argument),
  $exists: (selector, argument, options) =>
    argument ? exists(selector, true, options) : negated(exists)(selector, true, options),
  $elemMatch: elemMatch,
  $all: all,
};
