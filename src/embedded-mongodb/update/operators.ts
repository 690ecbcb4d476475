import { badValue, failedToParse, typeMismatch } from '../errors.ts';
import { bsonTypeName } from '../values/check.ts';
import { compareValues, sameValue } from '../values/compare.ts';
import { cloneValue, type Doc, isDoc } from '../values/types.ts';
import { arrayOperators } from './array-operators.ts';
import type { Place } from './path.ts';

/** Applies one operator at one place. */
export type Apply = (place: Place, doc: Doc) => void;
/** Reads an operator's argument for one path; errors for arguments that mongod refuses. */
export type Operator = (argument: unknown, path: string) => Apply;

const set: Operator = (argument) => (place) => {
  if (place.get() === undefined || !identical(place.get(), argument)) place.set(cloneValue(argument));
};

/** Equality that also keeps 0 and -0 apart, so that setting a value is never left out wrongly. */
const identical = (a: unknown, b: unknown): boolean =>
  sameValue(a, b) && (typeof a !== 'number' || Object.is(a, b));

function arithmetic(
  name: string,
  verb: string,
  initial: (argument: number) => number,
  apply: (value: number, argument: number) => number,
): Operator {
  return (argument, path) => {
    if (typeof argument !== 'number')
      throw typeMismatch(`Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(argument)}}`);
    return (place, doc) => {
      const value = place.get();
      if (value === undefined) return place.set(initial(argument));
      if (typeof value !== 'number') {
        throw typeMismatch(
          `Cannot apply ${name} to a value of non-numeric type. {_id: ${JSON.stringify(doc._id)}} has the field '${place.path.split('.').at(-1)}' of non-numeric type ${bsonTypeName(value)}`,
        );
      }
      place.set(apply(value, argument));
    };
  };
}

const extreme =
  (direction: 1 | -1): Operator =>
  (argument) =>
  (place) => {
    const value = place.get();
    if (value === undefined || compareValues(argument, value) * direction > 0)
      place.set(cloneValue(argument));
  };

const currentDate: Operator = (argument, path) => {
  const type = isDoc(argument)
    ? argument.$type
    : argument === true || argument === false
      ? 'date'
      : undefined;
  if (type === 'timestamp')
    throw badValue('The embedded engine does not support the BSON type Timestamp in $currentDate');
  if (type !== 'date')
    throw badValue(`${path} is not valid for $currentDate: expected true or {$type: 'date'}`);
  return (place) => place.set(new Date());
};

const BITWISE: Record<string, (value: number, argument: number) => number> = {
  and: (value, argument) => value & argument,
  or: (value, argument) => value | argument,
  xor: (value, argument) => value ^ argument,
};

const bit: Operator = (argument, path) => {
  if (!isDoc(argument) || Object.keys(argument).length === 0) {
    throw badValue(
      `The $bit modifier is not compatible with this argument: {${path}: ${JSON.stringify(argument)}}`,
    );
  }
  const steps = Object.entries(argument).map(([name, operand]) => {
    const step = BITWISE[name];
    if (!step) throw badValue(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (typeof operand !== 'number' || !Number.isInteger(operand))
      throw badValue('The $bit modifier field must be an Integer');
    return (value: number) => step(value, operand);
  });
  return (place) => {
    const value = place.get() ?? 0;
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw badValue(`Cannot apply $bit to a value of non-integral type: ${bsonTypeName(value)}`);
    }
    place.set(steps.reduce((result, step) => step(result), value));
  };
};

/** Every update operator except `$rename`, which has two places, and `$setOnInsert`, which is `$set` when a document is new. */
export const operators: Readonly<Record<string, Operator>> = {
  $set: set,
  $setOnInsert: set,
  $unset: () => (place) => place.unset(),
  $inc: arithmetic(
    '$inc',
    'increment',
    (argument) => argument,
    (value, argument) => value + argument,
  ),
  $mul: arithmetic(
    '$mul',
    'multiply',
    () => 0,
    (value, argument) => value * argument,
  ),
  $min: extreme(-1),
  $max: extreme(1),
  $currentDate: currentDate,
  $bit: bit,
  ...arrayOperators,
};

/** Error 9, as mongod words it. */
export const unknownOperator = (name: string) =>
  failedToParse(
    `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
  );
