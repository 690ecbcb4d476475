import { parseArgs } from 'node:util';
import type { Connection } from 'mongoose';
import { startEmbeddedServer } from '../embedded-mongodb/index.ts';
import { connect } from '../platform/database.ts';
import { startMongod } from '../platform/mongod.ts';
import { run, say } from './run.ts';

const batchSize = 500;
const usage =
  'Aufruf: npm run copy-database -- --from <Quelle> --to <Ziel>\n' +
  'Quelle und Ziel sind mongodb://…, embedded:<Ordner> oder mongod:<Ordner>, z. B. embedded:./data/embedded. Das Ziel muss leer sein.';

/** Opens a place of data: an address, or a folder of the embedded engine or of mongod. */
async function open(place: string): Promise<{ connection: Connection; close(): Promise<void> }> {
  const folder = /^(embedded|mongod):(.+)$/.exec(place);
  if (!folder && !/^mongodb(\+srv)?:\/\//.test(place)) throw new Error(usage);
  const [, engine, path = ''] = folder ?? [];
  const server =
    engine === 'embedded'
      ? await startEmbeddedServer({ dataDir: path })
      : engine === 'mongod'
        ? await startMongod(path)
        : { uri: place, stop: async () => {} };
  const connection = await connect(server.uri);
  return {
    connection,
    async close() {
      await connection.close();
      await server.stop();
    },
  };
}

/** Copies one collection with its indexes; the counts of both sides must agree. */
async function copyCollection(from: Connection, to: Connection, name: string): Promise<number> {
  const source = from.collection(name);
  const target = to.collection(name);
  for (const { v: _v, ns: _ns, key, ...options } of await source.listIndexes().toArray()) {
    if (options.name !== '_id_') await target.createIndex(key, options);
  }
  let batch: object[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await target.insertMany(batch);
    batch = [];
  };
  for await (const document of source.find({})) {
    batch.push(document);
    if (batch.length === batchSize) await flush();
  }
  await flush();
  const [before, after] = await Promise.all([source.countDocuments(), target.countDocuments()]);
  if (before !== after) throw new Error(`${name}: ${after} von ${before} Datensätzen kopiert.`);
  return after;
}

run(async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  if (!values.from || !values.to) throw new Error(usage);
  const from = await open(values.from);
  try {
    const to = await open(values.to);
    try {
      if ((await to.connection.listCollections()).length > 0)
        throw new Error('Das Ziel ist nicht leer; nichts wurde kopiert.');
      for (const { name } of await from.connection.listCollections()) {
        say(`${name}: ${await copyCollection(from.connection, to.connection, name)} Datensätze`);
      }
    } finally {
      await to.close();
    }
  } finally {
    await from.close();
  }
});
