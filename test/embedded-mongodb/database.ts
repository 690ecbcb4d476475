import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { mongo } from 'mongoose';
import { type EmbeddedServerOptions, startEmbeddedServer } from '../../src/embedded-mongodb/index.ts';
import { freshDatabase } from '../helpers/database.ts';

export type Doc = mongo.BSON.Document;
export type Collection = mongo.Collection<Doc>;

/** A database of its own for the tests of a describe block, on the engine or on MONGODB_URI as referee. */
export function useDatabase(): { readonly db: mongo.Db; readonly uri: string; collection(): Collection } {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let number = 0;
  before(async () => {
    fresh = await freshDatabase();
  });
  after(() => fresh.drop());
  const db = () => {
    if (!fresh.connection.db) throw new Error('not connected');
    return fresh.connection.db;
  };
  return {
    get db() {
      return db();
    },
    get uri() {
      return fresh.uri;
    },
    collection: () => db().collection<Doc>(`c${++number}`),
  };
}

/** An engine on a folder of its own that the test may kill and start again. */
export async function useEngine(options: Omit<EmbeddedServerOptions, 'dataDir'> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'blaupause-engine-'));
  let server = await startEmbeddedServer({ ...options, dataDir });
  return {
    dataDir,
    get server() {
      return server;
    },
    async restart() {
      await server.stop();
      server = await startEmbeddedServer({ ...options, dataDir });
    },
    async remove() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The error with which an operation fails; a success fails the test. */
export async function failure(operation: Promise<unknown>): Promise<mongo.MongoServerError> {
  try {
    await operation;
  } catch (error) {
    return error as mongo.MongoServerError;
  }
  return expect.fail('the operation should have failed');
}

/** Waits until a condition holds, at most ten seconds. */
export async function eventually(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) expect.fail('the condition did not come true');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
