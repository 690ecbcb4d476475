import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fromRoot } from '../../src/platform/paths.ts';

const readyWithinMs = 60_000;
const pollMs = 100;

/** The built demonstration as a process of its own, on folders and a port of its own. */
export type DemoServer = {
  url: string;
  /** Everything it wrote to its terminal, for the report of a test that failed. */
  printed(): string;
  /** Ends server and database and starts both again on the same folders and port. */
  restart(): Promise<void>;
  /** Ends both and removes their folders. */
  stop(): Promise<void>;
};

/**
 * Starts `dist/cli/demo.js` and waits until it says that it is ready.
 * @throws Error with what it printed where it ends before or does not get ready
 */
export async function startDemoServer(): Promise<DemoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'blaupause-demo-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const lines: string[] = [];
  const start = () => run(folder, port, `${url}/readyz`, lines);
  let child = await start();
  return {
    url,
    printed: () => lines.join(''),
    async restart() {
      await end(child, folder);
      child = await start();
    },
    async stop() {
      await end(child, folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function run(folder: string, port: number, readyUrl: string, lines: string[]): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fromRoot('dist/cli/demo.js')], {
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      PORT: String(port),
      BLAUPAUSE_DATABASE: 'embedded',
      BLAUPAUSE_DATA_DIR: join(folder, 'data'),
      BLAUPAUSE_UPLOAD_DIR: join(folder, 'uploads'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => lines.push(String(chunk)));
  const deadline = Date.now() + readyWithinMs;
  while (!(await answers(readyUrl))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await end(child, folder);
      throw new Error(`the demonstration did not get ready:\n${lines.join('')}`);
    }
    await pause(pollMs);
  }
  return child;
}

const answers = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** Asks the server to stop, which stops its database too, and sees to it that neither is left. */
async function end(child: ChildProcess, folder: string): Promise<void> {
  const database = await databasePid(folder);
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    await exited;
  }
  if (database !== null && lives(database)) {
    process.kill(database, 'SIGKILL');
    throw new Error(`the database (process ${database}) outlived its server`);
  }
}

/** The process of the embedded database, which its folder names; null where there is none. */
async function databasePid(folder: string): Promise<number | null> {
  const lock = await readFile(join(folder, 'data', 'embedded', 'engine.lock'), 'utf8').catch(() => null);
  return lock === null ? null : (JSON.parse(lock) as { pid: number }).pid;
}

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
