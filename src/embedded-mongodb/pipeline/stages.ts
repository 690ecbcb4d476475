import { Aggregator } from 'mingo/aggregator';
import { evalExpr } from 'mingo/core';
import { type Iterator, Lazy } from 'mingo/lazy';
import { Query } from 'mingo/query';
import type { Options } from 'mingo/types';
import { MongoServerFault } from '../errors.ts';
import { parseFilter } from '../query/filter.ts';
import { makeProjection } from '../query/projection.ts';
import { enterShape, type Shape, shapeDoc } from '../query/shape.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { groupKey } from '../values/key.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { lookup } from './lookup.ts';
import { unwind } from './unwind.ts';

type Stage = (input: Iterator, argument: unknown, options: Options) => Iterator;

const match: Stage = (input, argument, options) => {
  const query = new Query(parseFilter(argument), options);
  return input.filter((doc: Doc) => query.test(doc));
};

const sort: Stage = (input, argument) => {
  const fields = parseSort(argument);
  if (fields.length === 0) throw new MongoServerFault(15976, '$sort stage must have at least one sort key');
  return input.transform((docs) => Lazy(sortBy(docs as Doc[], fields, (doc) => doc)));
};

/** Groups by BSON equality; a missing key counts as null. */
const group: Stage = (input, argument, options) => {
  if (!isDoc(argument)) throw new MongoServerFault(15947, "a group's fields must be specified in an object");
  if (!Object.hasOwn(argument, '_id'))
    throw new MongoServerFault(15955, 'a group specification must include an _id');
  const { _id: by, ...fields } = argument;
  return input.transform((docs) => {
    const groups = new Map<string, { id: unknown; docs: unknown[] }>();
    for (const doc of docs as Doc[]) {
      const id = evalExpr(doc, by, options) ?? null;
      const key = groupKey(id);
      const entry = groups.get(key);
      if (entry) entry.docs.push(doc);
      else groups.set(key, { id, docs: [doc] });
    }
    return Lazy(groups.values()).map((entry: { id: unknown; docs: unknown[] }) => {
      const result: Doc = { _id: entry.id };
      for (const field of Object.keys(fields)) result[field] = evalExpr(entry.docs, fields[field], options);
      return result;
    });
  });
};

const sortByCount: Stage = (input, argument, options) =>
  sort(group(input, { _id: argument, count: { $sum: 1 } }, options), { count: -1 }, options);

const project: Stage = (input, argument, options) => {
  if (!isDoc(argument) || Object.keys(argument).length === 0) {
    throw new MongoServerFault(51272, '$project specification must have at least one field');
  }
  return input.map(makeProjection(argument, { options }));
};

const unset: Stage = (input, argument, options) => {
  const paths = Array.isArray(argument) ? argument : [argument];
  if (paths.length === 0 || !paths.every((path) => typeof path === 'string' && path !== '')) {
    throw new MongoServerFault(
      31002,
      '$unset specification must be a string or an array containing only string values',
    );
  }
  return input.map(makeProjection(Object.fromEntries(paths.map((path) => [path, 0])), { options }));
};

const addFields: Stage = (input, argument, options) => {
  if (!isDoc(argument)) throw new MongoServerFault(40272, '$addFields specification stage must be an object');
  const children = new Map<string, Shape>();
  enterFields(children, '', argument, options);
  return input.map((doc: Doc) => shapeDoc(doc, children, 'add'));
};

/** A nested document without operators names nested fields, it does not replace the field. */
function enterFields(children: Map<string, Shape>, prefix: string, fields: Doc, options: Options): void {
  for (const [key, value] of Object.entries(fields)) {
    const path = prefix + key;
    const first = isDoc(value) ? Object.keys(value)[0] : undefined;
    if (isDoc(value) && first !== undefined && !first.startsWith('$')) {
      enterFields(children, `${path}.`, value, options);
    } else if (
      !enterShape(children, path, { kind: 'compute', run: (root) => evalExpr(root, value, options) })
    ) {
      throw new MongoServerFault(
        40176,
        `specification contains two conflicting paths. Cannot specify both '${path}' and a part of it`,
      );
    }
  }
}

const facet: Stage = (input, argument, options) => {
  if (!isDoc(argument) || Object.keys(argument).length === 0) {
    throw new MongoServerFault(40169, 'the $facet specification must be a non-empty object');
  }
  return input.transform((docs) => {
    const result: Doc = {};
    for (const [name, stages] of Object.entries(argument)) {
      result[name] = new Aggregator(stages as Doc[], options).run(docs);
    }
    return Lazy([result]);
  });
};

/** Yields nothing for an empty input, as mongod does. */
const count: Stage = (input, argument) => {
  if (typeof argument !== 'string' || argument === '' || argument.startsWith('$') || argument.includes('.')) {
    throw new MongoServerFault(40156, 'the count field must be a non-empty string without $ and dots');
  }
  return input.transform((docs) => Lazy(docs.length === 0 ? [] : [{ [argument]: docs.length }]));
};

/** A random selection without repetition. */
const sample: Stage = (input, argument) => {
  const size = isDoc(argument) ? argument.size : undefined;
  if (typeof size !== 'number' || size < 1)
    throw new MongoServerFault(28747, 'size argument to $sample must be a positive integer');
  return input.transform((docs) => {
    const pool = docs.slice();
    const chosen: unknown[] = [];
    while (chosen.length < size && pool.length > 0) {
      chosen.push(...pool.splice(Math.floor(Math.random() * pool.length), 1));
    }
    return Lazy(chosen);
  });
};

/** Stages that compare or copy, made right by MongoDB's rules; none of them changes its input documents. */
export const stageOverrides: Record<`$${string}`, Stage> = {
  $match: match,
  $sort: sort,
  $group: group,
  $sortByCount: sortByCount,
  $project: project,
  $unset: unset,
  $addFields: addFields,
  $set: addFields,
  $facet: facet,
  $count: count,
  $sample: sample,
  $unwind: unwind,
  $lookup: lookup,
};
