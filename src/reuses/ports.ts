import type { Organisations } from '../organisations/index.ts';
import type { Solutions } from '../solutions/index.ts';

/** What reuses need of other features; services.ts hands it over (decision 13). */
export type ReusePorts = {
  organisations: Pick<
    Organisations,
    | 'getById'
    | 'getByIds'
    | 'todayByIds'
    | 'resolveSuccession'
    | 'isOrphaned'
    | 'idsHeldBy'
    | 'activeMembersWithRole'
    | 'lookUp'
  >;
  solutions: Pick<Solutions, 'publishedWithProvider' | 'releasesOf' | 'notices'>;
  /** Id of the accepted request of an organisation for a solution. */
  acceptedRequestId(organisationId: string, solutionId: string): Promise<string | null>;
};
