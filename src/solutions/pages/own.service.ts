import { type Actor, hasRole, isPlatform } from '../../shared/actor.ts';
import { forbidden, notFound } from '../../shared/errors.ts';
import { complete } from '../record/complete.ts';
import type { Holding } from '../record/holding.ts';
import type { Release, Solution, SolutionModel } from '../record/solution.model.ts';
import type { Steps } from '../record/step.ts';

type Dependencies = { model: SolutionModel; holding: Holding; steps: Steps };

/** Reading what only the providing organisation, and within limits KDN, may see. */
export function makeOwnReading({ model, holding, steps }: Dependencies) {
  return {
    /**
     * The record: whole for members of the providing organisation; for KDN what was public once or is submitted.
     * @throws notFound for everybody else
     */
    bySlugFor: (actor: Actor | null, slug: string): Promise<Solution> => holding.recordFor(actor, slug),

    /** True for members of the organisation that provides the solution today. */
    holds: holding.holds,

    /** Id of the organisation that provides it today: the provider or who succeeded it. */
    holderId: holding.holderId,

    /** True where the lifecycle table and the person's roles allow the act now. */
    canDo: steps.canDo,

    /** Every solution of the organisation acted for, what was worked on last first. */
    async workOf(actor: Actor): Promise<Solution[]> {
      if (actor.organisation === null) throw forbidden();
      const providerId = { $in: await holding.idsHeldBy(actor.organisation.id) };
      const all = await model.find({ providerId }).lean<Solution[]>();
      return all.map(complete).sort((a, b) => lastTouched(b) - lastTouched(a));
    },

    /** Submissions this person may decide on, longest waiting first. */
    async waitingForApproval(actor: Actor): Promise<Solution[]> {
      const own = actor.organisation;
      const filter =
        own && hasRole(actor, 'approver') && !isPlatform(actor, 'kdn')
          ? { providerId: { $in: await holding.idsHeldBy(own.id) } }
          : {};
      if (!hasRole(actor, 'approver') && !isPlatform(actor, 'kdn')) return [];
      const all = await model.find({ ...filter, 'working.state': 'submitted' }).lean<Solution[]>();
      const mine: Solution[] = [];
      for (const one of all.map(complete)) if (await steps.canDo(actor, 'approve', one)) mine.push(one);
      return mine.sort((a, b) => submittedAt(a) - submittedAt(b));
    },

    /** A release by its number, of a record read before. @throws notFound */
    releaseNumbered(solution: Solution, number: number): Release {
      const release = solution.releases.find((one) => one.number === number);
      if (release === undefined) throw notFound();
      return release;
    },
  };
}

const submittedAt = ({ working }: Solution): number => working?.submittedAt?.getTime() ?? 0;
const lastTouched = ({ working, updatedAt }: Solution): number => (working?.savedAt ?? updatedAt).getTime();
