import type { QueryFilter, UpdateQuery } from 'mongoose';
import type { Actor } from '../shared/actor.ts';
import { conflict, DomainError, forbidden } from '../shared/errors.ts';
import { answerDue } from './due.ts';
import { isPossible, lifecycle, mayAct, type RequestAction, stateLabels } from './lifecycle.ts';
import type { RequestPorts } from './ports.ts';
import { type RejectionReason, rejectionReasonLabels } from './rejection-reasons.ts';
import type { RequestModel } from './request.model.ts';
import type { RequestEvent, RequestHistoryEntry, ReuseRequest } from './request.types.ts';
import type { OpenCase, Standings } from './standing.service.ts';
import type { Telling } from './telling.ts';

export type NoReuse = { reason: RejectionReason; text: string };

const inWords = ({ reason, text }: NoReuse): string =>
  [rejectionReasonLabels[reason], text].filter(Boolean).join(': ');

type Dependencies = {
  model: RequestModel;
  standings: Standings;
  telling: Telling;
  ports: Pick<RequestPorts, 'reusedSolutionIds'>;
  now: () => Date;
};
type Filter = QueryFilter<ReuseRequest>;
type Update = UpdateQuery<ReuseRequest>;

const events: Record<Exclude<RequestAction, 'write' | 'stateNoReuse'>, RequestEvent> = {
  accept: 'accepted',
  decline: 'declined',
  withdraw: 'withdrawn',
  close: 'closed',
};

/**
 * The steps of a running case. Each is one update whose filter holds the expected state and whose history and what
 * must be told are written with it; who is too late gets 409 and hears what happened (decision 3).
 */
