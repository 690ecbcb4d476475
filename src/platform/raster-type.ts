import { buffer } from 'node:stream/consumers';
import { fileTypeFromBuffer } from 'file-type';
import type { BlobStore } from './blob-store.ts';

/** As much as file-type looks at (its documentation, "fileTypeFromBuffer"). */
const headBytes = 4100;

const types: Record<string, string> = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp' };

/** The media type of a stored still picture by its first bytes; null for anything else and for lost blobs. */
export async function rasterTypeOf(
  blobs: Pick<BlobStore, 'stat' | 'open'>,
  sha256: string,
): Promise<string | null> {
  const found = await blobs.stat(sha256);
  if (found === null || found.size === 0) return null;
  const head = await buffer(blobs.open(sha256, { start: 0, end: Math.min(headBytes, found.size) - 1 }));
  const type = await fileTypeFromBuffer(head).catch(() => undefined);
  return types[type?.ext ?? ''] ?? null;
}
