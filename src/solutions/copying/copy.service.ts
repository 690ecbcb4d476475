import { randomUUID } from 'node:crypto';
import type { BlobStore } from '../../platform/blob-store.ts';
import type { Actor } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import { type Artifact, noCheck } from '../artifacts/artifact.ts';
import type { Content } from '../record/content.ts';
import type { Holding } from '../record/holding.ts';
import { noRights } from '../record/rights.ts';
import type { Solution, WorkingCopy } from '../record/solution.model.ts';

type Dependencies = {
  holding: Holding;
  createDraft(actor: Actor, content: Content, more: { artifacts: Artifact[] }): Promise<Solution>;
  /** Keeps a blob from the sweep until the record that names it is written. */
  touch: BlobStore['touch'];
  now: () => Date;
};

/** Beginning a solution from another one of the same organisation. */
export function makeCopying({ holding, createDraft, touch, now }: Dependencies) {
  return {
    /**
     * A new draft with what another solution of one's own says. What somebody confirmed for the other one is not
     * confirmed for this one: rights, and how far documents were checked.
     * @param withArtifacts copies the records of the newest state too; they name the same blobs
     * @throws notFound for solutions of others, forbidden without the role
     */
    async copySolution(
      actor: Actor,
      slug: string,
      { title, withArtifacts }: { title: string; withArtifacts: boolean },
    ): Promise<Solution> {
      const source = await holding.recordFor(actor, slug);
      if (!(await holding.holds(actor, source))) throw notFound();
      const newest = newestState(source);
      const blocked = new Set(source.blocks.flatMap(({ artifactId, sha256 }) => [artifactId, sha256]));
      const artifacts = withArtifacts
        ? newest.artifacts.filter(
            ({ id, source: from }) => !blocked.has(id) && !(from.type === 'file' && blocked.has(from.sha256)),
          )
        : [];
      const held: Artifact[] = [];
      for (const one of artifacts)
        if (one.source.type === 'link' || (await touch(one.source.sha256))) held.push(one);
      const at = now();
      return createDraft(actor, copiedContent(newest.content, title), {
        artifacts: held.map((one) => ({
          ...one,
          id: randomUUID(),
          check: noCheck(),
          addedAt: at,
          addedBy: actor.userId,
        })),
      });
    },
  };
}

/** What was worked on last: the working copy, else the current release. @throws notFound where there is neither */
export function newestState({ working, releases }: Solution): Pick<WorkingCopy, 'content' | 'artifacts'> {
  const newest = working ?? releases.at(-1);
  if (newest === undefined || newest === null) throw notFound();
  return newest;
}

function copiedContent(content: Content, title: string): Content {
  return {
    ...structuredClone(content),
    title,
    terms: {
      ...structuredClone(content.terms),
      rights: noRights(),
      rightsConfirmed: false,
      rightsConfirmation: null,
      statement: '',
    },
  };
}
