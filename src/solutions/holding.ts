import type { Organisations } from '../organisations/index.ts';
import { type Actor, isPlatform } from '../shared/actor.ts';
import { notFound } from '../shared/errors.ts';
import type { Solution, SolutionModel } from './solution.model.ts';

export type KnownOrganisations = Pick<
  Organisations,
  'activeMembersWithRole' | 'resolveSuccession' | 'idsHeldBy'
>;

/** Whose a solution is today. Records never move: an organisation that ended is stood for by its successor. */
export function makeHolding(model: SolutionModel, organisations: KnownOrganisations) {
  async function holderId(providerId: string): Promise<string> {
    return (await organisations.resolveSuccession(providerId))?.id ?? providerId;
  }

  async function holds(actor: Actor | null, { providerId }: Pick<Solution, 'providerId'>): Promise<boolean> {
    const own = actor?.organisation?.id;
    if (own === undefined) return false;
    return own === providerId || (await holderId(providerId)) === own;
  }

  /** True where the providing organisation has no approver but the submitter, so that KDN steps in. */
  async function needsKdn({
    providerId,
    working,
  }: Pick<Solution, 'providerId' | 'working'>): Promise<boolean> {
    const approvers = await organisations.activeMembersWithRole(await holderId(providerId), 'approver');
    return approvers.every((id) => id === working?.submittedBy);
  }

  /** KDN sees what was public once and what waits for it, but no organisation's drafts. */
  const kdnSees = (actor: Actor | null, { visibility, working }: Solution): boolean =>
    isPlatform(actor, 'kdn') && (visibility !== 'unpublished' || working?.state === 'submitted');

  return {
    holderId,
    idsHeldBy: organisations.idsHeldBy,
    holds,
    needsKdn,

    /**
     * The whole stored record, for members of the providing organisation and within limits for KDN.
     * @throws notFound for everybody else, as for a slug that does not exist
     */
    async recordFor(actor: Actor | null, slug: string): Promise<Solution> {
      const solution = await model.findOne({ slug }).lean<Solution>();
      if (solution === null) throw notFound();
      if (!(await holds(actor, solution)) && !kdnSees(actor, solution)) throw notFound();
      return solution;
    },
  };
}

export type Holding = ReturnType<typeof makeHolding>;
