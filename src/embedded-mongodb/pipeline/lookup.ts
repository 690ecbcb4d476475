import { Aggregator } from 'mingo/aggregator';
import { evalExpr } from 'mingo/core';
import { type Iterator, Lazy } from 'mingo/lazy';
import type { Options } from 'mingo/types';
import { failedToParse } from '../errors.ts';
import { enterShape, type Shape, shapeDoc } from '../query/shape.ts';
import { groupKey } from '../values/key.ts';
import { someValue, splitPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';

interface Settings {
  readonly from: string;
  readonly as: string;
  readonly localField?: string;
  readonly foreignField?: string;
  readonly let?: Doc;
  readonly pipeline?: Doc[];
}

/** mingo's options object, which also holds the variables of `let`. */
interface Scope {
  readonly local: { readonly variables?: Doc };
  readonly options: Options;
}

function readSettings(argument: unknown): Settings {
  if (!isDoc(argument)) throw failedToParse('the $lookup specification must be an Object');
  const settings = argument as unknown as Settings;
  if (typeof settings.as !== 'string') throw failedToParse("must specify 'as' field for a $lookup");
  if (typeof settings.from !== 'string')
    throw failedToParse("missing 'from' option to $lookup stage specification");
  if (!settings.localField !== !settings.foreignField || (!settings.localField && !settings.pipeline)) {
    throw failedToParse('$lookup requires both or neither of localField and foreignField to be specified');
  }
  return settings;
}

/** Joins by equality (missing is null, arrays by their elements), by a pipeline with variables, or by both. */
export function lookup(input: Iterator, argument: unknown, options: Options): Iterator {
  const settings = readSettings(argument);
  return input.transform((docs) => {
    const foreign = options.collectionResolver?.(settings.from) as Doc[] | undefined;
    const candidates = makeJoin(foreign ?? [], settings);
    return Lazy(docs).map((doc: Doc) => {
      const joined = candidates(doc);
      const children = new Map<string, Shape>();
      enterShape(children, settings.as, {
        kind: 'compute',
        run: () => runPipeline(joined, doc, settings, options),
      });
      return shapeDoc(doc, children, 'add');
    });
  });
}

function makeJoin(foreign: Doc[], { localField, foreignField }: Settings): (doc: Doc) => Doc[] {
  if (!localField || !foreignField) return () => foreign;
  const byKey = new Map<string, Doc[]>();
  for (const other of foreign) {
    for (const key of keysAt(other, foreignField)) {
      const list = byKey.get(key);
      if (list) list.push(other);
      else byKey.set(key, [other]);
    }
  }
  return (doc) => {
    const keys = [...keysAt(doc, localField)];
    if (keys.length === 1) return byKey.get(keys[0] ?? '') ?? [];
    const wanted = new Set(keys.flatMap((key) => byKey.get(key) ?? []));
    return foreign.filter((other) => wanted.has(other));
  };
}

function keysAt(doc: Doc, path: string): Set<string> {
  const keys = new Set<string>();
  someValue(doc, splitPath(path), (value) => {
    if (!Array.isArray(value)) keys.add(groupKey(value ?? null));
    return false;
  });
  return keys;
}

function runPipeline(joined: Doc[], doc: Doc, settings: Settings, options: Options): Doc[] {
  if (!settings.pipeline) return joined;
  const scope = options as Options & Scope;
  const own = settings.let ? (evalExpr(doc, settings.let, options) as Doc) : {};
  const variables = { ...scope.options.variables, ...scope.local.variables, ...own };
  return new Aggregator(settings.pipeline, { ...scope.options, variables }).run(joined) as Doc[];
}
