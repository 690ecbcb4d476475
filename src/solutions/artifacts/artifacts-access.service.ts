import { type Actor, isPlatform } from '../../shared/actor.ts';
import { DomainError, notFound } from '../../shared/errors.ts';
import { complete } from '../record/complete.ts';
import type { Holding } from '../record/holding.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';
import { type Artifact, type ArtifactBlock, blockOf } from './artifact.ts';

/** Why somebody may or may not have an artifact now. */
export type Verdict = 'allowed' | 'blocked' | 'loginNeeded' | 'publicBodiesOnly' | 'requestNeeded';

/** What a decision needs of a solution, stored or published. */
export type Held = { id: string; providerId: string; blocks: ArtifactBlock[] };

export type AccessPorts = {
  /** Whether an organisation has an accepted request for a solution. */
  hasAcceptedRequest(organisationId: string, solutionId: string): Promise<boolean>;
};

type Dependencies = { model: SolutionModel; holding: Holding; ports: AccessPorts };

/** Who gets which artifact: everybody, public bodies, or organisations whose request was accepted. */
export function makeArtifactAccess({ model, holding, ports }: Dependencies) {
  async function verdictFor(actor: Actor | null, solution: Held, artifact: Artifact): Promise<Verdict> {
    if (blockOf(solution.blocks, artifact) !== undefined) return 'blocked';
    if (artifact.access === 'everyone' || (await holding.holds(actor, solution))) return 'allowed';
    if (actor === null) return 'loginNeeded';
    const own = actor.organisation;
    if (artifact.access === 'publicBodies') return own?.publicBody ? 'allowed' : 'publicBodiesOnly';
    const accepted = own !== null && (await ports.hasAcceptedRequest(own.id, solution.id));
    return accepted ? 'allowed' : 'requestNeeded';
  }

  return {
    verdictFor,

    /** The verdict as yes or no, for buttons. */
    async mayDownload(actor: Actor | null, solution: Held, artifact: Artifact): Promise<boolean> {
      return (await verdictFor(actor, solution, artifact)) === 'allowed';
    },

    /**
     * An artifact of a solution with the verdict about it. Of a release's artifact the newest release that holds it
     * counts; those only in a working copy are for the provider's members, and for KDN while it is submitted.
     * `published` tells whether it belongs to what the public knows of.
     * @throws notFound for strangers to what was never published; DomainError gone for a withdrawn solution
     */
    async findArtifact(
      actor: Actor | null,
      slug: string,
      artifactId: string,
    ): Promise<{ solution: Solution; artifact: Artifact; verdict: Verdict; published: boolean }> {
      const stored = await model.findOne({ slug }, { tell: 0, adoptions: 0 }).lean<Solution>();
      if (stored === null) throw notFound();
      const solution = complete(stored);
      const held: Held = { id: String(solution._id), ...solution };
      const insider = await holding.holds(actor, solution);
      const { working, visibility } = solution;
      const written = working?.artifacts.find(({ id }) => id === artifactId);
      const reviewer = isPlatform(actor, 'kdn') && working?.state === 'submitted';
      const released = solution.releases
        .toReversed()
        .flatMap(({ artifacts }) => artifacts)
        .find(({ id }) => id === artifactId);
      // Who has to approve sees everything that is submitted, also what a release holds already.
      const submitted = reviewer && written !== undefined;
      const published = released !== undefined && visibility === 'published';
      if (released !== undefined && !submitted) {
        if (insider || published)
          return {
            solution,
            artifact: released,
            verdict: await verdictFor(actor, held, released),
            published,
          };
        if (visibility === 'withdrawn')
          throw new DomainError(
            'gone',
            'Die Lösung wurde zurückgezogen. Ihre Projektergebnisse sind nicht mehr verfügbar.',
          );
      }
      if (written === undefined || !(insider || reviewer)) throw notFound();
      const blocked = blockOf(solution.blocks, written) !== undefined;
      return { solution, artifact: written, verdict: blocked ? 'blocked' : 'allowed', published };
    },

    /** True while any working copy or release names the blob, so that the sweep leaves it. */
    async isReferenced(sha256: string): Promise<boolean> {
      const found = await model.exists({
        $or: [{ 'working.artifacts.source.sha256': sha256 }, { 'releases.artifacts.source.sha256': sha256 }],
      });
      return found !== null;
    },
  };
}

export type ArtifactAccess = ReturnType<typeof makeArtifactAccess>;
