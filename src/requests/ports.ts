import type { Readable } from 'node:stream';
import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { CaseLine } from '../shared/case.ts';

/** What a case needs to know of a solution. */
export type SolutionFacts = {
  id: string;
  slug: string;
  title: string;
  providerId: string;
  /** Number of the current release. */
  releaseNumber: number;
};

/** A Projektergebnis as it goes into the e-file. */
export type CaseFile = {
  title: string;
  kindLabel: string;
  /** SPDX expression or LicenseRef; '' where not stated. */
  licence: string;
  licenceText: string;
  accessLabel: string;
  /** Address of a link, null for a file. */
  url: string | null;
  /** File name as uploaded, null for a link. */
  filename: string | null;
  size: number | null;
  sha256: string | null;
  /** Opens the content; null where this side may not have it, or it is a link. */
  open: (() => Promise<Readable>) | null;
};

/** What the e-file tells about the release that was asked for. */
export type CaseRelease = {
  number: number;
  publishedAt: Date;
  /** Reuse terms as named facts in German. */
  terms: { term: string; text: string }[];
  files: CaseFile[];
};

/** What requests need of other features; services.ts hands it over (decision 13). */
export type RequestPorts = {
  organisations: Pick<
    Organisations,
    'getByIds' | 'getBySlug' | 'resolveSuccession' | 'isOrphaned' | 'idsHeldBy' | 'activeMembersWithRole'
  >;
  /** The published solution with this slug; null for drafts, withdrawn and unknown ones. */
  publishedSolution(slug: string): Promise<SolutionFacts | null>;
  /** A release with what the actor may download of it; null where the solution is gone. */
  releaseForCase(actor: Actor, solutionId: string, releaseNumber: number): Promise<CaseRelease | null>;
  /** Names of people by id; erased ones are missing. */
  namesOf(userIds: string[]): Promise<Map<string, string>>;
  /** Ids of the solutions that the organisation reported to use or to have used. */
  reusedSolutionIds(organisationId: string): Promise<Set<string>>;
  /** The lines of "Meine Vorgänge" that come from reuses. */
  reuseCasesOf(actor: Actor): Promise<CaseLine[]>;
};
