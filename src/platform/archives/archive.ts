/** What is told of an entry that an unpacking program could stumble over, or that reaches out of its folder. */
export const entryFlags = [
  'outside',
  'absolute',
  'symlink',
  'duplicate',
  'backslash',
  'hidden',
  'encrypted',
] as const;
export type EntryFlag = (typeof entryFlags)[number];

/** One entry of a ZIP archive as its own list says; `size` is unpacked, in bytes. */
export type ArchiveEntry = { name: string; size: number; folder: boolean; flags: EntryFlag[] };

/** What lies in a ZIP archive, read without unpacking it to the disk. */
export type ArchiveContents = {
  /** The first `listedEntries` entries in the archive's order. */
  entries: ArchiveEntry[];
  files: number;
  folders: number;
  /** Bytes of all files unpacked, as the archive says. */
  unpacked: number;
  /** Entries with any flag. */
  flagged: number;
  encrypted: number;
  /** Archives inside of it, office files not counted. */
  archives: number;
  /** Every size was compared with the content; false where that would have taken too long or needs a password. */
  verified: boolean;
};

/** Why an archive is not taken. */
export type ArchiveFault =
  | 'entries'
  | 'unpacked'
  | 'ratio'
  | 'overlap'
  | 'sizes'
  | 'depth'
  | 'disguised'
  | 'damaged'
  | 'exhausting';

/** An archive that is refused: it is damaged, or unpacking it would do harm. */
export class ArchiveRefused extends Error {
  readonly fault: ArchiveFault;
  constructor(fault: ArchiveFault, cause?: unknown) {
    super(`archive refused: ${fault}`, { cause });
    this.name = 'ArchiveRefused';
    this.fault = fault;
  }
}

export type ArchiveLimits = {
  entries: number;
  /** Bytes unpacked, archives in it included. */
  unpacked: number;
  /** How many times larger than the archive its content may be; smaller contents than `ratioFrom` do no harm. */
  ratio: number;
  ratioFrom: number;
  /** Archives within archives; an office file is one too. */
  depth: number;
  /** Archives in it up to this size are looked into. */
  nestedBytes: number;
  /** Milliseconds for comparing sizes with contents. */
  verifyMs: number;
};

/**
 * Deflate packs at most 1,032 to 1 (zlib's technical details); honest text reaches 20, tables and logs seldom 50.
 */
export const archiveLimits: ArchiveLimits = {
  entries: 20_000,
  unpacked: 20_000_000_000,
  ratio: 100,
  ratioFrom: 100_000_000,
  depth: 3,
  nestedBytes: 16_000_000,
  verifyMs: 1200,
};

/** A record of MongoDB holds 16 MB; so many names of usual length take one. */
export const listedEntries = 5000;
