import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder: the nearest one above this file that holds package.json (true for src and for dist). */
export const projectRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json not found above this file');
  return findRoot(parent);
}

/** An absolute path inside the project, e.g. `fromRoot('views')`; data files lie under `src` also for a built server. */
export const fromRoot = (...parts: string[]): string => join(projectRoot, ...parts);
