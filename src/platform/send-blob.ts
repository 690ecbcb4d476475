import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import type { BlobStore, ByteRange } from './blob-store.ts';
import { attachmentHeader } from './filenames.ts';

export type SentBlob = {
  sha256: string;
  filename: string;
  mediaType: string;
  modifiedAt: Date;
  /** Everybody may have it, so shared caches may keep it but ask again each time. */
  shared: boolean;
  /** To be shown in a page; only for checked types that run nothing. Else it is to be saved. */
  inline?: boolean;
};

/**
 * Answers GET and HEAD with a blob to be saved, shown only where `inline`: whole, in part (206, 416), or not at all where the client
 * has it (304). The ETag is the hash (RFC 9110).
 * @param onStart awaited before the first byte of a whole answer or of a range from the beginning; not for HEAD and 304
 * @throws Error where the store has lost the blob
 */
export async function sendBlob<P>(
  req: Request<P>,
  res: Response,
  blobs: Pick<BlobStore, 'stat' | 'open'>,
  blob: SentBlob,
  onStart: () => Promise<void>,
): Promise<void> {
  const found = await blobs.stat(blob.sha256);
  if (found === null) throw new Error(`blob ${blob.sha256} is missing from the store`);
  const etag = `"${blob.sha256}"`;
  const lastModified = blob.modifiedAt.toUTCString();
  res.set({
    'Content-Type': blob.mediaType,
    'Content-Disposition': blob.inline ? 'inline' : attachmentHeader(blob.filename),
    // Opened by mistake, it still runs nothing and reads nothing.
    'Content-Security-Policy': "default-src 'none'; sandbox",
    // no-transform also keeps our own compression away, which would break ranges.
    'Cache-Control': blob.shared ? 'public, no-cache, no-transform' : 'private, no-store, no-transform',
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': lastModified,
  });
  if (req.fresh) {
    res.removeHeader('Content-Type');
    res.status(304).end();
    return;
  }
  const range = wantedRange(req, found.size, etag, lastModified);
  if (range === 'unsatisfiable') {
    for (const name of ['Content-Type', 'Content-Disposition', 'ETag', 'Last-Modified'])
      res.removeHeader(name);
    res.status(416).set('Content-Range', `bytes */${found.size}`).end();
    return;
  }
  if (range !== null) res.status(206).set('Content-Range', `bytes ${range.start}-${range.end}/${found.size}`);
  res.set('Content-Length', String(range === null ? found.size : range.end - range.start + 1));
  if (req.method === 'HEAD') {
    res.end();
    return;
  }
  if ((range?.start ?? 0) === 0) await onStart();
  await sendStream(blobs.open(blob.sha256, range ?? undefined), res);
}

/** Sends a stream to its end or until the client goes away, which is no fault: nobody is left to tell. */
export async function sendStream(source: NodeJS.ReadableStream, target: Writable): Promise<void> {
  await pipeline(source, target).catch((error: unknown) => {
    if (!target.destroyed || !isPrematureClose(error)) throw error;
  });
}

/** Ends an answer whose reader has taken nothing for so long, so that nobody holds what it needs by not reading. */
export function endWhenStalled(res: Response, stalledMs: number): void {
  res.setTimeout(stalledMs, () => res.destroy());
}

/** A single range, or several that join to one; anything else, and a range of another version, is answered whole. */
function wantedRange<P>(
  req: Request<P>,
  size: number,
  etag: string,
  lastModified: string,
): ByteRange | 'unsatisfiable' | null {
  const condition = req.get('if-range');
  if (condition !== undefined && condition !== etag && condition !== lastModified) return null;
  const ranges = req.range(size, { combine: true });
  if (ranges === -1) return 'unsatisfiable';
  if (ranges === undefined || ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
  return ranges[0] ?? null;
}

const isPrematureClose = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
