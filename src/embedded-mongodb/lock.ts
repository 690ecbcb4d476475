import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'engine.lock';

/** Who holds a data folder: process number and, where the system tells, its start, since numbers are used again. */
interface Holder {
  readonly pid: number;
  readonly started: string | null;
  readonly token: string;
}

/** Another living process has the folder open. */
class DataDirInUseError extends Error {}

/**
 * Takes a data folder for this process alone. A lock left by a process that is gone is taken over.
 * @returns gives the folder free
 * @throws DataDirInUseError when a living process holds it
 */
export function lockDataDir(dataDir: string): () => void {
  const path = join(dataDir, FILE);
  const own: Holder = { pid: process.pid, started: startOf(process.pid), token: randomUUID() };
  const draft = join(dataDir, `${FILE}.${own.token}`);
  writeFileSync(draft, JSON.stringify(own));
  try {
    while (!tryLink(draft, path)) {
      const holder = readHolder(path);
      if (holder && isAlive(holder))
        throw new DataDirInUseError(`${dataDir} is in use by process ${holder.pid}`);
      if (holder) takeAway(path, holder, own.token);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  return () => {
    if (readHolder(path)?.token === own.token) rmSync(path, { force: true });
  };
}

/** Creates the lock with its content in one step; where the file system knows no links, in two. */
function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
    return tryCreate(readFileSync(draft, 'utf8'), path);
  }
}

function tryCreate(content: string, path: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock of a dead holder; should another process have replaced it meanwhile, its lock is put back. */
function takeAway(path: string, dead: Holder, token: string): void {
  const aside = `${path}.${token}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readHolder(aside)?.token !== dead.token) tryLink(aside, path);
  rmSync(aside, { force: true });
}

/** Undefined where there is no lock; one that a power failure left unreadable belongs to nobody alive. */
function readHolder(path: string): Holder | undefined {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(content) as Holder;
  } catch {
    return { pid: 0, started: null, token: '' };
  }
}

function isAlive({ pid, started }: Holder): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  const now = startOf(pid);
  return started === null || now === null || started === now;
}

/** When a process started, in the kernel's own unit; null on systems without /proc. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, start] = [fields[0], fields[19]];
    return state === 'Z' ? 'gone' : (start ?? null);
  } catch {
    return null;
  }
}
