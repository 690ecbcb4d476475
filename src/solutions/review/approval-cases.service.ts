import type { Actor } from '../../shared/actor.ts';
import type { CaseLine } from '../../shared/case.ts';
import { previewPath, reviewPath } from '../paths.ts';
import type { Holding, KnownOrganisations } from '../record/holding.ts';
import type { Solution, SolutionModel } from '../record/solution.model.ts';

type Dependencies = {
  model: SolutionModel;
  holding: Holding;
  organisations: Pick<KnownOrganisations, 'resolveSuccession'>;
  waitingForApproval(actor: Actor): Promise<Solution[]>;
};

/** Submissions as lines of "Meine Vorgänge": those to decide on, and those of one's own that others decide on. */
export function makeApprovalCases({ model, holding, organisations, waitingForApproval }: Dependencies) {
  async function lineOf(solution: Solution, mine: boolean): Promise<CaseLine[]> {
    const { working, slug, providerId } = solution;
    if (working === null) return [];
    const provider = await organisations.resolveSuccession(providerId);
    return [
      {
        kindLabel: 'Freigabe',
        subject: working.content.title,
        href: mine ? reviewPath(slug) : previewPath(slug),
        counterpart: provider?.fullName ?? '',
        state: { kind: 'warning', label: 'zur Freigabe' },
        nextStep: mine
          ? 'Geben Sie die Lösung frei oder mit Gründen zurück.'
          : 'Eine andere Person gibt frei oder zurück.',
        waitsFor: mine ? 'me' : 'other',
        dueAt: null,
        changedAt: working.submittedAt ?? working.savedAt,
      },
    ];
  }

  return {
    async approvalCasesOf(actor: Actor): Promise<CaseLine[]> {
      const mine = await waitingForApproval(actor);
      const decided = new Set(mine.map(({ slug }) => slug));
      const submitted = actor.organisation?.roles.includes('editor')
        ? await model
            .find({
              providerId: { $in: await holding.idsHeldBy(actor.organisation.id) },
              'working.state': 'submitted',
            })
            .lean<Solution[]>()
        : [];
      const others = submitted.filter(({ slug }) => !decided.has(slug));
      const lines = await Promise.all([
        ...mine.map((one) => lineOf(one, true)),
        ...others.map((one) => lineOf(one, false)),
      ]);
      return lines.flat();
    },
  };
}
