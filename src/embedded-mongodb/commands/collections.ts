import { UUID } from 'bson';
import { MongoServerFault, notImplemented } from '../errors.ts';
import { parseFilter } from '../query/filter.ts';
import { compile } from '../query/matcher.ts';
import { encode } from '../values/codec.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { type Command, collectionName, findCollection } from './context.ts';
import { sessionId } from './sessions.ts';

const UNSUPPORTED_OPTIONS = [
  'capped',
  'timeseries',
  'viewOn',
  'validator',
  'clusteredIndex',
  'encryptedFields',
  'expireAfterSeconds',
];

/** create; a collection of that name with the same (no) options is taken for the wanted one, as mongod does. */
export const create: Command = (context) => {
  const { engine, db, command } = context;
  const name = collectionName(context);
  const unsupported = UNSUPPORTED_OPTIONS.find((option) => command[option]);
  if (unsupported)
    throw notImplemented(`The embedded engine does not support the collection option ${unsupported}`);
  if (isDoc(command.collation) && command.collation.locale !== 'simple')
    throw notImplemented('The embedded engine does not support collations');
  return engine.writes.submit(() => {
    engine.catalog.ensure(db, name);
    return { ok: 1 };
  });
};

export const drop: Command = (context) =>
  context.engine.writes.submit(() => {
    const collection = findCollection(context);
    if (!collection) return { ok: 1 };
    const nIndexesWas = collection.indexes.length;
    context.engine.catalog.drop(collection);
    return { nIndexesWas, ns: collection.namespace, ok: 1 };
  });

export const dropDatabase: Command = ({ engine, db }) =>
  engine.writes.submit(() => {
    const collections = engine.catalog.list(db);
    for (const collection of collections) engine.catalog.drop(collection);
    return { ...(collections.length > 0 ? { dropped: db } : {}), ok: 1 };
  });

export const listCollections: Command = ({ engine, db, command }) => {
  const matcher = compile(parseFilter(command.filter));
  const infos = engine.catalog
    .list(db)
    .map(
      ({ definition: { name, uuid } }): Doc =>
        command.nameOnly
          ? { name, type: 'collection' }
          : {
              name,
              type: 'collection',
              options: {},
              info: { readOnly: false, uuid: new UUID(uuid) },
              idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
            },
    )
    .filter((info) => matcher.test(info));
  const batchSize = isDoc(command.cursor) ? command.cursor.batchSize : undefined;
  const cursor = engine.cursors.open(infos.map(encode), {
    namespace: `${db}.$cmd.listCollections`,
    batchSize,
    session: sessionId(command),
  });
  return { cursor, ok: 1 };
};

export const listDatabases: Command = ({ engine, command }) => {
  const matcher = compile(parseFilter(command.filter));
  const names = [...new Set(engine.catalog.list().map(({ definition }) => definition.db))];
  const databases = names
    .map((name): Doc => ({ name, sizeOnDisk: sizeOf(engine.catalog.list(name)), empty: false }))
    .filter((database) => matcher.test(database));
  if (command.nameOnly) return { databases: databases.map(({ name }) => ({ name })), ok: 1 };
  return {
    databases,
    totalSize: databases.reduce((sum, { sizeOnDisk }) => sum + (sizeOnDisk as number), 0),
    ok: 1,
  };
};

const sizeOf = (collections: ReadonlyArray<{ scan(): Iterable<{ raw: Buffer }> }>): number =>
  collections.reduce(
    (sum, collection) => sum + [...collection.scan()].reduce((bytes, { raw }) => bytes + raw.length, 0),
    0,
  );

/** collMod: of an index only the expiry can be changed. */
export const collMod: Command = (context) => {
  const { engine, command } = context;
  const other = Object.keys(command).find((key) => ['validator', 'viewOn', 'pipeline'].includes(key));
  if (other) throw notImplemented(`The embedded engine does not support collMod with ${other}`);
  return engine.writes.submit(() => {
    const collection = findCollection(context);
    if (!collection)
      throw new MongoServerFault(26, `ns does not exist: ${context.db}.${collectionName(context)}`);
    if (!isDoc(command.index)) return { ok: 1 };
    const { name, keyPattern, expireAfterSeconds: seconds } = command.index;
    const index = collection.indexes.find(
      (one) => one.name === name || JSON.stringify(one.key) === JSON.stringify(keyPattern),
    );
    if (!index)
      throw new MongoServerFault(
        27,
        `cannot find index ${String(name ?? JSON.stringify(keyPattern))} for ns ${collection.namespace}`,
      );
    if (typeof seconds !== 'number' || seconds < 0)
      throw new MongoServerFault(72, 'collMod of an index needs expireAfterSeconds');
    const before = index.expireAfterSeconds;
    index.expireAfterSeconds = seconds;
    collection.save();
    return { expireAfterSeconds_old: before, expireAfterSeconds_new: seconds, ok: 1 };
  });
};
