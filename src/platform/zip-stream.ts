import type { Readable, Writable } from 'node:stream';
import yazl from 'yazl';
import { cleanFilename } from './filenames.ts';
import { sendStream } from './send-blob.ts';

/** A text, or bytes that are opened when their turn comes; `name` is a path inside the archive. */
export type ZipEntry = { name: string; text: string } | { name: string; size: number; open: () => Readable };

export type ZipStream = {
  /** Bytes of the whole archive. */
  size: number;
  /** Writes it; a reader who goes away ends it and closes every file. */
  send(target: Writable): Promise<void>;
  /** Gives up without sending. */
  discard(): void;
};

/**
 * A ZIP that is streamed, one file after the other and unpacked as it lies on the disk, so that nothing large is in
 * memory and its size is known before.
 * @param at the time that every entry gets
 */
export async function zipStream(entries: ZipEntry[], at: Date): Promise<ZipStream> {
  const zip = new yazl.ZipFile();
  const opened: Readable[] = [];
  for (const entry of entries) {
    if ('text' in entry) {
      const content = Buffer.from(entry.text.replaceAll('\n', '\r\n'), 'utf8');
      zip.addBuffer(content, entry.name, { mtime: at, compress: false });
      continue;
    }
    zip.addReadStreamLazy(entry.name, { mtime: at, compress: false, size: entry.size }, (done) => {
      const content = entry.open();
      opened.push(content);
      content.once('error', (error) => zip.emit('error', error));
      done(null, content);
    });
  }
  const output = zip.outputStream as NodeJS.ReadableStream & { destroy(error?: Error): void };
  zip.once('error', (error: Error) => output.destroy(error));
  // The types lack what yazl's documentation says of the callback.
  const end = zip.end.bind(zip) as (options: object, sized: (bytes: number) => void) => void;
  const size = await new Promise<number>((resolve) => end({}, resolve));
  // Ending the ZIP early does not end what was being read into it.
  const closeAll = () => {
    for (const content of opened) content.destroy();
  };
  return {
    size,
    async send(target) {
      try {
        await sendStream(output, target);
      } finally {
        closeAll();
      }
    },
    discard() {
      output.destroy();
      closeAll();
    },
  };
}

/** "03-Konzept.pdf": safe on every file system and unlike every other, by its place in the list. */
export const numberedName = (index: number, filename: string): string =>
  `${String(index + 1).padStart(2, '0')}-${cleanFilename(filename)}`;
