import { badValue, MongoServerFault } from '../errors.ts';

/**
 * A `$regex` argument as a JavaScript expression; the options i, m, s and u mean the same there.
 * Errors: 51091 for a pattern that does not compile, 51108 for an unknown option, 2 for option x, which JavaScript lacks.
 */
export function toRegExp(pattern: unknown, options: unknown): RegExp {
  if (options !== undefined && typeof options !== 'string') throw badValue('$options has to be a string');
  const source = pattern instanceof RegExp ? pattern.source : pattern;
  if (typeof source !== 'string') throw badValue('$regex has to be a string');
  const flags = options ?? (pattern instanceof RegExp ? pattern.flags : '');
  if (flags.includes('x'))
    throw badValue('The embedded engine does not support the regular expression option x');
  if (/[^imsu]/.test(flags)) throw new MongoServerFault(51108, `invalid flag in regex options: ${flags}`);
  try {
    return new RegExp(source, [...new Set(flags)].join(''));
  } catch (error) {
    throw new MongoServerFault(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}
