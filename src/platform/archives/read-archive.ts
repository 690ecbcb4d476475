import type { Readable } from 'node:stream';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { type ArchiveContents, type ArchiveLimits, ArchiveRefused, listedEntries } from './archive.ts';
import { makeEntryReader } from './entries.ts';

const officeEndings = /\.(?:doc|xls|ppt)[xm]$|\.(?:dot|pot|xlt)x$|\.vsdx$|\.od[tspg]$|\.ot[tsp]$|\.epub$/i;
const zipMark = Buffer.from('PK\x03\x04', 'latin1');

/** What is shared by an archive and those inside of it. */
type Reading = {
  limits: ArchiveLimits;
  /** Bytes of the outermost archive. */
  packed: number;
  unpacked: number;
  /** By the process's own clock, in milliseconds. */
  until: number;
  verified: boolean;
};

// Names are decoded by us: a hostile name is to be told, not to end the reading.
const options = { lazyEntries: true, decodeStrings: false, autoClose: false };

/**
 * Reads the list of a ZIP archive and compares its sizes with the contents, in memory and as long as `limits` allow;
 * nothing is written. Archives within are read alike, so that a bomb hides in none of them.
 * @throws ArchiveRefused
 */
export async function readArchive(path: string, limits: ArchiveLimits): Promise<ArchiveContents> {
  const zip = await yauzl.openPromise(path, options).catch(damaged);
  const reading: Reading = {
    limits,
    packed: zip.fileSize,
    unpacked: 0,
    until: performance.now() + limits.verifyMs,
    verified: true,
  };
  const contents = await readOne(zip, reading, 1);
  return { ...contents, verified: reading.verified && contents.encrypted === 0 };
}

async function readOne(zip: ZipFile, reading: Reading, depth: number): Promise<ArchiveContents> {
  const { limits } = reading;
  try {
    if (depth > limits.depth) throw new ArchiveRefused('depth');
    if (zip.entryCount > limits.entries) throw new ArchiveRefused('entries');
    const directoryAt = Number(zip.readEntryCursor);
    const entries = await entriesOf(zip);
    refuseOverlaps(entries, directoryAt);
    await refuseDisguise(zip, entries);
    const contents = listing(entries);
    reading.unpacked += contents.unpacked;
    if (reading.unpacked > limits.unpacked) throw new ArchiveRefused('unpacked');
    if (reading.unpacked > limits.ratioFrom && reading.unpacked > limits.ratio * reading.packed)
      throw new ArchiveRefused('ratio');
    contents.archives += await verify(zip, entries, reading, depth);
    return contents;
  } finally {
    zip.close();
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  try {
    for await (const entry of zip.eachEntry()) entries.push(entry);
  } catch (error) {
    damaged(error);
  }
  return entries;
}

function listing(entries: Entry[]): ArchiveContents {
  const read = makeEntryReader();
  const contents: ArchiveContents = {
    entries: [],
    files: 0,
    folders: 0,
    unpacked: 0,
    flagged: 0,
    encrypted: 0,
    archives: 0,
    verified: true,
  };
  for (const raw of entries) {
    const entry = read(raw);
    if (entry.folder) contents.folders += 1;
    else contents.files += 1;
    contents.unpacked += raw.uncompressedSize;
    if (entry.flags.length > 0) contents.flagged += 1;
    if (raw.isEncrypted()) contents.encrypted += 1;
    if (contents.entries.length < listedEntries) contents.entries.push(entry);
  }
  return contents;
}

/** Contents that lie on each other are how a small archive becomes endless (Fifield, WOOT 2019). */
function refuseOverlaps(entries: Entry[], directoryAt: number): void {
  const ranges = entries
    .map(({ relativeOffsetOfLocalHeader: start, fileNameLength, compressedSize }) => ({
      start,
      end: start + 30 + fileNameLength + compressedSize,
    }))
    .sort((a, b) => a.start - b.start);
  for (const [index, { end }] of ranges.entries())
    if (end > (ranges[index + 1]?.start ?? directoryAt)) throw new ArchiveRefused('overlap');
}

/** An archive that a reader of PDF takes for a PDF: what is checked as the one would be opened as the other. */
async function refuseDisguise(zip: ZipFile, entries: Entry[]): Promise<void> {
  const isPdf = (bytes: Buffer) => bytes.includes('%PDF-') || bytes.includes('%%EOF');
  if (isPdf(Buffer.from(zip.comment))) throw new ArchiveRefused('disguised');
  const first = entries.toSorted((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)[0];
  if (first === undefined) return;
  const header = await zip.readLocalFileHeaderPromise(first).catch(damaged);
  if (isPdf(header.fileName) || isPdf(header.extraField)) throw new ArchiveRefused('disguised');
}

/**
 * Unpacks into nothing, and archives into memory; a content longer or shorter than its entry says ends it. Those that
 * claim to gain least come first, for a false size is a small one.
 * @returns how many archives lie in it
 */
async function verify(zip: ZipFile, entries: Entry[], reading: Reading, depth: number): Promise<number> {
  let archives = 0;
  const gain = ({ uncompressedSize, compressedSize }: Entry) => uncompressedSize / (compressedSize + 1);
  const files = entries
    .filter((entry) => entry.compressedSize > 0 || entry.uncompressedSize > 0)
    .toSorted((a, b) => gain(a) - gain(b));
  for (const entry of files) {
    if (entry.isEncrypted() || ![0, 8].includes(entry.compressionMethod)) {
      reading.verified = false;
      continue;
    }
    const nested = await contentOf(zip, entry, reading);
    if (nested === null) continue;
    const office = officeEndings.test(entry.fileNameRaw.toString('latin1'));
    if (!office) archives += 1;
    if (nested === 'tooLarge') {
      reading.verified = false;
      continue;
    }
    const inner = await yauzl.fromBufferPromise(nested, options).catch(() => null);
    // What begins like an archive and is none unpacks into nothing.
    if (inner !== null) archives += (await readOne(inner, reading, depth + 1)).archives;
  }
  return archives;
}

/** Reads one entry to its end or until time is up: its bytes where it is an archive itself, else null. */
async function contentOf(zip: ZipFile, entry: Entry, reading: Reading): Promise<Buffer | 'tooLarge' | null> {
  const { nestedBytes } = reading.limits;
  const stream: Readable = await zip.openReadStreamPromise(entry).catch(damaged);
  const kept: Buffer[] = [];
  let isArchive: boolean | null = null;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      isArchive ??= chunk.subarray(0, 4).equals(zipMark);
      if (isArchive && entry.uncompressedSize <= nestedBytes) kept.push(chunk);
      if (performance.now() > reading.until) {
        reading.verified = false;
        return isArchive ? 'tooLarge' : null;
      }
    }
  } catch (error) {
    throw new ArchiveRefused('sizes', error);
  } finally {
    stream.destroy();
  }
  if (!isArchive) return null;
  return entry.uncompressedSize <= nestedBytes ? Buffer.concat(kept) : 'tooLarge';
}

function damaged(error: unknown): never {
  if (error instanceof ArchiveRefused) throw error;
  throw new ArchiveRefused('damaged', error);
}
