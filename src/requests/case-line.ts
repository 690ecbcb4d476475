import type { CaseLine } from '../shared/case.ts';
import { stateLabels } from './lifecycle.ts';
import type { ReuseRequest, Side } from './request.types.ts';

/** Whose turn it really is: an accepted request needs nothing more once the reuse or the reason against it is there. */
export function turnOf(
  request: Pick<ReuseRequest, 'state' | 'waitsFor' | 'outcome'>,
  reused: boolean,
): 'requester' | 'provider' | null {
  if (request.state === 'open') return request.waitsFor;
  if (request.state !== 'accepted' || request.outcome !== null || reused) return null;
  return request.waitsFor;
}

/** True where a promised answer is overdue. */
export const isLate = (dueAt: Date | null, now: Date): boolean => dueAt !== null && dueAt < now;

/** The state as a badge; colours as everywhere: green settled well, amber waiting, red refused. */
export function stateBadge(request: Pick<ReuseRequest, 'state' | 'outcome'>): CaseLine['state'] {
  if (request.outcome !== null) return { kind: 'neutral', label: 'nicht nachgenutzt' };
  const kinds = {
    open: 'warning',
    accepted: 'success',
    declined: 'danger',
    withdrawn: 'neutral',
    closed: 'neutral',
  } as const;
  return { kind: kinds[request.state], label: stateLabels[request.state] };
}

type Next = Pick<ReuseRequest, 'kind' | 'state' | 'outcome' | 'answeredAt' | 'waitsFor' | 'dueAt'>;

/**
 * What happens next, in words for one side.
 * @param counterpart name of the other side
 * @param mediated KDN takes the provider's turn
 */
export function nextStep(
  request: Next,
  {
    side,
    reused,
    counterpart,
    mediated,
  }: { side: Side; reused: boolean; counterpart: string; mediated: boolean },
): string {
  const turn = turnOf(request, reused);
  if (turn === null)
    return reused && request.state === 'accepted' ? 'Die Nachnutzung ist gemeldet.' : 'Nichts mehr zu tun.';
  const mine = turn === 'requester' ? side === 'requester' : side !== 'requester';
  const answersAgain = request.answeredAt !== null;
  if (request.state === 'accepted' && request.dueAt === null)
    return mine
      ? 'Melden Sie Ihre Nachnutzung, oder sagen Sie, warum es nicht dazu kam.'
      : `${counterpart} meldet die Nachnutzung oder sagt, warum es nicht dazu kam.`;
  if (!mine)
    return mediated && turn === 'provider' ? 'KDN vermittelt und antwortet.' : `${counterpart} antwortet.`;
  if (side === 'requester') return 'Antworten Sie auf die Nachricht.';
  if (side === 'kdn') return 'Vermitteln Sie: Antworten Sie anstelle der Bereitstellenden.';
  if (request.kind === 'message') return 'Antworten Sie auf die Nachricht.';
  if (request.state === 'accepted') return 'Antworten Sie auf die Nachricht.';
  return answersAgain ? 'Entscheiden Sie über die Anfrage.' : 'Beantworten Sie die Anfrage.';
}
