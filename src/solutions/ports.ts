import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { Artifact } from './artifacts/artifact.ts';
import type { FileFacts } from './artifacts/file-facts.ts';
import type { PublishedSolution } from './record/published.ts';

/** A use of a solution, as its page lists it. */
export type ReuseLine = {
  organisation: { name: string; href: string };
  stageLabel: string;
  since: Date;
  confirmed: boolean;
  /** Not confirmed anew for long. */
  outdated: boolean;
};

/** Who uses a solution: the provider itself, its project partners, and the confirmed transfers to others. */
export type ReuseSummary = {
  own: ReuseLine[];
  partner: ReuseLine[];
  transfer: ReuseLine[];
  /** How many transfers are reported, the confirmed ones included. */
  reported: number;
};

/** Another solution that is like the one shown, with the reason as a sentence. */
export type SimilarLine = { title: string; href: string; provider: string; reason: string };

/** Who of the towns like the person's own uses a solution. */
export type TownsLikeOwn = {
  /** Full name of the person's town. */
  town: string;
  /** How many there are, as a sentence. */
  sentence: string;
  /** The most alike first, with the reasons in words. */
  lines: { name: string; href: string; reasons: string; stageLabel: string }[];
};

/** What the pages of this feature need of others; handed in by services.ts (decision 13). */
export type SolutionPorts = {
  reuseSummary(solutionId: string): Promise<ReuseSummary>;
  /** Published solutions like this one, best first. */
  similarTo(solutionId: string): Promise<SimilarLine[]>;
  /** Null for whoever acts for no municipality or Kreis. */
  townsLikeOwn(actor: Actor | null, solutionId: string): Promise<TownsLikeOwn | null>;
  /** Whether the person may have an artifact now; everybody's are allowed to all. */
  mayDownload(actor: Actor | null, solution: PublishedSolution, artifact: Artifact): Promise<boolean>;
  /** Whether the person has the solution on the Merkliste. */
  isKept(actor: Actor | null, solutionId: string): Promise<boolean>;
  /** What is known of the files of artifacts, by SHA-256. */
  fileFacts(artifacts: Artifact[]): Promise<Map<string, FileFacts>>;
  /** Events to come in which the solution is presented. */
  presentedAt(solutionId: string): Promise<{ title: string; href: string; at: Date }[]>;
  /** Names of people by id, for members of the same organisation and KDN. */
  namesOf(userIds: Iterable<string>): Promise<Map<string, string>>;
};

/** What the pages ask the registry. */
export type PageOrganisations = Pick<
  Organisations,
  'getByIds' | 'todayByIds' | 'getById' | 'getBySlug' | 'lookUp' | 'resolveSuccession' | 'isOrphaned'
>;
