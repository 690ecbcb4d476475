import { MongoServerFault } from '../errors.ts';
import {
  describeIndex,
  existsAlready,
  type IndexDefinition,
  parseIndexSpecification,
} from '../indexes/definition.ts';
import type { Collection } from '../storage/collection.ts';
import { encode } from '../values/codec.ts';
import { sameValue } from '../values/compare.ts';
import { isDoc } from '../values/types.ts';
import {
  type Command,
  type CommandContext,
  collectionName,
  findCollection,
  listArgument,
} from './context.ts';
import { sessionId } from './sessions.ts';

/** createIndexes: builds them over what is stored; one that exists alike is left as it is. */
export const createIndexes: Command = (context) => {
  const { engine, db } = context;
  const name = collectionName(context);
  const wanted = listArgument(context, 'indexes').map(parseIndexSpecification);
  return engine.writes.submit(() => {
    const existed = engine.catalog.find(db, name) !== undefined;
    const collection = engine.catalog.ensure(db, name);
    const before = collection.indexes.length;
    for (const options of wanted)
      if (!existsAlready(collection.indexes, options)) collection.createIndex(options);
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: !existed,
      ...(before === collection.indexes.length ? { note: 'all indexes already exist' } : {}),
      ok: 1,
    };
  });
};

function mustFind(context: CommandContext): Collection {
  const collection = findCollection(context);
  if (!collection)
    throw new MongoServerFault(26, `ns does not exist: ${context.db}.${collectionName(context)}`);
  return collection;
}

export const listIndexes: Command = (context) => {
  const { engine, command } = context;
  const collection = mustFind(context);
  const docs = collection.indexes.map((index) => encode(describeIndex(index)));
  const batchSize = isDoc(command.cursor) ? command.cursor.batchSize : undefined;
  return {
    cursor: engine.cursors.open(docs, {
      namespace: collection.namespace,
      batchSize,
      session: sessionId(command),
    }),
    ok: 1,
  };
};

/** dropIndexes by name, by names, by key or `*` for all but that on `_id`. */
export const dropIndexes: Command = (context) =>
  context.engine.writes.submit(() => {
    const collection = mustFind(context);
    const nIndexesWas = collection.indexes.length;
    for (const index of wantedIndexes(collection, context.command.index)) {
      if (index.name === '_id_') throw new MongoServerFault(72, 'cannot drop _id index');
      collection.dropIndex(index);
    }
    return { nIndexesWas, ok: 1 };
  });

function wantedIndexes(collection: Collection, wanted: unknown): IndexDefinition[] {
  if (wanted === '*') return collection.indexes.filter(({ name }) => name !== '_id_');
  return (Array.isArray(wanted) ? wanted : [wanted]).map((one) => {
    const index = collection.indexes.find(({ name, key }) =>
      isDoc(one) ? sameValue(key, one) : name === one,
    );
    if (!index)
      throw new MongoServerFault(
        27,
        isDoc(one)
          ? `can't find index with key: ${JSON.stringify(one)}`
          : `index not found with name [${String(one)}]`,
      );
    return index;
  });
}
