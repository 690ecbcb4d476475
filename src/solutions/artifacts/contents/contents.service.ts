import { type Connection, type Model, Schema } from 'mongoose';
import {
  type ArchiveContents,
  type ArchiveFault,
  ArchiveRefused,
} from '../../../platform/archives/archive.ts';
import { inspectArchive } from '../../../platform/archives/inspect.ts';
import type { BlobStore } from '../../../platform/blob-store.ts';
import { upserting } from '../../../platform/duplicate-key.ts';
import type { Upload } from '../../../platform/uploads.ts';
import type { ArtifactSource } from '../artifact.ts';

/** What lies in a stored ZIP archive, by its SHA-256; `fault` where it could not be read. */
type StoredContents = {
  _id: string;
  contents: ArchiveContents | null;
  /** The first of `contents.entries`, for rows that show no more. */
  first: ArchiveContents['entries'];
  fault: ArchiveFault | null;
};

/** Entries of an archive that a row shows. */
const firstEntries = 8;

const schema = new Schema<StoredContents>(
  {
    _id: String,
    contents: { type: Schema.Types.Mixed, default: null },
    first: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    fault: { type: String, default: null },
  },
  { collection: 'archiveContents', versionKey: false, minimize: false },
);

export type ReadContents = Pick<StoredContents, 'contents' | 'fault'>;
type FileSource = Extract<ArtifactSource, { type: 'file' }>;

export const isArchive = (source: ArtifactSource): source is FileSource =>
  source.type === 'file' && source.mediaType === 'application/zip';

type Dependencies = { connection: Connection; blobs: Pick<BlobStore, 'pathOf' | 'stat'> };

/** The lists of ZIP archives; each content is read once, at its upload or when somebody first asks. */
export function makeArchiveListings({ connection, blobs }: Dependencies) {
  const model: Model<StoredContents> = connection.model<StoredContents>('ArchiveContents', schema);

  async function keep(sha256: string, read: ReadContents): Promise<void> {
    const first = read.contents?.entries.slice(0, firstEntries) ?? [];
    const stored = { ...read, first };
    await upserting(() => model.updateOne({ _id: sha256 }, { $setOnInsert: stored }, { upsert: true }));
  }

  /** @returns null for what is no archive */
  async function contentsOf(source: ArtifactSource): Promise<ReadContents | null> {
    if (!isArchive(source)) return null;
    const stored = await model.findById(source.sha256).lean<StoredContents>();
    if (stored !== null) return stored;
    const read = await inspectArchive(blobs.pathOf(source.sha256)).then(
      (contents) => ({ contents, fault: null }),
      (error: unknown) => {
        if (!(error instanceof ArchiveRefused)) throw error;
        return { contents: null, fault: error.fault };
      },
    );
    await keep(source.sha256, read);
    return read;
  }

  return {
    contentsOf,

    /** Stores what was read while the files came in. */
    async remember(uploads: Upload[]): Promise<void> {
      for (const { sha256, archive } of uploads)
        if (archive !== null) await keep(sha256, { contents: archive, fault: null });
    },

    /** Forgets what lay in archives that are stored no more: names of files may name people. */
    async sweep(): Promise<void> {
      for await (const { _id } of model.find({}, { _id: 1 }).lean<Pick<StoredContents, '_id'>>().cursor())
        if ((await blobs.stat(_id)) === null) await model.deleteOne({ _id });
    },

    /** Several at once with their first entries; archives that nobody asked for yet are missing. */
    async known(hashes: string[]): Promise<Map<string, ArchiveContents>> {
      if (hashes.length === 0) return new Map();
      const filter = { _id: { $in: hashes }, contents: { $ne: null } };
      const found = await model.find(filter, { 'contents.entries': 0 }).lean<StoredContents[]>();
      return new Map(
        found.flatMap(({ _id, contents, first }) =>
          contents ? [[_id, { ...contents, entries: first }]] : [],
        ),
      );
    },
  };
}

export type ArchiveListings = ReturnType<typeof makeArchiveListings>;
