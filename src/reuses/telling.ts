import { type Tell, tell } from '../platform/tell.ts';
import type { ReusePorts } from './ports.ts';
import type { Reuse, ReuseSide } from './reuse.types.ts';

type Parties = Pick<Reuse, 'organisationId' | 'providerId' | 'history'>;
type Organisations = Pick<ReusePorts['organisations'], 'resolveSuccession' | 'activeMembersWithRole'>;

/**
 * Makes the entry that tells a step to one side as the organisations stand today: those who speak for it, and its
 * people who took part and still belong to it. Where nobody is there any more, KDN is told.
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
    const members = new Set(await organisations.activeMembersWithRole(id, 'member'));
    if (members.size === 0) return tell(kind, { platformRole: 'kdn', exceptUserId }, at);
    const tookPart = reuse.history.filter(({ side, by }) => side === to && members.has(by));
    return tell(
      kind,
      {
        organisationIds: [id],
        roles: ['editor', 'approver', 'administrator'],
        userIds: [...new Set(tookPart.map(({ by }) => by))],
        exceptUserId,
      },
      at,
    );
  };
}

export type Telling = ReturnType<typeof makeTelling>;
