import type { Organisation, Organisations } from '../../organisations/index.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import { complete } from './complete.ts';
import type { Solution, SolutionModel } from './solution.model.ts';

export type KnownOrganisations = Pick<
  Organisations,
  'activeMembersWithRole' | 'resolveSuccession' | 'idsHeldBy' | 'getByIds' | 'todayByIds'
>;

/** Whose a solution is today. Records never move: an organisation that ended is stood for by its successor. */
export function makeHolding(model: SolutionModel, organisations: KnownOrganisations) {
  async function holderId(providerId: string): Promise<string> {
    return (await organisations.resolveSuccession(providerId))?.id ?? providerId;
  }

  /** Who provides it today; null where the organisation is not known. */
  const providerOf = ({ providerId }: Pick<Solution, 'providerId'>): Promise<Organisation | null> =>
    organisations.resolveSuccession(providerId);

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

  /** What KDN sees of a record: what was public once and what is submitted, but no organisation's drafts. */
  function forKdn(solution: Solution): Solution | null {
    if (solution.working?.state === 'submitted') return solution;
    return solution.visibility === 'unpublished' ? null : { ...solution, working: null };
  }

  return {
    holderId,
    providerOf,
    idsHeldBy: organisations.idsHeldBy,
    holds,
    needsKdn,

    /**
     * The stored record: whole for members of the providing organisation, for KDN without what is still being written.
     * @throws notFound for everybody else, as for a slug that does not exist
     */
    async recordFor(actor: Actor | null, slug: string): Promise<Solution> {
      const stored = await model.findOne({ slug }).lean<Solution>();
      if (stored === null) throw notFound();
      const solution = complete(stored);
      if (await holds(actor, solution)) return solution;
      const seen = isPlatform(actor, 'kdn') ? forKdn(solution) : null;
      if (seen === null) throw notFound();
      return seen;
    },
  };
}

export type Holding = ReturnType<typeof makeHolding>;
