import type { Organisations } from '../organisations/index.ts';
import { type Requests, rejectionReasonLabels } from '../requests/index.ts';
import { distanceOf, type Reuses } from '../reuses/index.ts';
import type { Solutions } from '../solutions/index.ts';
import type { Facts } from '../statistics/index.ts';

type Sources = {
  solutions: Pick<Solutions, 'eachSolution'>;
  requests: Pick<Requests, 'eachRequest' | 'statedRejections'>;
  reuses: Pick<Reuses, 'eachReuse'>;
  organisations: Pick<Organisations, 'todayByIds'>;
};

const unknown = 'unbekannte Organisation';

/** Collects what the figures are made of from the features that own it, with the names of organisations. */
export async function loadFacts(
  { solutions, requests, reuses, organisations }: Sources,
  now: Date,
): Promise<Facts> {
  const [allSolutions, allRequests, allReuses, rejections] = await Promise.all([
    collect(solutions.eachSolution()),
    collect(requests.eachRequest()),
    collect(reuses.eachReuse()),
    requests.statedRejections(new Date(0), now),
  ]);
  const names = await organisations.todayByIds([
    ...new Set([
      ...allSolutions.map((one) => one.providerId),
      ...allRequests.map((one) => one.requesterId),
      ...allReuses.map((one) => one.organisationId),
    ]),
  ]);
  const nameOf = (id: string): string => names.get(id)?.fullName ?? unknown;
  return {
    solutions: allSolutions.map((one) => ({ ...one, provider: nameOf(one.providerId) })),
    requests: allRequests.flatMap(
      ({ id, kind, solutionId, requesterId, createdAt, answeredAt, decidedAt, state }) =>
        kind === 'reuse' && solutionId !== null
          ? [
              {
                id,
                solutionId,
                requester: nameOf(requesterId),
                createdAt,
                answeredAt,
                decidedAt,
                accepted: state === 'accepted',
              },
            ]
          : [],
    ),
    reuses: allReuses
      .filter(({ state }) => state !== 'disputed')
      .map((reuse) => ({
        id: String(reuse._id),
        solutionId: reuse.solutionId,
        organisation: nameOf(reuse.organisationId),
        relation: reuse.relation,
        stage: reuse.stage,
        confirmedStage: reuse.confirmedStage,
        reportedAt: reuse.reported.at,
        confirmedAt: reuse.confirmed?.at ?? null,
        lastConfirmedAt: reuse.lastConfirmedAt,
        distance: distanceOf(reuse),
      })),
    rejections: rejections.map(({ solutionId, organisationId, reason, at }) => ({
      id: `${solutionId}-${organisationId}`,
      solutionId,
      reasonLabel: rejectionReasonLabels[reason],
      at,
    })),
  };
}

async function collect<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
