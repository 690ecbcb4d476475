import { type Tell, tell } from '../platform/tell.ts';
import type { RequestPorts } from './ports.ts';
import type { ReuseRequest, Side } from './request.types.ts';

type Parties = Pick<ReuseRequest, 'requesterId' | 'providerId' | 'createdBy'>;
type Organisations = Pick<
  RequestPorts['organisations'],
  'resolveSuccession' | 'isOrphaned' | 'activeMembersWithRole'
>;

/**
 * Makes the entry that tells a step to the other side, as the organisations stand today. Of the provider all who may
 * decide are told, or KDN where it has no people; of the asking side the person who asked, while they still belong to
 * it, and its administrators.
 */
export function makeTelling(organisations: Organisations) {
  return async (
    kind: string,
    request: Parties,
    from: { side: Side; userId: string },
    at: Date,
  ): Promise<Tell> => {
    const told = from.side === 'requester' ? request.providerId : request.requesterId;
    const id = (await organisations.resolveSuccession(told))?.id ?? told;
    const except = { exceptUserId: from.userId };
    if (from.side === 'requester') {
      if (await organisations.isOrphaned(id)) return tell(kind, { platformRole: 'kdn', ...except }, at);
      return tell(
        kind,
        { organisationIds: [id], roles: ['editor', 'approver', 'administrator'], ...except },
        at,
      );
    }
    const belongs = (await organisations.activeMembersWithRole(id, 'member')).includes(request.createdBy);
    const userIds = belongs ? [request.createdBy] : [];
    return tell(kind, { organisationIds: [id], roles: ['administrator'], userIds, ...except }, at);
  };
}

export type Telling = ReturnType<typeof makeTelling>;
