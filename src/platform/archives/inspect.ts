import { type ChildProcess, fork } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  type ArchiveContents,
  type ArchiveFault,
  type ArchiveLimits,
  ArchiveRefused,
  archiveLimits,
} from './archive.ts';

/** What takes longer hangs on something that no limit foresaw. */
const hardLimitMs = 15_000;
const heapMegabytes = 128;
/** Then the process goes and gives its memory back. */
const idleMs = 60_000;

let reader: ChildProcess | null = null;
let idle: NodeJS.Timeout | undefined;
let before: Promise<unknown> = Promise.resolve();

/**
 * Reads a ZIP archive in a process of its own, so that the server goes on answering whatever the archive holds, and a
 * reader that dies of it dies alone. One archive is read at a time.
 * @throws ArchiveRefused
 */
export function inspectArchive(
  path: string,
  limits: ArchiveLimits = archiveLimits,
): Promise<ArchiveContents> {
  const answer = before.then(() => ask(path, limits));
  before = answer.catch(() => {});
  return answer;
}

type Answer = ArchiveContents | { fault: ArchiveFault };

async function ask(path: string, limits: ArchiveLimits): Promise<ArchiveContents> {
  clearTimeout(idle);
  reader ??= start();
  const child = reader;
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      const dead = () => {
        stop(child);
        reject(new ArchiveRefused('exhausting'));
      };
      timer = setTimeout(dead, hardLimitMs);
      child.once('message', (message) => resolve(message as Answer));
      child.once('exit', dead);
      child.once('error', reject);
      child.send({ path, limits });
    });
    if ('fault' in answer) throw new ArchiveRefused(answer.fault);
    return answer;
  } finally {
    clearTimeout(timer);
    for (const event of ['message', 'exit', 'error']) child.removeAllListeners(event);
    for (const event of ['exit', 'error']) child.on(event, () => stop(child));
    idle = setTimeout(() => stop(child), idleMs).unref();
  }
}

function stop(child: ChildProcess): void {
  if (reader === child) reader = null;
  child.kill('SIGKILL');
}

function start(): ChildProcess {
  const typescript = import.meta.url.endsWith('.ts');
  const main = fileURLToPath(new URL(typescript ? './main.ts' : './main.js', import.meta.url));
  const tsx = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const child = fork(main, [], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, ...(typescript ? ['--import', tsx()] : [])],
    // It needs nothing of the server's secrets.
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  // It keeps nobody from ending.
  child.unref();
  child.channel?.unref();
  return child;
}
