import { type Actor, isPlatform } from '../../shared/actor.ts';
import { DomainError, notFound } from '../../shared/errors.ts';
import { complete } from '../record/complete.ts';
import type { Holding } from '../record/holding.ts';
import type { Release, Solution, SolutionModel } from '../record/solution.model.ts';
import { type Artifact, type ArtifactBlock, blockOf } from './artifact.ts';
import { isGiven, namedIn, type Scans } from './scanning/scans.service.ts';
import { asTheyStand } from './standing.ts';
import type { Verdict } from './verdict.ts';

/** What a decision needs of a solution, stored or published. */
export type Held = { id: string; providerId: string; blocks: ArtifactBlock[] };

export type AccessPorts = {
  /** Whether an organisation has an accepted request for a solution. */
  hasAcceptedRequest(organisationId: string, solutionId: string): Promise<boolean>;
};

type Dependencies = {
  model: SolutionModel;
  holding: Holding;
  scans: Pick<Scans, 'standingOf'>;
  ports: AccessPorts;
};

/** Who gets which artifact: everybody, public bodies, or organisations whose request was accepted. */
export function makeArtifactAccess({ model, holding, scans, ports }: Dependencies) {
  async function verdictFor(actor: Actor | null, solution: Held, artifact: Artifact): Promise<Verdict> {
    const verdict = await permission(actor, solution, artifact);
    return verdict === 'allowed' ? safety(artifact) : verdict;
  }

  /** What the virus scanner says holds for everybody, the provider too. */
  async function safety({ source }: Artifact): Promise<Verdict> {
    if (source.type !== 'file') return 'allowed';
    const standing = await scans.standingOf(source.sha256);
    if (standing.state === 'infected') return 'infected';
    return isGiven(standing) ? 'allowed' : 'scanning';
  }

  async function permission(actor: Actor | null, solution: Held, artifact: Artifact): Promise<Verdict> {
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
        if (visibility === 'withdrawn') throw withdrawn();
      }
      if (written === undefined || !(insider || reviewer)) throw notFound();
      const blocked = blockOf(solution.blocks, written) !== undefined;
      const verdict = blocked ? 'blocked' : await safety(written);
      return { solution, artifact: written, verdict, published };
    },

    /**
     * A release that the public knows of, each of its artifacts as it stands today with the verdict about it.
     * @throws notFound for strangers to what was never published; DomainError gone for a withdrawn solution
     */
    async findRelease(
      actor: Actor | null,
      slug: string,
      number: string,
    ): Promise<{ held: Held; release: Release; judged: { artifact: Artifact; verdict: Verdict }[] }> {
      const stored = await model.findOne({ slug }, { tell: 0, adoptions: 0, working: 0 }).lean<Solution>();
      if (stored === null || stored.visibility === 'unpublished') throw notFound();
      if (stored.visibility === 'withdrawn') throw withdrawn();
      const solution = complete(stored);
      const release = solution.releases.find((one) => String(one.number) === number);
      if (release === undefined) throw notFound('Diese Version gibt es nicht.');
      const held: Held = { id: String(solution._id), ...solution };
      const judged = await Promise.all(
        asTheyStand(release.artifacts, solution.releases).map(async (artifact) => ({
          artifact,
          verdict: await verdictFor(actor, held, artifact),
        })),
      );
      return { held, release, judged };
    },

    /** True while any working copy or release names the blob, so that the sweep leaves it. */
    async isReferenced(sha256: string): Promise<boolean> {
      return (await model.exists(namedIn(sha256))) !== null;
    },
  };
}

const withdrawn = () =>
  new DomainError(
    'gone',
    'Die Lösung wurde zurückgezogen. Ihre Projektergebnisse sind nicht mehr verfügbar.',
  );

export type ArtifactAccess = ReturnType<typeof makeArtifactAccess>;
