import { upserting } from '../platform/duplicate-key.ts';
import type { ActingFor, Actor } from '../shared/actor.ts';
import { conflict } from '../shared/errors.ts';
import type { RequestPorts } from './ports.ts';
import type { RejectionReason } from './rejection-reasons.ts';
import type { RejectionModel, RequestModel } from './request.model.ts';
import type { NoReuse } from './steps.service.ts';

type Dependencies = {
  model: RejectionModel;
  requests: RequestModel;
  ports: Pick<RequestPorts, 'solutions' | 'reusedSolutionIds'>;
  now: () => Date;
};

/** A reason counted for the figures: from a request or a visit. */
export type StatedRejection = {
  solutionId: string;
  organisationId: string;
  reason: RejectionReason;
  at: Date;
};

/** "nicht nachgenutzt, weil": said at a visit; and all reasons together, those of requests included. */
export function makeRejections({ model, requests, ports, now }: Dependencies) {
  return {
    /**
     * What the form shows: the solution and what the organisation said before.
     * @throws as `publishedBySlug`
     */
    async prepareRejection(organisationId: string, slug: string) {
      const solution = await ports.solutions.publishedBySlug(slug);
      const said = await model.findOne({ solutionId: solution.id, organisationId }).lean();
      return { solution, said };
    },

    /**
     * Records why an organisation decided against a solution; saying it again replaces what was said.
     * @throws as `publishedBySlug`; conflict where the organisation reported its reuse
     */
    async rejectAtVisit(
      { actor, organisation }: { actor: Actor; organisation: ActingFor },
      slug: string,
      { reason, text }: NoReuse,
    ): Promise<void> {
      const { solution, provider } = await ports.solutions.publishedWithProvider(slug);
      if (provider.id === organisation.id)
        throw conflict('Ihre Organisation stellt diese Lösung selbst bereit.');
      if ((await ports.reusedSolutionIds(organisation.id)).has(solution.id))
        throw conflict('Ihre Organisation hat zu dieser Lösung bereits eine Nachnutzung gemeldet.');
      await upserting(() =>
        model.updateOne(
          { solutionId: solution.id, organisationId: organisation.id },
          { $set: { reason, text, at: now(), by: actor.userId } },
          { upsert: true },
        ),
      );
    },

    /**
     * Every reason stated within a time, each organisation and solution once (its latest word counts).
     * @param from included, @param to excluded
     */
    async statedRejections(from: Date, to: Date): Promise<StatedRejection[]> {
      const [visits, cases] = await Promise.all([
        model.find({ at: { $gte: from, $lt: to } }).lean(),
        requests
          .find({ 'outcome.at': { $gte: from, $lt: to } }, { solutionId: 1, requesterId: 1, outcome: 1 })
          .lean(),
      ]);
      const all: StatedRejection[] = [
        ...visits,
        ...cases.flatMap(({ solutionId, requesterId, outcome }) =>
          solutionId && outcome ? [{ ...outcome, solutionId, organisationId: requesterId }] : [],
        ),
      ];
      all.sort((a, b) => a.at.getTime() - b.at.getTime());
      const latest = new Map<string, StatedRejection>();
      for (const { solutionId, organisationId, reason, at } of all)
        latest.set(`${solutionId}:${organisationId}`, { solutionId, organisationId, reason, at });
      return [...latest.values()];
    },
  };
}
