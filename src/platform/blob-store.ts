import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '../shared/errors.ts';
import { type SweepOptions, sweepBlobs } from './blob-sweep.ts';

/** Bytes that have arrived and are checked but not kept yet; either `keep` or `discard` follows. */
export type ReceivedBlob = { temp: string; sha256: string; size: number };
export type BlobStat = { size: number; modifiedAt: Date };
/** First and last byte, both inclusive. */
export type ByteRange = { start: number; end: number };

const sha256Pattern = /^[0-9a-f]{64}$/;

/**
 * The store of uploaded bytes, each content once, named by its SHA-256 (architecture, decision 7). Deleting a record
 * never removes a blob; `sweep` does, 24 hours after the last use.
 * @param uploadDir folder of the store; `tmp/` in it holds what is still arriving
 * @throws DomainError storage-full where the disk has no room
 */
export function makeBlobStore(uploadDir: string, { now = () => new Date() }: { now?: () => Date } = {}) {
  const tempDir = join(uploadDir, 'tmp');
  const live = new Set<string>();

  function pathOf(sha256: string): string {
    if (!sha256Pattern.test(sha256)) throw new Error('not a SHA-256 in lower-case hexadecimal digits');
    return join(uploadDir, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }

  async function discard({ temp }: Pick<ReceivedBlob, 'temp'>): Promise<void> {
    await rm(temp, { force: true });
    live.delete(temp);
  }

  async function touch(sha256: string): Promise<boolean> {
    try {
      await utimes(pathOf(sha256), now(), now());
      return true;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  return {
    /** Writes a stream to a temporary file, counting and hashing on the way, and waits until the disk has it. */
    async receive(source: Readable): Promise<ReceivedBlob> {
      const temp = join(tempDir, randomUUID());
      live.add(temp);
      try {
        await mkdir(tempDir, { recursive: true, mode: 0o750 });
        return { temp, ...(await writeAll(source, temp)) };
      } catch (error) {
        await discard({ temp });
        throw translated(error);
      }
    },

    /** Gives the bytes their lasting place; where the same content lies already, it is marked as used now instead. */
    async keep(blob: ReceivedBlob): Promise<void> {
      try {
        if (!(await touch(blob.sha256))) {
          const path = pathOf(blob.sha256);
          await mkdir(dirname(path), { recursive: true, mode: 0o750 });
          await rename(blob.temp, path);
          for (const folder of [dirname(path), dirname(dirname(path)), uploadDir]) await syncFolder(folder);
        }
      } catch (error) {
        throw translated(error);
      } finally {
        await discard(blob);
      }
    },

    discard,
    /** Where the bytes lie, for programs that read files; what lies there never changes. */
    pathOf,
    /** Marks a blob as used now, so that a sweep under way leaves it; false where there is none. */
    touch,

    /** Size and time of the last use; null where there is no such blob. */
    async stat(sha256: string): Promise<BlobStat | null> {
      try {
        const { size, mtime } = await stat(pathOf(sha256));
        return { size, modifiedAt: mtime };
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return null;
        throw error;
      }
    },

    /** The bytes, or a range of them. */
    open(sha256: string, range?: ByteRange): Readable {
      return createReadStream(pathOf(sha256), range);
    },

    /** Removes what nothing refers to any more; see `sweepBlobs`. */
    sweep(options: SweepOptions): Promise<{ blobs: number; temps: number }> {
      return sweepBlobs({ uploadDir, tempDir, live, now: now(), ...options });
    },
  };
}

export type BlobStore = ReturnType<typeof makeBlobStore>;

async function writeAll(source: Readable, path: string): Promise<{ sha256: string; size: number }> {
  const hash = createHash('sha256');
  let size = 0;
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(path, { flags: 'wx', mode: 0o640, flush: true }),
  );
  return { sha256: hash.digest('hex'), size };
}

/** A rename outlives a power cut only when the folder is on disk too (fsync(2)). */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function translated(error: unknown): unknown {
  if (codeOf(error) !== 'ENOSPC' && codeOf(error) !== 'EDQUOT') return error;
  return new DomainError(
    'storage-full',
    'Auf dem Server ist kein Platz mehr für Dateien. Es wurde nichts gespeichert. Bitte wenden Sie sich an den Plattformbetrieb.',
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
