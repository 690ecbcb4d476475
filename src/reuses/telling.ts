import { type Tell, tell } from '../platform/tell.ts';
import type { ReusePorts } from './ports.ts';
import type { Reuse, ReuseSide } from './reuse.types.ts';

type Parties = Pick<Reuse, 'organisationId' | 'providerId'>;
type Organisations = Pick<ReusePorts['organisations'], 'resolveSuccession' | 'isOrphaned'>;

/**
 * Makes the entry that tells a step to the people of one side as the organisations stand today, or to KDN where
 * nobody is there any more.
 */
export function makeTelling(organisations: Organisations) {
  return async (
    kind: string,
    reuse: Parties,
    to: ReuseSide,
    exceptUserId: string,
    at: Date,
  ): Promise<Tell> => {
    const told = to === 'reuser' ? reuse.organisationId : reuse.providerId;
    const id = (await organisations.resolveSuccession(told))?.id ?? told;
    return (await organisations.isOrphaned(id))
      ? tell(kind, { platformRole: 'kdn', exceptUserId }, at)
      : tell(
          kind,
          { organisationIds: [id], roles: ['editor', 'approver', 'administrator'], exceptUserId },
          at,
        );
  };
}

export type Telling = ReturnType<typeof makeTelling>;
