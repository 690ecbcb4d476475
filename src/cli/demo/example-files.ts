import { createReadStream } from 'node:fs';
import { checkArchive } from '../../platform/archives/check-archive.ts';
import { fromRoot } from '../../platform/paths.ts';
import type { Upload } from '../../platform/uploads.ts';
import type { Services } from '../../services.ts';
import type { Actor } from '../../shared/actor.ts';
import type { ArtifactAccess, ArtifactKind, Solution } from '../../solutions/index.ts';

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
  png: 'image/png',
};

/** Takes a file in as an upload does: into the blob store's temporary folder, hashed. */
async function asUpload({ blobs }: Pick<Services, 'blobs'>, file: string): Promise<Upload> {
  const blob = await blobs.receive(createReadStream(fromRoot('src/cli/demo/files', file)));
  const mediaType = mediaTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
  return { ...blob, filename: file, mediaType, archive: await checkArchive(blob.temp, file, mediaType) };
}

/** Adds a file and names it, as the form does in two steps. */
export async function addFile(
  services: Services,
  editor: Actor,
  slug: string,
  { file, title, ...kindAndTerms }: ExampleFile,
): Promise<Solution> {
  const terms = { ...kindAndTerms, licenceText: '' };
  const upload = await asUpload(services, file);
  const { working } = await services.artifacts.editing.addFiles(editor, slug, [upload], terms);
  const added = working?.artifacts.at(-1);
  if (!added) throw new Error(`${file} was not added`);
  return services.artifacts.editing.change(editor, slug, added.id, { ...terms, title });
}
