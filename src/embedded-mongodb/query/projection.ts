import { evalExpr } from 'mingo/core';
import type { Options } from 'mingo/types';
import { badValue, MongoServerFault } from '../errors.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { parseFilter } from './filter.ts';
import { compile } from './matcher.ts';
import { matchedIndex } from './positional.ts';
import { enterShape, type Mode, type Shape, shapeDoc } from './shape.ts';

interface Entry {
  readonly path: string;
  readonly shape: Shape;
  /** What the entry makes of the whole projection; undefined where it suits both. */
  readonly mode?: 'include' | 'exclude';
}

export interface ProjectionContext {
  readonly options: Options;
  /** Given for find and findAndModify, where `$slice`, `$elemMatch` and the positional `$` are projection operators. */
  readonly find?: { readonly filter: Doc };
}

/**
 * Compiles a projection of find, findAndModify or `$project` into a function from document to projected document.
 * Errors: 31254, 31253 for mixed inclusion and exclusion, 31249, 31250 for colliding paths, 2 for malformed operators.
 */
export function makeProjection(specification: unknown, context: ProjectionContext): (doc: Doc) => Doc {
  if (specification === undefined || specification === null) return (doc) => doc;
  if (!isDoc(specification)) throw badValue('Expected field projection to be of type object');
  const entries = Object.entries(specification).flatMap(([path, value]) => readEntry(path, value, context));
  if (entries.length === 0) return (doc) => doc;
  const mode = decideMode(entries);
  const children = new Map<string, Shape>();
  for (const { path, shape } of entries) {
    if (!enterShape(children, path, shape)) throw new MongoServerFault(31250, `Path collision at ${path}`);
  }
  if (mode === 'include' && !children.has('_id')) children.set('_id', { kind: 'keep' });
  return (doc) => shapeDoc(doc, children, mode);
}

function decideMode(entries: readonly Entry[]): Mode {
  const deciding = entries.find((entry) => entry.path !== '_id' && entry.mode);
  const mode = deciding?.mode ?? entries.find((entry) => entry.path === '_id')?.mode ?? 'exclude';
  for (const entry of entries) {
    if (!entry.mode || entry.mode === mode || entry.path === '_id') continue;
    if (mode === 'include')
      throw new MongoServerFault(31254, `Cannot do exclusion on field ${entry.path} in inclusion projection`);
    throw new MongoServerFault(31253, `Cannot do inclusion on field ${entry.path} in exclusion projection`);
  }
  return mode;
}

function readEntry(path: string, value: unknown, context: ProjectionContext): Entry[] {
  if (path === '') throw new MongoServerFault(40352, 'FieldPath cannot be constructed with empty string');
  if (typeof value === 'number' || typeof value === 'boolean')
    return [flagEntry(path, Boolean(value), context)];
  const operator = isDoc(value) ? Object.keys(value)[0] : undefined;
  if (isDoc(value) && context.find && (operator === '$slice' || operator === '$elemMatch')) {
    const entry =
      operator === '$slice' ? sliceEntry(path, value.$slice) : elemMatchEntry(path, value.$elemMatch);
    if (entry) return [entry];
  }
  if (isDoc(value) && !operator)
    throw new MongoServerFault(51270, 'An empty sub-projection is not a valid value.');
  if (isDoc(value) && !operator?.startsWith('$')) {
    return Object.entries(value).flatMap(([key, inner]) => readEntry(`${path}.${key}`, inner, context));
  }
  return [
    {
      path,
      mode: 'include',
      shape: { kind: 'compute', run: (root) => evalExpr(root, value, context.options) },
    },
  ];
}

function flagEntry(path: string, included: boolean, context: ProjectionContext): Entry {
  if (path.endsWith('.$') && context.find) return positionalEntry(path.slice(0, -2), context.find.filter);
  if (path.startsWith('$'))
    throw new MongoServerFault(16410, "FieldPath field names may not start with '$'.");
  return included
    ? { path, mode: 'include', shape: { kind: 'keep' } }
    : { path, mode: 'exclude', shape: { kind: 'drop' } };
}

function positionalEntry(path: string, filter: Doc): Entry {
  return {
    path,
    mode: 'include',
    shape: {
      kind: 'transform',
      run(value, root) {
        if (!Array.isArray(value)) return value;
        const index = matchedIndex(root, filter, path);
        if (index === undefined) {
          throw new MongoServerFault(
            51246,
            "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
          );
        }
        return value.slice(index, index + 1);
      },
    },
  };
}

/** `$slice: n` and `$slice: [skip, n]`; anything else is the expression of the same name. */
function sliceEntry(path: string, argument: unknown): Entry | undefined {
  const numbers = Array.isArray(argument) ? argument : [argument];
  if (!numbers.every((item): item is number => typeof item === 'number')) return undefined;
  const [first = 0, count] = numbers;
  const slice = (list: unknown[]): unknown[] => {
    if (count === undefined) return first < 0 ? list.slice(first) : list.slice(0, first);
    const start = first < 0 ? Math.max(0, list.length + first) : first;
    return list.slice(start, start + count);
  };
  return {
    path,
    shape: { kind: 'transform', run: (value) => (Array.isArray(value) ? slice(value) : value) },
  };
}

function elemMatchEntry(path: string, criteria: unknown): Entry {
  const filter = parseFilter({ list: { $elemMatch: criteria } });
  const matcher = compile(filter);
  const run = (value: unknown) => {
    if (!Array.isArray(value)) return undefined;
    const found = value.findIndex((item) => matcher.test({ list: [item] }));
    return found < 0 ? undefined : [value[found]];
  };
  return { path, mode: 'include', shape: { kind: 'transform', run } };
}
