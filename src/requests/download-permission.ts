import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { Artifact, PublishedSolution } from '../solutions/index.ts';

type Dependencies = {
  organisations: Pick<Organisations, 'idsHeldBy'>;
  hasAcceptedRequest(organisationId: string, solutionId: string): Promise<boolean>;
};

/**
 * The rule of who may have an artifact: everybody, signed-in public bodies, or those whose request was accepted.
 * Its provider may have all of them.
 */
export function makeDownloadPermission({ organisations, hasAcceptedRequest }: Dependencies) {
  return async (
    actor: Actor | null,
    solution: Pick<PublishedSolution, 'id' | 'providerId'>,
    artifact: Pick<Artifact, 'access'>,
  ): Promise<boolean> => {
    if (artifact.access === 'everyone') return true;
    const organisation = actor?.organisation;
    if (!organisation) return false;
    if (artifact.access === 'publicBodies' && organisation.publicBody) return true;
    if ((await organisations.idsHeldBy(organisation.id)).includes(solution.providerId)) return true;
    return artifact.access === 'accepted' && hasAcceptedRequest(organisation.id, solution.id);
  };
}

export type DownloadPermission = ReturnType<typeof makeDownloadPermission>;
