import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Document } from 'mongodb';
import type { TestApp } from '../helpers/app.ts';

/** All that an application stores: documents by collection, files by their path below the folder of uploads. */
export type Stored = { documents: Map<string, Document[]>; files: Map<string, Buffer> };

/** Reads everything stored. Numbers keep their BSON type, so that what is put back is the same to the byte. */
export async function takeOut({ connection, config }: TestApp): Promise<Stored> {
  const documents = new Map<string, Document[]>();
  for (const { name } of await connection.listCollections()) {
    documents.set(name, await connection.collection(name).find({}, { promoteValues: false }).toArray());
  }
  const files = new Map<string, Buffer>();
  for (const entry of await readdir(config.uploadDir, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) files.set(path.slice(config.uploadDir.length), await readFile(path));
  }
  return { documents, files };
}

/** Stores all of it in an application that holds nothing yet; its indexes are there already. */
export async function putBack({ connection, config }: TestApp, { documents, files }: Stored): Promise<void> {
  for (const [name, all] of documents) {
    if (all.length > 0) await connection.collection(name).insertMany(all);
  }
  for (const [path, content] of files) {
    await mkdir(dirname(join(config.uploadDir, path)), { recursive: true });
    await writeFile(join(config.uploadDir, path), content);
  }
}
