import type { Readable } from 'node:stream';
import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { CaseLine } from '../shared/case.ts';
import type { Artifact, PublishedSolution, Solutions, Verdict } from '../solutions/index.ts';

/** What requests need of other features; services.ts hands it over (decision 13). */
export type RequestPorts = {
  organisations: Pick<
    Organisations,
    | 'getByIds'
    | 'todayByIds'
    | 'getBySlug'
    | 'resolveSuccession'
    | 'isOrphaned'
    | 'idsHeldBy'
    | 'activeMembersWithRole'
  >;
  solutions: Pick<Solutions, 'publishedBySlug' | 'publishedWithProvider' | 'releasesOf' | 'notices'>;
  /** Whether the actor may have an artifact now, and why not. */
  downloadVerdict(actor: Actor, solution: PublishedSolution, artifact: Artifact): Promise<Verdict>;
  /** The bytes of an uploaded file. */
  openBlob(sha256: string): Readable;
  /** Names of people by id. */
  namesOf(userIds: string[]): Promise<Map<string, string>>;
  /** Ids of the solutions that the organisation reported to use or to have used. */
  reusedSolutionIds(organisationId: string): Promise<Set<string>>;
  /** The lines of "Meine Vorgänge" that come from reuses; `runningOnly` leaves out those where nothing waits. */
  reuseCasesOf(actor: Actor, runningOnly: boolean): Promise<CaseLine[]>;
};
