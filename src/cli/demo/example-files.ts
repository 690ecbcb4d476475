import { createReadStream } from 'node:fs';
import { checkArchive } from '../../platform/archives/check-archive.ts';
import { fromRoot } from '../../platform/paths.ts';
import type { Upload } from '../../platform/uploads.ts';
import type { Services } from '../../services.ts';
import type { ArtifactAccess, ArtifactKind } from '../../solutions/index.ts';

/** A small file of the examples, in `files/`, with what is said of it. */
export type ExampleFile = {
  file: string;
  title: string;
  kind: ArtifactKind;
  licence: string;
  access: ArtifactAccess;
};

const mediaTypes: Record<string, string> = {
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  bpmn: 'application/xml',
  zip: 'application/zip',
};

/** Takes a file in as an upload does: into the blob store's temporary folder, hashed. */
export async function asUpload({ blobs }: Pick<Services, 'blobs'>, file: string): Promise<Upload> {
  const blob = await blobs.receive(createReadStream(fromRoot('src/cli/demo/files', file)));
  const mediaType = mediaTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return { ...blob, filename: file, mediaType, archive: await checkArchive(blob.temp, file, mediaType) };
}
