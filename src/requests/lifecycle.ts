import type { OrganisationRole } from '../shared/actor.ts';
import type { RequestKind, RequestState, Side } from './request.types.ts';

export const requestActions = ['write', 'accept', 'decline', 'withdraw', 'close', 'stateNoReuse'] as const;
export type RequestAction = (typeof requestActions)[number];

type Rule = {
  kinds: readonly RequestKind[];
  from: readonly RequestState[];
  sides: readonly Side[];
  /** The state it leads to; null: it stays. */
  to: RequestState | null;
  /** Roles of which the providing side needs one; empty: any member. */
  providerRoles: readonly OrganisationRole[];
};

/** Deciding needs a role of the providing organisation, writing does not. */
const deciding: readonly OrganisationRole[] = ['editor', 'approver', 'administrator'];

/** The one table that says which side may do what in which state. */
export const lifecycle: Record<RequestAction, Rule> = {
  write: {
    kinds: ['reuse', 'message'],
    from: ['open', 'accepted'],
    sides: ['requester', 'provider', 'kdn'],
    to: null,
    providerRoles: [],
  },
  accept: { kinds: ['reuse'], from: ['open'], sides: ['provider'], to: 'accepted', providerRoles: deciding },
  decline: { kinds: ['reuse'], from: ['open'], sides: ['provider'], to: 'declined', providerRoles: deciding },
  withdraw: { kinds: ['reuse'], from: ['open'], sides: ['requester'], to: 'withdrawn', providerRoles: [] },
  close: {
    kinds: ['message'],
    from: ['open'],
    sides: ['requester', 'provider'],
    to: 'closed',
    providerRoles: [],
  },
  stateNoReuse: {
    kinds: ['reuse'],
    from: ['accepted', 'declined', 'withdrawn'],
    sides: ['requester'],
    to: null,
    providerRoles: [],
  },
};

export type Standing = { side: Side; roles: readonly OrganisationRole[] };

/** Whether someone on a side may ever do this, in whatever state: decides between 403 and 409. */
export function mayAct(action: RequestAction, { side, roles }: Standing): boolean {
  const { sides, providerRoles } = lifecycle[action];
  if (!sides.includes(side)) return false;
  if (side !== 'provider' || providerRoles.length === 0) return true;
  return providerRoles.some((role) => roles.includes(role));
}

/** Whether the case allows the action at all now, whoever acts. */
export function isPossible(
  action: RequestAction,
  request: { kind: RequestKind; state: RequestState; outcome: unknown },
): boolean {
  const { kinds, from } = lifecycle[action];
  if (!kinds.includes(request.kind) || !from.includes(request.state)) return false;
  return action !== 'stateNoReuse' || request.outcome === null;
}

/** What someone may do with a case right now. */
export function actionsFor(
  request: { kind: RequestKind; state: RequestState; outcome: unknown },
  standing: Standing,
): RequestAction[] {
  return requestActions.filter((action) => isPossible(action, request) && mayAct(action, standing));
}

export const stateLabels: Record<RequestState, string> = {
  open: 'offen',
  accepted: 'angenommen',
  declined: 'abgelehnt',
  withdrawn: 'zurückgezogen',
  closed: 'abgeschlossen',
};
