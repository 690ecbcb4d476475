import type { Options } from 'mingo/types';
import { badValue, MongoServerFault, notImplemented } from '../errors.ts';
import { fromMingo } from '../pipeline/errors.ts';
import { parsePipeline, runPipeline } from '../pipeline/run.ts';
import { mingoOptions } from '../query/context.ts';
import { makeProjection } from '../query/projection.ts';
import { encode } from '../values/codec.ts';
import { groupKey } from '../values/key.ts';
import { valuesAtPath } from '../values/path.ts';
import { type Doc, isDoc } from '../values/types.ts';
import {
  type Command,
  type CommandContext,
  collectionName,
  findCollection,
  pipelineScope,
} from './context.ts';
import { parseSelection, select } from './select.ts';
import { sessionId } from './sessions.ts';

/** find: the documents go out as they are stored, unless a projection shapes them. */
export const find: Command = (context) => {
  const { command, engine, db } = context;
  const namespace = `${db}.${collectionName(context)}`;
  if (command.tailable)
    throw badValue('error processing query: tailable cursor requested on non capped collection');
  const lacking = ['min', 'max', 'returnKey', 'showRecordId'].find((name) => command[name]);
  if (lacking) throw notImplemented(`The embedded engine does not support the find option ${lacking}`);
  for (const name of ['skip', 'limit'] as const) {
    const value = command[name];
    if (value !== undefined && (typeof value !== 'number' || value < 0)) {
      throw new MongoServerFault(
        51024,
        `BSON field '${name}' value must be >= 0, actual value '${String(value)}'`,
      );
    }
  }
  const selection = parseSelection({
    ...command,
    filter: command.filter,
    variables: command.let as Doc | undefined,
  });
  const shaped = isDoc(command.projection) && Object.keys(command.projection).length > 0;
  const project = makeFindProjection(
    command.projection,
    selection.matcher.filter,
    command.let as Doc | undefined,
  );
  const records = select(findCollection(context), selection);
  const docs = (function* () {
    for (const record of records) yield shaped ? encode(fromMingo(() => project(record.doc))) : record.raw;
  })();
  const cursor = engine.cursors.open(docs, {
    namespace,
    batchSize: command.batchSize,
    singleBatch: command.singleBatch === true,
    session: sessionId(command),
  });
  return { cursor, ok: 1 };
};

/** The projection of find and findAndModify. */
export function makeFindProjection(projection: unknown, filter: Doc, variables?: Doc): (doc: Doc) => Doc {
  return makeProjection(projection, {
    options: { ...mingoOptions(), variables } as Options,
    find: { filter },
  });
}

/** aggregate: a leading `$match` and `$sort` are answered through the indexes, the rest by the pipeline. */
export const aggregate: Command = (context) => {
  const { command, engine, db } = context;
  const pipeline = parsePipeline(command.pipeline);
  const whole = Object.values(command)[0] === 1;
  const namespace = whole ? `${db}.$cmd.aggregate` : `${db}.${collectionName(context)}`;
  if (!isDoc(command.cursor)) {
    throw new MongoServerFault(
      9,
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  }
  const results = aggregateDocs(context, pipeline, whole);
  const docs = (function* () {
    for (const doc of results) yield encode(doc);
  })();
  const batchSize = isDoc(command.cursor) ? command.cursor.batchSize : undefined;
  return { cursor: engine.cursors.open(docs, { namespace, batchSize, session: sessionId(command) }), ok: 1 };
};

function aggregateDocs(context: CommandContext, pipeline: Doc[], whole: boolean): Doc[] {
  const startsAlone = pipeline[0] !== undefined && Object.hasOwn(pipeline[0], '$documents');
  if (whole !== startsAlone) {
    throw new MongoServerFault(
      73,
      whole
        ? '{aggregate: 1} is not valid for an empty pipeline or one without $documents'
        : '$documents is only valid with {aggregate: 1}',
    );
  }
  const scope = pipelineScope(context);
  if (whole) return runPipeline([], pipeline, scope);
  const { selection, rest } = pushDown(pipeline, context.command);
  return runPipeline(
    select(findCollection(context), selection).map(({ doc }) => doc),
    rest,
    scope,
  );
}

/** Turns the first stages into a selection as far as the order of stages allows: `$match`, `$sort`, `$skip`, `$limit`. */
export function pushDown(pipeline: readonly Doc[], command: Doc) {
  const rest = pipeline.slice();
  const takeStage = (name: string): unknown => {
    const stage = rest[0];
    if (!stage || !Object.hasOwn(stage, name)) return undefined;
    rest.shift();
    return stage[name];
  };
  const filter = takeStage('$match') ?? {};
  const sort = takeStage('$sort');
  const skip = takeStage('$skip');
  const limit = takeStage('$limit');
  const variables = command.let as Doc | undefined;
  return {
    selection: parseSelection({ filter, sort, skip, limit, collation: command.collation, variables }),
    rest,
  };
}

export const count: Command = (context) => {
  const { command } = context;
  const collection = findCollection(context);
  const query = isDoc(command.query) ? command.query : {};
  const all = Object.keys(query).length === 0 && !command.skip && !command.limit;
  if (all) return { n: collection?.count ?? 0, ok: 1 };
  return { n: select(collection, parseSelection({ ...command, filter: query })).length, ok: 1 };
};

export const distinct: Command = (context) => {
  const { key, query, collation } = context.command;
  if (typeof key !== 'string')
    throw new MongoServerFault(14, "BSON field 'distinct.key' is the wrong type, expected type 'string'");
  const values = new Map<string, unknown>();
  for (const { doc } of select(findCollection(context), parseSelection({ filter: query, collation }))) {
    for (const value of valuesAtPath(doc, key)) values.set(groupKey(value), value);
  }
  return { values: [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value), ok: 1 };
};
