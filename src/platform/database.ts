import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import type { Config } from './config.ts';
import type { Log } from './log.ts';
import { findMongod, startMongod } from './mongod.ts';

export type Engine = 'uri' | 'mongod' | 'embedded';
type RunningServer = { uri: string; stop(): Promise<void> };

export type Database = {
  connection: Connection;
  engine: Engine;
  /** One German line for the log and the demo's greeting. */
  description: string;
  close(): Promise<void>;
};

type Starters = {
  startEmbedded(options: {
    dataDir: string;
    respawn: boolean;
    log: (line: string) => void;
  }): Promise<RunningServer>;
};

/**
 * Opens the database of this installation (decision 1): MONGODB_URI where set, else what BLAUPAUSE_DATABASE says.
 * The data folder remembers which engine wrote it.
 * @throws Error in German where the data folder was written by another engine, or no server can be reached
 */
export async function openDatabase(config: Config, { startEmbedded }: Starters, log: Log): Promise<Database> {
  const engine = await chooseEngine(config);
  const server = await startServer(engine, config, startEmbedded, log);
  const connection = await connect(server.uri).catch(async (error: unknown) => {
    await server.stop();
    throw error;
  });
  const description = describe(engine, config);
  log.info({ engine }, description);
  return {
    connection,
    engine,
    description,
    async close() {
      await connection.close();
      await server.stop();
    },
  };
}

/** Connects with acknowledged, journalled writes: an answer to a person must survive a crash of the server. */
export async function connect(uri: string, dbName = databaseNameIn(uri)): Promise<Connection> {
  mongoose.set('strictQuery', 'throw');
  return mongoose
    .createConnection(uri, {
      dbName,
      serverSelectionTimeoutMS: 10_000,
      writeConcern: { w: 'majority', journal: true },
      autoIndex: true,
    })
    .asPromise();
}

const databaseNameIn = (uri: string): string => /^[^/]+\/\/[^/]+\/([^?]+)/.exec(uri)?.[1] ?? 'blaupause';

async function chooseEngine(config: Config): Promise<Engine> {
  if (config.mongodbUri !== null) return 'uri';
  const remembered = await readFile(markerOf(config), 'utf8').then(
    (text) => text.trim(),
    () => null,
  );
  if (remembered !== null && remembered !== 'mongod' && remembered !== 'embedded') {
    throw new Error(`Der Datenordner ist von einer unbekannten Datenbank („${remembered}“).`);
  }
  const wanted =
    config.database === 'auto'
      ? (remembered ?? ((await findMongod()) ? 'mongod' : 'embedded'))
      : config.database;
  if (remembered !== null && remembered !== wanted) {
    throw new Error(
      `Die Daten in ${config.dataDir} gehören zur Datenbank „${remembered}“, verlangt ist „${wanted}“. ` +
        'Bitte BLAUPAUSE_DATABASE anpassen oder einen anderen Datenordner wählen.',
    );
  }
  await mkdir(config.dataDir, { recursive: true });
  if (remembered === null) await writeFile(markerOf(config), `${wanted}\n`);
  return wanted;
}

const markerOf = (config: Config): string => join(config.dataDir, 'engine');

function startServer(
  engine: Engine,
  config: Config,
  startEmbedded: Starters['startEmbedded'],
  log: Log,
): Promise<RunningServer> {
  if (engine === 'embedded') {
    return startEmbedded({
      dataDir: join(config.dataDir, 'embedded'),
      respawn: true,
      log: (line) => log.warn(line),
    });
  }
  if (engine === 'mongod') return startMongod(join(config.dataDir, 'mongod'));
  return Promise.resolve({ uri: config.mongodbUri ?? '', stop: async () => {} });
}

function describe(engine: Engine, config: Config): string {
  if (engine === 'embedded') return `Datenbank: eingebaut, Daten in ${config.dataDir}`;
  if (engine === 'mongod') return `Datenbank: mongod auf diesem Rechner, Daten in ${config.dataDir}`;
  return `Datenbank: ${new URL(config.mongodbUri ?? '').host}`;
}
