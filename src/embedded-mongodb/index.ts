/**
 * The embedded engine: stands in for mongod where none can be had. It speaks MongoDB's wire protocol on loopback from a process of
 * its own, so Mongoose, the driver, connect-mongo and mongosh talk to it as to a standalone mongod.
 *
 *   wire/      messages and replies
 *   commands/  what a client may ask, one file per group
 *   query/, pipeline/, update/   filters, aggregation, changes: mingo's, with MongoDB's order and paths in place of its own
 *   indexes/   definitions, entries, planner
 *   storage/   LMDB, catalog, cache, group commit
 *   values/    BSON: order, keys, paths, supported types
 *
 * A write is on disk before it is acknowledged. What the engine cannot do right it refuses with MongoDB's own error codes; the known
 * limits are in docs/decisions/0002-embedded-engine.md.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export interface EmbeddedServerOptions {
  /** Folder of the data; created where it does not exist. One process at a time may have it open. */
  readonly dataDir: string;
  /** Port on 127.0.0.1; by default a free one. */
  readonly port?: number;
  /** How often expired documents are removed, in milliseconds; 60,000 by default, as in mongod. */
  readonly ttlIntervalMs?: number;
  /** Receives a line for each event that no client is told of. */
  readonly log?: (line: string) => void;
  /** Starts the process again on the same port when it ends unexpectedly; clients reconnect by themselves. */
  readonly respawn?: boolean;
}

export interface EmbeddedServer {
  /** Without a database name: add one, or pass `dbName`. */
  readonly uri: string;
  /** Of the engine's process at the moment. */
  readonly pid: number;
  /** Ends the process after the writes in progress; safe to call twice. */
  stop(): Promise<void>;
}

type Message = { ready: { port: number } } | { failed: string } | { log: string };

/**
 * Starts the engine in a process of its own, which ends with this one.
 * @throws Error when the folder is in use by another process, cannot be opened, or the port is taken
 */
export async function startEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  const log = options.log ?? (() => undefined);
  let child = spawnEngine(options);
  let stopping = false;
  const port = await waitUntilReady(child, log);
  watch(child);

  function watch(running: ChildProcess): void {
    running.once('exit', (code, signal) => {
      if (stopping) return;
      log(`The embedded database ended unexpectedly with ${signal ?? code}`);
      if (options.respawn) setTimeout(again, respawnAfterMs).unref();
    });
  }

  function again(): void {
    if (stopping) return;
    child = spawnEngine({ ...options, port });
    watch(child);
    waitUntilReady(child, log).then(
      () => log('The embedded database runs again'),
      (error: Error) => log(error.message),
    );
  }

  return {
    uri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    get pid() {
      return child.pid ?? 0;
    },
    async stop() {
      stopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** Long enough that a process which cannot start does not spin, short enough that a page only waits. */
const respawnAfterMs = 500;

function spawnEngine({ dataDir, port = 0, ttlIntervalMs = 60_000 }: EmbeddedServerOptions): ChildProcess {
  const typescript = import.meta.url.endsWith('.ts');
  const main = fileURLToPath(new URL(typescript ? './main.ts' : './main.js', import.meta.url));
  const tsx = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return fork(
    main,
    ['--data-dir', dataDir, '--port', String(port), '--ttl-interval-ms', String(ttlIntervalMs)],
    {
      execArgv: typescript ? ['--import', tsx()] : [],
      // Ctrl+C in a terminal reaches the whole process group; the engine must outlive the requests that drain.
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    },
  );
}

function waitUntilReady(child: ChildProcess, log: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) =>
      reject(new Error(`The embedded database could not be started: ${reason}`));
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code, signal) => fail(`its process ended with ${signal ?? code}`));
    child.on('message', (message: Message) => {
      if ('ready' in message) resolve(message.ready.port);
      else if ('failed' in message) fail(message.failed);
      else log(message.log);
    });
  });
}
