import type { QueryFilter, UpdateQuery } from 'mongoose';
import { type Actor, hasRole, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden } from '../../shared/errors.ts';
import { date } from '../../shared/german.ts';
import { complete } from './complete.ts';
import { historyActionLabels } from './history.ts';
import type { Holding } from './holding.ts';
import {
  type Act,
  inState,
  lifecycle,
  type SolutionState,
  solutionStateLabels,
  stateOf,
} from './lifecycle.ts';
import type { Solution, SolutionModel } from './solution.model.ts';

/** A solution that an act may begin with: read, in the right state, by somebody who may. */
export type Begun = { solution: Solution; state: SolutionState; next: SolutionState | 'deleted' };

/** How every step goes: read, ask the table, then one update that holds to the state that was read. */
export function makeSteps(model: SolutionModel, holding: Holding) {
  async function mayReview(actor: Actor, solution: Solution): Promise<boolean> {
    if (solution.working?.submittedBy === actor.userId) return false;
    if (hasRole(actor, 'approver') && (await holding.holds(actor, solution))) return true;
    return isPlatform(actor, 'kdn') && (await holding.needsKdn(solution));
  }

  async function may(actor: Actor, act: Act, solution: Solution): Promise<boolean> {
    const { who } = lifecycle[act];
    if (who === 'reviewer') return mayReview(actor, solution);
    if (!(await holding.holds(actor, solution))) return false;
    if (who === 'editor') return hasRole(actor, 'editor');
    return hasRole(actor, 'approver') || hasRole(actor, 'administrator');
  }

  /** True where the person may do this now; for the buttons of a page. */
  async function canDo(actor: Actor, act: Act, solution: Solution): Promise<boolean> {
    return lifecycle[act].steps[stateOf(solution)] !== undefined && (await may(actor, act, solution));
  }

  /**
   * @throws notFound for strangers, forbidden where the role is missing, conflict where the table has no such step
   */
  async function begin(actor: Actor, slug: string, act: Act): Promise<Begun> {
    const solution = await holding.recordFor(actor, slug);
    if (!(await may(actor, act, solution))) throw forbidden(refusals[lifecycle[act].who]);
    const state = stateOf(solution);
    const next = lifecycle[act].steps[state];
    if (next === undefined) throw outOfState(solution);
    return { solution, state, next };
  }

  /** The step itself: one update whose filter holds the state, and what else was judged. */
  async function take(
    { solution, state }: Begun,
    held: QueryFilter<Solution>,
    update: UpdateQuery<Solution>,
  ): Promise<Solution> {
    const filter = { $and: [{ _id: solution._id }, inState(state), held] };
    const after = await model.findOneAndUpdate(filter, update, { returnDocument: 'after' }).lean<Solution>();
    if (after === null) throw await lostRace(solution);
    return complete(after);
  }

  /** What to say when somebody else was faster: with what they did, from the present record. */
  async function lostRace({ _id, slug }: Pick<Solution, '_id' | 'slug'>) {
    const now = await model.findById(_id).lean<Solution>();
    return now ? outOfState(complete(now)) : conflict('Der Entwurf wurde inzwischen gelöscht.', { slug });
  }

  return { begin, take, canDo, lostRace };
}

export type Steps = ReturnType<typeof makeSteps>;

const refusals = {
  editor: 'Dazu brauchen Sie in dieser Organisation die Rolle Redaktion.',
  reviewer:
    'Freigeben kann nur eine andere Person als die, die eingereicht hat, mit der Rolle Freigabe. KDN gibt frei, wo es keine solche Person gibt.',
  responsible: 'Dazu brauchen Sie in dieser Organisation die Rolle Freigabe oder Administration.',
};

function outOfState(solution: Solution) {
  const last = solution.history.at(-1);
  const lately = last ? ` Zuletzt: ${historyActionLabels[last.action]} am ${date(last.at)}.` : '';
  return conflict(
    `Dieser Schritt passt nicht mehr zum Stand der Lösung (${solutionStateLabels[stateOf(solution)]}).${lately}`,
    { slug: solution.slug, working: solution.working },
  );
}
