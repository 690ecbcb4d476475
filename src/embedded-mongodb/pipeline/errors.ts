import { MingoError } from 'mingo/util';
import { MongoServerFault } from '../errors.ts';

const TRANSLATIONS: ReadonlyArray<readonly [RegExp, number, (match: RegExpMatchArray) => string]> = [
  [/^unknown query operator (\S+)/, 2, (match) => `unknown operator: ${match[1]}`],
  [/^unknown top level operator: (\S+)/, 2, (match) => `unknown top level operator: ${match[1]}`],
  [/^accumulator '\$(function|accumulator)' /, 238, () => 'The embedded engine does not run JavaScript'],
  [/^accumulator '(\S+)' is not registered/, 168, (match) => `Unrecognized expression '${match[1]}'`],
  [/^Use of undefined variable: (.+)/, 17276, (match) => `Use of undefined variable: ${match[1]}`],
  [
    /^unregistered pipeline operator '?(\$\w+)/i,
    40324,
    (match) => `Unrecognized pipeline stage name: '${match[1]}'`,
  ],
  [
    /must contain a single operator/,
    15983,
    () => 'An object representing an expression must have exactly one field',
  ],
];

/** Runs what calls mingo and turns its errors into mongod's; other faults of an operator's arguments are 2 BadValue. */
export function fromMingo<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof MongoServerFault) throw error;
    if (error instanceof Error) throw translate(error);
    throw error;
  }
}

function translate(error: Error): Error {
  for (const [pattern, code, message] of TRANSLATIONS) {
    const match = error.message.match(pattern);
    if (match) return new MongoServerFault(code, message(match));
  }
  if (error instanceof MingoError || error instanceof TypeError || error instanceof RangeError) {
    return new MongoServerFault(2, error.message);
  }
  return error;
}
