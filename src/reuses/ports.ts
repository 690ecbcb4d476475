import type { Organisations } from '../organisations/index.ts';

/** What a report needs to know of a solution. */
export type ReusableSolution = {
  id: string;
  slug: string;
  title: string;
  providerId: string;
  /** Newest first. */
  releases: { number: number; publishedAt: Date }[];
  /** Lead and partner organisations of the current release. */
  participantIds: string[];
  /** Key of the solution's model region, or ''. */
  modelRegion: string;
};

/** What reuses need of other features; services.ts hands it over (decision 13). */
export type ReusePorts = {
  organisations: Pick<
    Organisations,
    | 'getById'
    | 'getByIds'
    | 'resolveSuccession'
    | 'isOrphaned'
    | 'idsHeldBy'
    | 'activeMembersWithRole'
    | 'lookUp'
  >;
  /** The published solution with this slug; null for drafts, withdrawn and unknown ones. */
  publishedSolution(slug: string): Promise<ReusableSolution | null>;
  /** Id of the accepted request of an organisation for a solution. */
  acceptedRequestId(organisationId: string, solutionId: string): Promise<string | null>;
};
