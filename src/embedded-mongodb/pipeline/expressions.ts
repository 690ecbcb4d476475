import { ObjectId } from 'bson';
import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { MongoServerFault } from '../errors.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { bsonTypeName } from '../values/check.ts';
import { compareValues, sameValue } from '../values/compare.ts';
import { type Doc, isDoc } from '../values/types.ts';

type Expression = (doc: unknown, argument: unknown, options: Options) => unknown;

/** An operator of exactly two arguments. */
function binary(name: string, apply: (left: unknown, right: unknown) => unknown): Expression {
  return (doc, argument, options) => {
    if (!Array.isArray(argument) || argument.length !== 2) {
      const given = Array.isArray(argument) ? argument.length : 1;
      throw new MongoServerFault(
        16020,
        `Expression ${name} takes exactly 2 arguments. ${given} were passed in.`,
      );
    }
    const [left, right] = evalExpr(doc, argument, options) as unknown[];
    return apply(left, right);
  };
}

const isIn = (item: unknown, list: unknown): boolean => {
  if (!Array.isArray(list))
    throw new MongoServerFault(
      40081,
      `$in requires an array as a second argument, found: ${bsonTypeName(list)}`,
    );
  return list.some((other) => sameValue(item, other));
};

/** Sorts an array by its values or, when the specification is a document, by fields of its documents. */
const sortArray: Expression = (doc, argument, options) => {
  const { input, sortBy: by } = argument as { input: unknown; sortBy: unknown };
  const list = evalExpr(doc, input, options);
  if (list === null || list === undefined) return null;
  if (!Array.isArray(list))
    throw new MongoServerFault(
      2942504,
      `The input argument to $sortArray must be an array, but was of type: ${bsonTypeName(list)}`,
    );
  if (!isDoc(by)) return list.slice().sort((a, b) => compareValues(a, b) * (by === -1 ? -1 : 1));
  return sortBy(list, parseSort(by), (item): Doc => (isDoc(item) ? item : {}));
};

const toObjectId: Expression = (doc, argument, options) => {
  const value = evalExpr(doc, argument, options);
  if (value === null || value === undefined) return null;
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value);
  throw new MongoServerFault(
    241,
    `Failed to parse objectId '${String(value)}' in $convert with no onError value`,
  );
};

/** Expression operators that compare, in BSON order (missing below null, as in mongod), and those that mingo lacks. */
export const expressionOverrides: Record<`$${string}`, Expression> = {
  $cmp: binary('$cmp', compareValues),
  $eq: binary('$eq', sameValue),
  $ne: binary('$ne', (left, right) => !sameValue(left, right)),
  $gt: binary('$gt', (left, right) => compareValues(left, right) > 0),
  $gte: binary('$gte', (left, right) => compareValues(left, right) >= 0),
  $lt: binary('$lt', (left, right) => compareValues(left, right) < 0),
  $lte: binary('$lte', (left, right) => compareValues(left, right) <= 0),
  $in: binary('$in', isIn),
  $sortArray: sortArray,
  $toObjectId: toObjectId,
  $type: (doc, argument, options) => bsonTypeName(evalExpr(doc, argument, options)),
};
