import type { OrganisationRole } from '../shared/actor.ts';
import type { Reuse, ReuseSide, ReuseState } from './reuse.types.ts';

export const reuseActions = ['confirm', 'dispute', 'changeStage', 'reconfirm', 'confirmByKdn'] as const;
export type ReuseAction = (typeof reuseActions)[number];

type Rule = {
  from: readonly ReuseState[];
  /** 'asked': the side that something waits for; 'either': both sides. */
  who: 'asked' | 'reuser' | 'either' | 'kdn';
  /** Something must wait for confirmation. */
  pending: boolean;
};

/** The one table that says who may do what in which state. */
export const lifecycle: Record<ReuseAction, Rule> = {
  // A disputed report may still be confirmed once it turns out to be right.
  confirm: { from: ['reported', 'confirmed', 'disputed'], who: 'asked', pending: true },
  dispute: { from: ['reported'], who: 'asked', pending: true },
  changeStage: { from: ['reported', 'confirmed', 'disputed'], who: 'reuser', pending: false },
  reconfirm: { from: ['confirmed'], who: 'either', pending: false },
  confirmByKdn: { from: ['reported', 'confirmed'], who: 'kdn', pending: true },
};

/** Roles of which the providing side needs one; anybody of the reusing side may speak for its use. */
export const providerRoles: readonly OrganisationRole[] = ['editor', 'approver', 'administrator'];

export type Standing = { side: ReuseSide | 'kdn'; roles: readonly OrganisationRole[] };
type Facts = Pick<Reuse, 'state' | 'relation' | 'pendingSide' | 'reported'>;

/** Whether the side, with these roles, is the one to do it: decides between 403 and 409. */
export function mayAct(action: ReuseAction, reuse: Facts, { side, roles }: Standing): boolean {
  if (side === 'provider' && !providerRoles.some((role) => roles.includes(role))) return false;
  switch (lifecycle[action].who) {
    case 'kdn':
      return side === 'kdn';
    case 'reuser':
      return side === 'reuser';
    case 'either':
      return side !== 'kdn';
    default:
      // Where nothing waits, the side that did not report is the one that was asked.
      return (
        side !== 'kdn' &&
        side === (reuse.pendingSide ?? (reuse.reported.side === 'reuser' ? 'provider' : 'reuser'))
      );
  }
}

/** Whether the record allows the action now, whoever acts. */
export function isPossible(action: ReuseAction, reuse: Facts): boolean {
  const { from, pending } = lifecycle[action];
  if (!from.includes(reuse.state) || (pending && reuse.pendingSide === null)) return false;
  // What the provider reported about others is first confirmed or disputed by them.
  if (action === 'changeStage') return reuse.pendingSide !== 'reuser';
  return reuse.relation !== 'own';
}

/** What someone may do with a record right now; whether KDN may confirm yet is for the service to say. */
export const actionsFor = (reuse: Facts, standing: Standing): ReuseAction[] =>
  reuseActions.filter((action) => isPossible(action, reuse) && mayAct(action, reuse, standing));
