import { badValue, failedToParse } from '../errors.ts';
import { parseFilter } from '../query/filter.ts';
import { compile } from '../query/matcher.ts';
import { parseSort, sortBy } from '../query/sort.ts';
import { bsonTypeName } from '../values/check.ts';
import { compareValues, sameValue } from '../values/compare.ts';
import { cloneValue, type Doc, isDoc } from '../values/types.ts';
import type { Operator } from './operators.ts';
import type { Place } from './path.ts';

const hasEach = (argument: unknown): argument is Doc => isDoc(argument) && Object.hasOwn(argument, '$each');

function eachOf(argument: unknown, operator: string): unknown[] {
  if (!hasEach(argument)) return [argument];
  if (!Array.isArray(argument.$each)) {
    throw badValue(
      `The argument to $each in ${operator} must be an array but it was of type: ${bsonTypeName(argument.$each)}`,
    );
  }
  return argument.$each;
}

/** The array at a place, copied; error 2 when something else is there. */
function arrayAt(place: Place, doc: Doc, fault: (type: string) => string): unknown[] | undefined {
  const value = place.get();
  if (value === undefined) return undefined;
  if (!Array.isArray(value))
    throw badValue(`${fault(bsonTypeName(value))} in document {_id: ${JSON.stringify(doc._id)}}`);
  return value.slice();
}

type Arrange = (list: unknown[]) => unknown[];

function readSort(sort: unknown): Arrange {
  if (sort === undefined) return (list) => list;
  if (sort === 1 || sort === -1) return (list) => list.sort((a, b) => compareValues(a, b) * sort);
  if (!isDoc(sort))
    throw badValue(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  const fields = parseSort(sort);
  return (list) => sortBy(list, fields, (item): Doc => (isDoc(item) ? item : {}));
}

function readInteger(value: unknown, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw badValue(
      `The value for ${name} must be an integer value but was given type: ${bsonTypeName(value)}`,
    );
  return value;
}

const push: Operator = (argument, path) => {
  const items = eachOf(argument, '$push');
  const modifiers: Doc = hasEach(argument) ? argument : {};
  const unknown = Object.keys(modifiers).find(
    (key) => !['$each', '$slice', '$sort', '$position'].includes(key),
  );
  if (unknown) throw badValue(`Unrecognized clause in $push: ${unknown}`);
  const arrange = readSort(modifiers.$sort);
  const position = readInteger(modifiers.$position, '$position');
  const slice = readInteger(modifiers.$slice, '$slice');
  return (place, doc) => {
    const list =
      arrayAt(place, doc, (type) => `The field '${path}' must be an array but is of type ${type}`) ?? [];
    list.splice(position ?? list.length, 0, ...items.map(cloneValue));
    const arranged = arrange(list);
    if (slice === undefined) place.set(arranged);
    else place.set(slice < 0 ? arranged.slice(slice) : arranged.slice(0, slice));
  };
};

const addToSet: Operator = (argument, path) => {
  const items = eachOf(argument, '$addToSet');
  return (place, doc) => {
    const list = arrayAt(
      place,
      doc,
      (type) => `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${type}`,
    );
    const result = list ?? [];
    const before = result.length;
    for (const item of items)
      if (!result.some((other) => sameValue(other, item))) result.push(cloneValue(item));
    if (!list || result.length > before) place.set(result);
  };
};

/** What `$pull` takes away: elements equal to a value, passing operators, or documents that pass a filter. */
function pullTest(argument: unknown): (item: unknown) => boolean {
  if (!isDoc(argument) && !(argument instanceof RegExp)) return (item) => sameValue(item, argument);
  const onValue = argument instanceof RegExp || Object.keys(argument)[0]?.startsWith('$');
  if (!onValue || (isDoc(argument) && ['$and', '$or', '$nor'].includes(Object.keys(argument)[0] ?? ''))) {
    const matcher = compile(parseFilter(argument));
    return (item) => isDoc(item) && matcher.test(item);
  }
  const matcher = compile(parseFilter({ value: argument }));
  return (item) => matcher.test({ value: item });
}

const remove = (place: Place, doc: Doc, operator: string, doomed: (item: unknown) => boolean): void => {
  const list = arrayAt(place, doc, () => `Cannot apply ${operator} to a non-array value`);
  if (!list) return;
  const kept = list.filter((item) => !doomed(item));
  if (kept.length < list.length) place.set(kept);
};

const pull: Operator = (argument) => {
  const doomed = pullTest(argument);
  return (place, doc) => remove(place, doc, '$pull', doomed);
};

const pullAll: Operator = (argument) => {
  if (!Array.isArray(argument))
    throw badValue(`$pullAll requires an array argument but was given a ${bsonTypeName(argument)}`);
  return (place, doc) =>
    remove(place, doc, '$pullAll', (item) => argument.some((other) => sameValue(item, other)));
};

const pop: Operator = (argument, path) => {
  if (argument !== 1 && argument !== -1)
    throw failedToParse(`$pop expects 1 or -1, found: ${JSON.stringify(argument)}`);
  return (place, doc) => {
    const list = arrayAt(
      place,
      doc,
      (type) => `Path '${path}' contains an element of non-array type '${type}'`,
    );
    if (!list || list.length === 0) return;
    place.set(argument === 1 ? list.slice(0, -1) : list.slice(1));
  };
};

export const arrayOperators: Readonly<Record<string, Operator>> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};
