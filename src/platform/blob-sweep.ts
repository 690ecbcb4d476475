import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Uploads take hours at most; what lies longer in the temporary folder was left by a process that died. */
const staleTempMs = 6 * 60 * 60 * 1000;

export type SweepOptions = {
  /** True while any record names the blob. */
  isReferenced(sha256: string): Promise<boolean>;
  /** Only blobs untouched for this long are looked at. */
  olderThanMs: number;
};

type Sweep = SweepOptions & { uploadDir: string; tempDir: string; live: ReadonlySet<string>; now: Date };

/**
 * Removes blobs that no record names and nobody touched for a while, and temporary files of processes that died.
 * @returns how many of each were removed
 */
export async function sweepBlobs(sweep: Sweep): Promise<{ blobs: number; temps: number }> {
  const removed = { blobs: 0, temps: 0 };
  for (const path of await entries(sweep.tempDir)) {
    if (sweep.live.has(path) || (await ageOf(path, sweep.now)) < staleTempMs) continue;
    await rm(path, { force: true });
    removed.temps += 1;
  }
  for (const outer of await entries(sweep.uploadDir, /^[0-9a-f]{2}$/)) {
    for (const inner of await entries(outer, /^[0-9a-f]{2}$/)) {
      for (const path of await entries(inner, /^[0-9a-f]{64}$/)) {
        if (await sweepOne(path, sweep)) removed.blobs += 1;
      }
    }
  }
  return removed;
}

/**
 * Somebody may touch the blob between our question and its removal. So it is moved aside first: who touches it later
 * finds it missing and stores it anew, and who touched it before shows in its time, and it goes back.
 */
async function sweepOne(path: string, sweep: Sweep): Promise<boolean> {
  if ((await ageOf(path, sweep.now)) < sweep.olderThanMs) return false;
  if (await sweep.isReferenced(path.slice(-64))) return false;
  await mkdir(sweep.tempDir, { recursive: true });
  const aside = join(sweep.tempDir, randomUUID());
  await rename(path, aside);
  if ((await ageOf(aside, sweep.now)) < sweep.olderThanMs) {
    await rename(aside, path);
    return false;
  }
  await rm(aside);
  return true;
}

async function entries(folder: string, names = /./): Promise<string[]> {
  const found = await readdir(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  return found.filter((name) => names.test(name)).map((name) => join(folder, name));
}

/** Milliseconds since the last change; 0 for a file that has gone meanwhile. */
async function ageOf(path: string, now: Date): Promise<number> {
  const found = await stat(path).catch(() => null);
  return found === null ? 0 : now.getTime() - found.mtime.getTime();
}
