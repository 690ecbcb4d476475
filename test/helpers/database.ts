import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { startEmbeddedServer } from '../../src/embedded-mongodb/index.ts';
import { connect } from '../../src/platform/database.ts';

type Shared = { uri: string; stop(): Promise<void> };
// Mocha loads the hooks by require and the tests by import: two instances of this module, one server.
const run = globalThis as typeof globalThis & { blaupauseTestServer?: Promise<Shared> };

/** One server for the whole run: MONGODB_URI where set, else the embedded engine on a folder of its own. */
async function sharedServer(): Promise<Shared> {
  if (process.env.MONGODB_URI) return { uri: process.env.MONGODB_URI, stop: async () => {} };
  const dataDir = await mkdtemp(join(await quickFolder(), 'blaupause-test-db-'));
  const server = await startEmbeddedServer({ dataDir });
  return {
    uri: server.uri,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

const memory = '/dev/shm';
const enoughBytes = 2 ** 30;

/**
 * Where a write needs not wait for a disk, if there is room (containers often give 64 MB), for these data need not
 * outlive the run; what must outlive a crash is the matter of the engine's own tests, on a disk.
 */
async function quickFolder(): Promise<string> {
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  return free > enoughBytes ? memory : tmpdir();
}

/** A connection to a fresh database; `drop` removes it again. */
export async function freshDatabase(): Promise<{
  connection: Connection;
  uri: string;
  drop(): Promise<void>;
}> {
  run.blaupauseTestServer ??= sharedServer();
  const { uri } = await run.blaupauseTestServer;
  const connection = await connect(uri, `blaupause_test_${randomBytes(6).toString('hex')}`);
  return {
    connection,
    uri,
    async drop() {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** Stops the server of the run; called once by the root hooks. */
export async function stopSharedServer(): Promise<void> {
  const server = await run.blaupauseTestServer;
  delete run.blaupauseTestServer;
  await server?.stop();
}
