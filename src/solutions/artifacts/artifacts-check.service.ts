import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import type { BlobStore } from '../../platform/blob-store.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';
import type { Artifact } from './artifact.ts';

/** A record whose file is not as it says. */
export type BlobFault = {
  slug: string;
  title: string;
  sha256: string;
  fault: 'missing' | 'size' | 'content';
};

/**
 * Checks every stored artifact of working copies and releases against its blob (decision 7): there, of that size, with
 * that SHA-256. A blob that several records share is read once.
 * @returns how many records were checked, and the faults
 */
export function makeArtifactCheck({ model, blobs }: { model: SolutionModel; blobs: BlobStore }) {
  async function faultOf({
    sha256,
    size,
  }: {
    sha256: string;
    size: number;
  }): Promise<BlobFault['fault'] | null> {
    const stat = await blobs.stat(sha256);
    if (stat === null) return 'missing';
    if (stat.size !== size) return 'size';
    const hash = createHash('sha256');
    await pipeline(blobs.open(sha256), hash);
    return hash.digest('hex') === sha256 ? null : 'content';
  }

  return async (): Promise<{ checked: number; faults: BlobFault[] }> => {
    const known = new Map<string, BlobFault['fault'] | null>();
    const faults: BlobFault[] = [];
    let checked = 0;
    const fields = { slug: 1, 'working.artifacts': 1, 'releases.artifacts': 1 };
    for await (const solution of model.find({}, fields).lean<Solution>().cursor()) {
      for (const { title, source } of artifactsOf(solution as unknown as Solution)) {
        if (source.type !== 'file') continue;
        checked += 1;
        const { sha256 } = source;
        const fault = known.has(sha256) ? (known.get(sha256) ?? null) : await faultOf(source);
        known.set(sha256, fault);
        if (fault !== null) faults.push({ slug: solution.slug, title, sha256, fault });
      }
    }
    return { checked, faults };
  };
}

const artifactsOf = ({ working, releases }: Pick<Solution, 'working' | 'releases'>): Artifact[] => [
  ...(working?.artifacts ?? []),
  ...releases.flatMap(({ artifacts }) => artifacts),
];
