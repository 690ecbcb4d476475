import type { CaseLine } from '../shared/case.ts';
import { isOutdated, silentFrom } from './freshness.ts';
import { relationLabels, stageLabels, stateLabels } from './labels.ts';
import { reusePath } from './paths.ts';
import type { Reuse, ReuseSide } from './reuse.types.ts';

type Names = Map<string, { fullName: string }>;

/** The state as a badge: green confirmed, amber waiting or outdated, red disputed. */
export function reuseBadge(reuse: Reuse, now: Date): CaseLine['state'] {
  if (reuse.relation === 'own') return { kind: 'neutral', label: stageLabels[reuse.stage] };
  if (reuse.state === 'disputed') return { kind: 'danger', label: stateLabels.disputed };
  if (isOutdated(reuse, now)) return { kind: 'warning', label: 'veraltet' };
  if (reuse.state === 'confirmed' && reuse.pendingSide !== null)
    return { kind: 'warning', label: 'neue Stufe gemeldet' };
  if (reuse.state === 'confirmed') return { kind: 'success', label: stateLabels.confirmed };
  return { kind: 'warning', label: stateLabels.reported };
}

/** Whose turn it is: to confirm what was reported, or to say that the solution is still in use. */
export function turnOf(reuse: Reuse, now: Date): ReuseSide | null {
  if (reuse.state === 'disputed') return null;
  return reuse.pendingSide ?? (isOutdated(reuse, now) ? 'reuser' : null);
}

/**
 * What happens next, in words for one side.
 * @param kdnMay KDN may confirm instead of the side that was asked
 */
export function nextStep(
  reuse: Reuse,
  side: ReuseSide | 'kdn',
  counterpart: string,
  now: Date,
  kdnMay = true,
): string {
  if (reuse.relation === 'own') return 'Nichts zu tun. Melden Sie, wenn sich die Stufe ändert.';
  if (reuse.state === 'disputed')
    return side === 'reuser' && reuse.reported.side === 'reuser'
      ? 'Ihre Meldung wurde bestritten. Klären Sie den Stand und melden Sie die Stufe neu.'
      : 'Die Meldung wurde bestritten und zählt nicht.';
  if (reuse.pendingSide !== null) {
    if (side === reuse.pendingSide) return 'Bestätigen Sie die Meldung, oder bestreiten Sie sie.';
    return side === 'kdn' && kdnMay
      ? 'Prüfen Sie den Nachweis, und bestätigen Sie.'
      : `${counterpart} bestätigt die Meldung.`;
  }
  if (isOutdated(reuse, now))
    return side === 'kdn'
      ? 'Eine der beiden Seiten bestätigt, dass die Lösung weiterhin genutzt wird.'
      : 'Bestätigen Sie, dass die Lösung weiterhin genutzt wird.';
  return reuse.stage === 'ended'
    ? 'Nichts mehr zu tun.'
    : 'Nichts zu tun. Melden Sie, wenn sich die Stufe ändert.';
}

/** One line of "Meine Vorgänge" for one side of a record, or for KDN's task. */
export function reuseLine(reuse: Reuse, side: ReuseSide | 'kdn', names: Names, now: Date): CaseLine {
  const nameOf = (id: string): string => names.get(id)?.fullName ?? 'unbekannte Organisation';
  const counterpart = nameOf(side === 'reuser' ? reuse.providerId : reuse.organisationId);
  const turn = turnOf(reuse, now);
  return {
    kindLabel: relationLabels[reuse.relation],
    subject: reuse.solutionTitle,
    href: reusePath(String(reuse._id)),
    counterpart: reuse.relation === 'own' ? 'eigene Nutzung' : counterpart,
    state: reuseBadge(reuse, now),
    nextStep: nextStep(reuse, side, counterpart, now),
    waitsFor: turn === null ? 'nobody' : turn === side || side === 'kdn' ? 'me' : 'other',
    dueAt: reuse.pendingSince !== null && turn !== null ? silentFrom(reuse.pendingSince) : null,
    changedAt: reuse.updatedAt,
  };
}