export function makeSteps({ model, standings, telling, ports, now }: Dependencies) {
  /** @throws notFound for strangers, forbidden for the wrong side or role, conflict for the wrong state */
  async function begin(actor: Actor, id: string, action: RequestAction) {
    const open = await standings.caseFor(actor, id);
    if (!mayAct(action, open.standing)) throw forbidden(whyNot(action));
    if (!isPossible(action, open.request)) throw tooLate(open.request);
    const at = now();
    const entry = (event: RequestEvent, reason = ''): RequestHistoryEntry => ({
      at,
      by: actor.userId,
      side: open.standing.side,
      organisationId: open.standing.organisationId,
      event,
      reason,
    });
    const told = (kind: string) =>
      telling(kind, open.request, { side: open.standing.side, userId: actor.userId }, at);
    return { ...open, at, entry, told };
  }

  /** The filter of a step: this case, in a state that allows it. */
  const expecting = (request: ReuseRequest, action: RequestAction): Filter => ({
    _id: request._id,
    kind: { $in: lifecycle[action].kinds },
    state: { $in: lifecycle[action].from },
  });

  async function apply(request: ReuseRequest, filter: Filter, update: Update): Promise<void> {
    const done = await model.updateOne(filter, { ...update, $inc: { revision: 1 } });
    if (done.matchedCount === 1) return;
    throw tooLate((await model.findById(request._id).lean<ReuseRequest>()) ?? request);
  }

  /** First answer of the providing side. */
  const answered = ({ request, standing }: OpenCase, at: Date) =>
    standing.side !== 'requester' && request.answeredAt === null ? { answeredAt: at } : {};

  /** A second click on the same button finds the step done by the same person: that is no conflict. */
  async function decide(
    actor: Actor,
    id: string,
    action: keyof typeof events,
    reason: string,
    outcome: NoReuse | null = null,
  ): Promise<void> {
    try {
      await decideOnce(actor, id, action, reason, outcome);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'conflict') throw error;
      const { request } = await standings.caseFor(actor, id);
      if (!request.history.some(({ event, by }) => event === events[action] && by === actor.userId))
        throw error;
    }
  }

  async function decideOnce(
    actor: Actor,
    id: string,
    action: keyof typeof events,
    reason: string,
    outcome: NoReuse | null,
  ): Promise<void> {
    const step = await begin(actor, id, action);
    const { at, entry, request } = step;
    const event = events[action];
    await apply(request, expecting(request, action), {
      $set: {
        state: lifecycle[action].to,
        decidedAt: at,
        reason,
        updatedAt: at,
        // An accepted request waits for the asking side to report its reuse or say why not; nothing else waits.
        waitsFor: action === 'accept' ? 'requester' : null,
        dueAt: null,
        ...answered(step, at),
        ...(outcome ? { outcome: { kind: 'notReused', ...outcome, at, by: actor.userId } } : {}),
      },
      $push: {
        history: outcome
          ? { $each: [entry(event, reason), entry('not-reused', inWords(outcome))] }
          : entry(event, reason),
        tell: await step.told(`${request.kind}-${event}`),
      },
    });
  }

  async function write(actor: Actor, id: string, letter: { id: string; text: string }): Promise<void> {
    const step = await begin(actor, id, 'write');
    const { request, standing, at } = step;
    if (request.thread.some((one) => one.id === letter.id)) return;
    const { side, organisationId } = standing;
    const own = side === 'requester' ? 'requester' : 'provider';
    const other = own === 'requester' ? 'provider' : 'requester';
    // Writing again while the other side is to answer does not give it more time.
    const turn = request.waitsFor === other && request.dueAt ? {} : { waitsFor: other, dueAt: answerDue(at) };
    const filter = {
      ...expecting(request, 'write'),
      waitsFor: request.waitsFor,
      'thread.id': { $ne: letter.id },
    };
    const update: Update = {
      $set: { updatedAt: at, ...turn, ...answered(step, at) },
      $push: {
        thread: { id: letter.id, at, by: actor.userId, side, organisationId, text: letter.text },
        history: step.entry('wrote'),
        tell: await step.told('request-letter'),
      },
    };
    await apply(request, filter, update).catch(async (error: unknown) => {
      const { request: present } = await standings.caseFor(actor, id);
      if (present.thread.some((one) => one.id === letter.id)) return;
      // Only the turn changed meanwhile: both sides wrote at once.
      if (isPossible('write', present) && present.waitsFor !== request.waitsFor)
        return write(actor, id, letter);
      throw error;
    });
  }

  return {
    /**
     * Adds a letter. Sent twice with the same id it is added once. After it the other side is expected to answer.
     * @param letter id: random value of the form
     * @throws as `begin`
     */
    write,

    /** The provider accepts: opens the artifacts of that level and creates nothing else. */
    accept: (actor: Actor, id: string) => decide(actor, id, 'accept', ''),

    /** The provider declines with a reason. */
    decline: (actor: Actor, id: string, reason: string) => decide(actor, id, 'decline', reason),

    /** The asking side withdraws, with or without saying why it does not reuse the solution. */
    withdraw: (actor: Actor, id: string, reason: string, outcome: NoReuse | null) =>
      decide(actor, id, 'withdraw', reason, outcome),

    /** Either side closes an exchange of messages. */
    close: (actor: Actor, id: string) => decide(actor, id, 'close', ''),

    /** The asking side says after the decision why it does not reuse the solution. */
    async stateNoReuse(actor: Actor, id: string, outcome: NoReuse): Promise<void> {
      const { request, at, entry, told } = await begin(actor, id, 'stateNoReuse');
      const reused = await ports.reusedSolutionIds(request.requesterId);
      if (request.solutionId !== null && reused.has(request.solutionId))
        throw conflict('Ihre Organisation hat zu dieser Lösung bereits eine Nachnutzung gemeldet.');
      await apply(
        request,
        { ...expecting(request, 'stateNoReuse'), outcome: null },
        {
          $set: {
            outcome: { kind: 'notReused', ...outcome, at, by: actor.userId },
            updatedAt: at,
            waitsFor: null,
            dueAt: null,
          },
          $push: { history: entry('not-reused', inWords(outcome)), tell: await told('reuse-not-reused') },
        },
      );
    },
  };
}

function whyNot(action: RequestAction): string {
  if (action === 'accept' || action === 'decline')
    return 'Über eine Anfrage entscheidet die bereitstellende Organisation; dafür brauchen Sie dort die Rolle Redaktion, Freigabe oder Administration.';
  if (action === 'close') return 'Diesen Austausch schließen nur die beiden Organisationen selbst ab.';
  return 'Das kann nur die anfragende Organisation.';
}

function tooLate(request: ReuseRequest) {
  return request.outcome !== null && request.state !== 'open'
    ? conflict(`Der Vorgang ist bereits ${stateLabels[request.state]} und abgeschlossen.`)
    : conflict(
        `Der Vorgang hat sich inzwischen geändert: Er ist jetzt ${stateLabels[request.state]}. Bitte laden Sie die Seite neu.`,
        { state: request.state },
      );
}
