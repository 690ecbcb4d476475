import { mkdirSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Engine } from './commands/context.ts';
import { CursorStore } from './commands/cursor-store.ts';
import { makeDispatch } from './commands/dispatch.ts';
import { lockDataDir } from './lock.ts';
import { Catalog } from './storage/catalog.ts';
import { openStore } from './storage/store.ts';
import { WriteQueue } from './storage/write-queue.ts';
import { startTtlMonitor } from './ttl.ts';
import { serveConnection } from './wire/connection.ts';

export interface ServerSettings {
  readonly dataDir: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly ttlIntervalMs: number;
  readonly log: (line: string) => void;
}

export interface RunningEngine {
  readonly port: number;
  close(): Promise<void>;
}

/** Only this machine may connect: the engine knows no users. */
const LOOPBACK = '127.0.0.1';

/** Opens the data folder, creating it where needed, and serves it in this process. */
export async function startServer({
  dataDir,
  port,
  ttlIntervalMs,
  log,
}: ServerSettings): Promise<RunningEngine> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const unlock = lockDataDir(dataDir);
  const store = openStore(dataDir);
  const catalog = new Catalog(store);
  const engine: Engine = {
    catalog,
    writes: new WriteQueue(store, catalog),
    cursors: new CursorStore(),
    startedAt: new Date(),
  };
  const dispatch = makeDispatch(engine);
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serveConnection(socket, ++connections, dispatch, log);
  });
  const release = async () => {
    await store.close();
    unlock();
  };
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, LOOPBACK, resolve);
    });
  } catch (error) {
    await release();
    throw error;
  }
  const stopTtl = startTtlMonitor(engine, ttlIntervalMs, log);
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await stopTtl();
      await engine.writes.submit(() => undefined);
      for (const socket of sockets) socket.destroy();
      await closed;
      await release();
    },
  };
}
