import { Aggregator } from 'mingo/aggregator';
import { ProcessingMode } from 'mingo/core';
import type { Options } from 'mingo/types';
import { badValue, MongoServerFault, notImplemented, typeMismatch } from '../errors.ts';
import { mingoOptions } from '../query/context.ts';
import { assertSupported } from '../values/check.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { fromMingo } from './errors.ts';

const STAGES = new Set(
  '$match $sort $group $sortByCount $project $unset $addFields $set $facet $count $sample $unwind $lookup $limit $skip $bucket $bucketAuto $replaceRoot $replaceWith $unionWith $graphLookup $redact $fill $densify $setWindowFields $documents'.split(
    ' ',
  ),
);
/** Stages of mongod that need what this engine has not got. */
const ABSENT = new Set(
  '$out $merge $collStats $indexStats $currentOp $listSessions $listLocalSessions $planCacheStats $geoNear $search $searchMeta $vectorSearch'.split(
    ' ',
  ),
);
/** mingo changes the documents it is given in these. */
const CHANGES_INPUT = new Set(['$redact', '$fill', '$densify', '$setWindowFields', '$graphLookup']);

/** Checks the names of stages, also of nested pipelines. Errors: 40324 unknown, 115/238 known but not to be had here. */
export function parsePipeline(pipeline: unknown): Doc[] {
  if (!Array.isArray(pipeline)) throw typeMismatch("'pipeline' option must be specified as an array");
  assertSupported(pipeline, 'pipeline');
  for (const stage of pipeline) {
    if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
    const names = Object.keys(stage);
    const name = names[0] ?? '';
    if (names.length !== 1)
      throw new MongoServerFault(
        40323,
        'A pipeline stage specification object must contain exactly one field.',
      );
    if (name === '$changeStream')
      throw new MongoServerFault(40573, 'The $changeStream stage is only supported on replica sets');
    if (ABSENT.has(name)) throw notImplemented(`The embedded engine does not support the stage ${name}`);
    if (!STAGES.has(name)) throw new MongoServerFault(40324, `Unrecognized pipeline stage name: '${name}'`);
    parseNested(name, stage[name]);
  }
  return pipeline as Doc[];
}

function parseNested(name: string, argument: unknown): void {
  if (name === '$limit' && !(typeof argument === 'number' && argument > 0)) {
    throw new MongoServerFault(15958, 'the limit must be positive');
  }
  if (name === '$skip' && !(typeof argument === 'number' && argument >= 0)) {
    throw new MongoServerFault(15956, 'Argument to $skip cannot be negative');
  }
  if (!isDoc(argument)) return;
  if (name === '$facet') for (const inner of Object.values(argument)) parsePipeline(inner);
  if ((name === '$lookup' || name === '$unionWith') && argument.pipeline !== undefined)
    parsePipeline(argument.pipeline);
  if (name === '$lookup' && argument.as === undefined)
    throw badValue("must specify 'as' field for a $lookup");
}

export interface PipelineScope {
  /** All documents of a collection of the same database, for stages that join. */
  readonly collection: (name: string) => Doc[];
  readonly variables?: Doc;
}

const changesInput = (pipeline: readonly Doc[]): boolean =>
  pipeline.some((stage) =>
    Object.entries(stage).some(([name, argument]) => {
      if (CHANGES_INPUT.has(name)) return true;
      if (!isDoc(argument)) return false;
      if (name === '$facet') return Object.values(argument).some((inner) => changesInput(inner as Doc[]));
      return Array.isArray(argument.pipeline) && changesInput(argument.pipeline as Doc[]);
    }),
  );

/** Runs a parsed pipeline over documents, which stay as they are. */
export function runPipeline(docs: readonly Doc[], pipeline: readonly Doc[], scope: PipelineScope): Doc[] {
  if (pipeline.length === 0) return docs.slice();
  const options: Partial<Options> = {
    ...mingoOptions(),
    variables: scope.variables,
    collectionResolver: scope.collection,
    processingMode: changesInput(pipeline) ? ProcessingMode.CLONE_INPUT : ProcessingMode.CLONE_OFF,
  };
  return fromMingo(() => new Aggregator(pipeline as Doc[], options).run(docs) as Doc[]);
}
