import type { Actor } from '../shared/actor.ts';
import { dateTime, month } from '../shared/german.ts';
import { isLate, nextStep, stateBadge, turnOf } from './case-line.ts';
import { actionsFor } from './lifecycle.ts';
import type { RequestPorts } from './ports.ts';
import { rejectionReasonLabels } from './rejection-reasons.ts';
import type { RequestEvent, ReuseRequest, Side } from './request.types.ts';
import type { Standings } from './standing.service.ts';

type Dependencies = { standings: Standings; ports: RequestPorts; now: () => Date };

/** A letter or a step between letters, as the thread shows it. */
export type ThreadEntry =
  | { organisation: string; person: string; at: Date; text: string; own: boolean }
  | { event: string; at: Date };

export const eventLabels: Record<RequestEvent, string> = {
  asked: 'Angefragt',
  wrote: 'Nachricht geschrieben',
  accepted: 'Angenommen',
  declined: 'Abgelehnt',
  withdrawn: 'Zurückgezogen',
  closed: 'Abgeschlossen',
  'not-reused': 'Nicht nachgenutzt',
};

/** "März 2027" of the stored 'YYYY-MM'; '' where not stated. */
export const monthText = (stored: string): string =>
  stored === '' ? '' : month(new Date(`${stored}-15T12:00:00Z`));

const unknown = 'unbekannte Organisation';

/** Everything that the page of a case and its e-file show, shaped for one side. */
export function makeCasePages({ standings, ports, now }: Dependencies) {
  const { organisations, namesOf } = ports;

  return {
    /** @throws as `caseFor` */
    async caseForPage(actor: Actor, id: string) {
      const { request, standing } = await standings.caseFor(actor, id);
      const [known, sides, people, orphaned, reused, warnings] = await Promise.all([
        organisations.getByIds([
          request.requesterId,
          ...request.thread.flatMap((one) => one.organisationId ?? []),
          ...request.history.flatMap((one) => one.organisationId ?? []),
        ]),
        organisations.todayByIds([request.requesterId, request.providerId]),
        namesOf([request.createdBy, ...request.thread.map((one) => one.by)]),
        standings.providerIsOrphaned(request),
        ports.reusedSolutionIds(request.requesterId),
        request.solutionId === null
          ? []
          : ports.solutions.notices.warningsFor(request.solutionId, request.releaseNumber),
      ]);
      const nameOf = (organisationId: string | null, side: Side): string =>
        side === 'kdn'
          ? 'KDN (vermittelt)'
          : ((organisationId && known.get(organisationId)?.fullName) ?? unknown);
      const requester = sides.get(request.requesterId) ?? null;
      const provider = sides.get(request.providerId) ?? null;
      const requesterName = requester?.fullName ?? unknown;
      const providerName = provider?.fullName ?? unknown;
      const isReused = request.solutionId !== null && reused.has(request.solutionId);
      const mine: Side = standing.side;
      return {
        request,
        standing,
        warnings,
        requester,
        provider,
        requesterName,
        providerName,
        orphaned,
        reused: isReused,
        badge: stateBadge(request),
        late: isLate(turnOf(request, isReused) === null ? null : request.dueAt, now()),
        running: turnOf(request, isReused) !== null,
        next: nextStep(request, {
          side: mine,
          reused: isReused,
          counterpart: mine === 'requester' ? providerName : requesterName,
          mediated: orphaned,
        }),
        actions: actionsFor(request, standing).filter((one) => one !== 'stateNoReuse' || !isReused),
        thread: threadOf(request, mine, nameOf, people),
        timeline: request.history.map((one) => ({
          at: one.at,
          what: eventLabels[one.event],
          who: nameOf(one.organisationId, one.side),
          reason: one.reason,
        })),
        outcomeText: request.outcome
          ? [rejectionReasonLabels[request.outcome.reason], request.outcome.text].filter(Boolean).join(': ')
          : '',
      };
    },
  };
}

export type CasePage = Awaited<ReturnType<ReturnType<typeof makeCasePages>['caseForPage']>>;

function threadOf(
  request: ReuseRequest,
  mine: Side,
  nameOf: (organisationId: string | null, side: Side) => string,
  people: Map<string, string>,
): ThreadEntry[] {
  const isOwn = (side: Side): boolean => (side === 'requester') === (mine === 'requester');
  const first = {
    organisation: nameOf(request.requesterId, 'requester'),
    person: people.get(request.createdBy) ?? '',
    at: request.createdAt,
    text: openingText(request),
    own: isOwn('requester'),
  };
  const letters = request.thread.map((letter) => ({
    organisation: nameOf(letter.organisationId, letter.side),
    person: people.get(letter.by) ?? '',
    at: letter.at,
    text: letter.text,
    own: isOwn(letter.side),
  }));
  const steps = request.history
    .filter((one) => one.event !== 'asked' && one.event !== 'wrote')
    .map((one) => ({
      event: [`${eventLabels[one.event]} von ${nameOf(one.organisationId, one.side)}`, one.reason]
        .filter(Boolean)
        .join(': '),
      at: one.at,
    }));
  return [first, ...letters, ...steps].sort((a, b) => a.at.getTime() - b.at.getTime());
}

/** What was written when the case began, as one letter. */
function openingText({ purpose, plannedFor, questions }: ReuseRequest): string {
  const parts = [purpose];
  if (plannedFor !== '') parts.push(`Geplant für: ${monthText(plannedFor)}`);
  if (questions !== '') parts.push(`Fragen:\n${questions}`);
  return parts.join('\n\n');
}

/** The thread as plain text for the e-file. */
export const threadText = (thread: ThreadEntry[]): string =>
  thread
    .map((one) =>
      'event' in one
        ? `[${dateTime(one.at)}] ${one.event}`
        : `${dateTime(one.at)}\n${one.organisation}${one.person ? `, ${one.person}` : ''}\n\n${one.text}`,
    )
    .join('\n\n----------------------------------------\n\n');
