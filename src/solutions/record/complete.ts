import { type Artifact, noCheck } from '../artifacts/artifact.ts';
import { type Content, emptyContent } from './content.ts';
import { noRights } from './rights.ts';
import type { Solution } from './solution.model.ts';

/**
 * A stored solution with every field of today: what was written before a field existed has its empty value. Released
 * states never change, so they are completed when read, not rewritten.
 */
export function complete(stored: Solution): Solution {
  const { working } = stored;
  return {
    ...stored,
    working: working && { ...working, ...completeCopy(working) },
    releases: (stored.releases ?? []).map((release) => ({ ...release, ...completeCopy(release) })),
    announcement: stored.announcement ?? null,
    notRecommended: stored.notRecommended ?? [],
    notices: stored.notices ?? [],
  };
}

function completeCopy({ content, artifacts }: { content: Content; artifacts: Artifact[] }) {
  const empty = emptyContent();
  return {
    content: {
      ...empty,
      ...content,
      terms: { ...empty.terms, ...content.terms, rights: { ...noRights(), ...content.terms.rights } },
    },
    artifacts: artifacts.map((artifact) => ({ ...artifact, check: artifact.check ?? noCheck() })),
  };
}
