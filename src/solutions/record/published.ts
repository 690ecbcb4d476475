import type { ArtifactBlock } from '../artifacts/artifact.ts';
import { complete } from './complete.ts';
import type { Inventory, Release, ReleaseWarning, SecurityNotice, Solution } from './solution.model.ts';

/** What the public may know of a solution: its current release and what belongs to it, no drafts, no people. */
export type PublishedSolution = {
  id: string;
  slug: string;
  providerId: string;
  revision: number;
  release: Release;
  blocks: ArtifactBlock[];
  /** Set for a Bestandseintrag. */
  inventory: Inventory | null;
  /** Older releases that the provider advises against. */
  notRecommended: ReleaseWarning[];
  notices: SecurityNotice[];
  publishedAt: Date;
  updatedAt: Date;
};

/** Fields that no public page needs; the filter of published solutions goes with it. */
export const publicProjection = {
  working: 0,
  history: 0,
  tell: 0,
  adoptions: 0,
  lastWorkingRevision: 0,
} as const;

/** The release that counts today: the last one; null before the first approval. */
export function currentRelease({ releases }: Pick<Solution, 'releases'>): Release | null {
  return releases.at(-1) ?? null;
}

/** The public view of a stored solution; null where nothing was ever published. */
export function toPublished(stored: Solution): PublishedSolution | null {
  const solution = complete(stored);
  const release = currentRelease(solution);
  if (release === null) return null;
  return {
    id: String(solution._id),
    slug: solution.slug,
    providerId: solution.providerId,
    revision: solution.revision,
    release,
    blocks: solution.blocks,
    inventory: solution.inventory,
    notRecommended: solution.notRecommended,
    notices: solution.notices,
    publishedAt: solution.publishedAt ?? release.publishedAt,
    updatedAt: solution.updatedAt,
  };
}
