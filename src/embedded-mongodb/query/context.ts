import { Context } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as stages from 'mingo/operators/pipeline';
import * as projections from 'mingo/operators/projection';
import * as queries from 'mingo/operators/query';
import * as windows from 'mingo/operators/window';
import type { Options } from 'mingo/types';
import { accumulatorOverrides } from '../pipeline/accumulators.ts';
import { expressionOverrides } from '../pipeline/expressions.ts';
import { stageOverrides } from '../pipeline/stages.ts';
import { predicates } from './predicates.ts';

let options: Partial<Options> | undefined;

/** Operators that run code sent by a client are left out. mingo's `scriptEnabled` would also stop its own `$setWindowFields`. */
function harmless<T extends object>(operators: T): T {
  const { $function, $accumulator, $where, ...rest } = operators as Record<string, unknown>;
  return rest as T;
}

/**
 * The options that every use of mingo gets: no scripts, strict results, and the engine's own operators in place of those that would
 * compare values in another order than MongoDB's. Made on first use, because the stages use matchers and matchers these options.
 */
export function mingoOptions(): Partial<Options> {
  options ??= {
    context: Context.init({
      accumulator: { ...harmless(accumulators), ...accumulatorOverrides },
      expression: { ...harmless(expressions), ...expressionOverrides },
      pipeline: { ...stages, ...stageOverrides },
      projection: projections,
      query: { ...harmless(queries), ...predicates },
      window: windows,
    }),
    useStrictMode: true,
  };
  return options;
}
