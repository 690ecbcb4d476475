import type { QueryFilter } from 'mongoose';
import { type Actor, isPlatform } from '../shared/actor.ts';
import type { CaseLine } from '../shared/case.ts';
import { nextStep, stateBadge, turnOf } from './case-line.ts';
import { requestPath } from './paths.ts';
import type { RequestPorts } from './ports.ts';
import type { RequestModel } from './request.model.ts';
import type { RequestKind, RequestState, ReuseRequest, Side } from './request.types.ts';

type Dependencies = { model: RequestModel; ports: RequestPorts };

/** What figures need of a request; no texts, no people. */
export type RequestFact = {
  id: string;
  kind: RequestKind;
  state: RequestState;
  solutionId: string | null;
  requesterId: string;
  providerId: string;
  createdAt: Date;
  answeredAt: Date | null;
  decidedAt: Date | null;
};

const listed = { thread: 0, history: 0, tell: 0, purpose: 0, questions: 0 } as const;
/** Running and finished cases shown of each organisation; older finished ones are found by their solution. */
const longestList = 500;
const running: QueryFilter<ReuseRequest> = {
  state: { $in: ['open', 'accepted'] },
  waitsFor: { $ne: null },
};

/** Questions about requests that are not one case. */
export function makeRequestQueries({ model, ports }: Dependencies) {
  const { organisations } = ports;

  /** `runningOnly` leaves out what cannot wait for the actor: a number on each page needs no more. */
  async function casesOf(
    actor: Actor,
    runningOnly: boolean,
  ): Promise<{ request: ReuseRequest; side: Side }[]> {
    const held = actor.organisation ? await organisations.idsHeldBy(actor.organisation.id) : [];
    const turn = (waitsFor: 'requester' | 'provider') => (runningOnly ? { waitsFor } : {});
    const mine: QueryFilter<ReuseRequest>[] = [
      { requesterId: { $in: held }, ...turn('requester') },
      { providerId: { $in: held }, ...turn('provider') },
    ];
    if (isPlatform(actor, 'kdn')) mine.push({ mediated: true, state: 'open', ...turn('provider') });
    const read = (filter: QueryFilter<ReuseRequest>) =>
      model
        .find({ $and: [{ $or: mine }, filter] }, listed)
        .sort({ updatedAt: -1 })
        .limit(longestList)
        .lean<ReuseRequest[]>();
    // Read apart, so that many finished cases never push out one that waits.
    const lists = await Promise.all([read(running), ...(runningOnly ? [] : [read({ $nor: [running] })])]);
    const requests = lists.flat().sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime());
    return requests.map((request) => ({
      request,
      side: held.includes(request.providerId)
        ? 'provider'
        : held.includes(request.requesterId)
          ? 'requester'
          : 'kdn',
    }));
  }

  async function acceptedRequestId(organisationId: string, solutionId: string): Promise<string | null> {
    const held = await organisations.idsHeldBy(organisationId);
    const found = await model
      .findOne({ kind: 'reuse', solutionId, requesterId: { $in: held }, state: 'accepted' }, { _id: 1 })
      .lean();
    return found === null ? null : String(found._id);
  }

  return {
    /** The lines of "Meine Vorgänge" that come from requests, newest change first; `runningOnly` as in `casesOf`. */
    async requestCasesOf(actor: Actor, runningOnly: boolean): Promise<CaseLine[]> {
      const cases = await casesOf(actor, runningOnly);
      const [names, reused] = await Promise.all([
        organisations.todayByIds(cases.flatMap(({ request }) => [request.requesterId, request.providerId])),
        reusedBy(cases.map(({ request }) => request)),
      ]);
      return cases.map(({ request, side }) => {
        const otherId = side === 'requester' ? request.providerId : request.requesterId;
        const counterpart = names.get(otherId)?.fullName ?? 'unbekannte Organisation';
        const isReused = reused.has(`${request.requesterId}:${request.solutionId}`);
        const turn = turnOf(request, isReused);
        const mine = turn === (side === 'requester' ? 'requester' : 'provider');
        return {
          kindLabel: request.kind === 'reuse' ? 'Anfrage' : 'Nachricht',
          subject: request.title,
          href: requestPath(String(request._id)),
          counterpart,
          state: stateBadge(request),
          nextStep: nextStep(request, { side, reused: isReused, counterpart, mediated: request.mediated }),
          waitsFor: turn === null ? 'nobody' : mine ? 'me' : 'other',
          dueAt: turn === null ? null : request.dueAt,
          changedAt: request.updatedAt,
        };
      });
    },

    acceptedRequestId,

    /** Whether a request of the organisation for the solution was accepted: opens artifacts of that level. */
    hasAcceptedRequest: async (organisationId: string, solutionId: string): Promise<boolean> =>
      (await acceptedRequestId(organisationId, solutionId)) !== null,

    /** Every request as the figures see it, oldest first. */
    async *eachRequest(): AsyncGenerator<RequestFact> {
      const fields = {
        kind: 1,
        state: 1,
        solutionId: 1,
        requesterId: 1,
        providerId: 1,
        createdAt: 1,
        answeredAt: 1,
        decidedAt: 1,
      } as const;
      for await (const { _id, ...fact } of model
        .find({}, fields)
        .sort({ _id: 1 })
        .lean<ReuseRequest[]>()
        .cursor())
        yield { id: String(_id), ...fact };
    },
  };

  /** "organisation:solution" of every accepted case whose organisation reported its reuse. */
  async function reusedBy(requests: ReuseRequest[]): Promise<Set<string>> {
    const accepted = requests.filter((one) => one.state === 'accepted');
    const known = new Set<string>();
    for (const organisationId of new Set(accepted.map((one) => one.requesterId)))
      for (const solutionId of await ports.reusedSolutionIds(organisationId))
        known.add(`${organisationId}:${solutionId}`);
    return known;
  }
}
