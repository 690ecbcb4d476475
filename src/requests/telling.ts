import { type Tell, tell } from '../platform/tell.ts';
import type { RequestPorts } from './ports.ts';
import type { ReuseRequest, Side } from './request.types.ts';

type Parties = Pick<ReuseRequest, 'requesterId' | 'providerId' | 'history'>;
type Organisations = Pick<RequestPorts['organisations'], 'resolveSuccession' | 'activeMembersWithRole'>;

/**
 * Makes the entry that tells a step to the other side, as the organisations stand today: of the provider all who may
 * decide, of the asking side its administrators, of both the people who took part and still belong to it. Where the
 * provider has nobody, KDN is told.
 */
export function makeTelling(organisations: Organisations) {
  return async (
    kind: string,
    request: Parties,
    from: { side: Side; userId: string },
    at: Date,
  ): Promise<Tell> => {
    const toProvider = from.side === 'requester';
    const told = toProvider ? request.providerId : request.requesterId;
    const id = (await organisations.resolveSuccession(told))?.id ?? told;
    const members = new Set(await organisations.activeMembersWithRole(id, 'member'));
    const except = { exceptUserId: from.userId };
    if (toProvider && members.size === 0) return tell(kind, { platformRole: 'kdn', ...except }, at);
    const tookPart = request.history.filter(
      ({ side, by }) => (side === 'requester') !== toProvider && members.has(by),
    );
    return tell(
      kind,
      {
        organisationIds: [id],
        roles: toProvider ? ['editor', 'approver', 'administrator'] : ['administrator'],
        userIds: [...new Set(tookPart.map(({ by }) => by))],
        ...except,
      },
      at,
    );
  };
}

export type Telling = ReturnType<typeof makeTelling>;
