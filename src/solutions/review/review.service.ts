import { tell } from '../../platform/tell.ts';
import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput } from '../../shared/errors.ts';
import { actOf } from '../form/draft.service.ts';
import { historyEntry } from '../record/history.ts';
import type { Holding } from '../record/holding.ts';
import type { Release, Solution, WorkingCopy } from '../record/solution.model.ts';
import type { Begun, Steps } from '../record/step.ts';
import { missingForPublication } from './publish-check.ts';

type Dependencies = {
  steps: Steps;
  holding: Holding;
  now: () => Date;
  /** Who follows what was announced, by the id of the solution. */
  followersOf(solutionId: string): Promise<string[]>;
};

/** From draft to published and back: every step by another rule of the lifecycle table. */
export function makeReview({ steps, holding, followersOf, now }: Dependencies) {
  const membersOf = async (solution: Solution) => [await holding.holderId(solution.providerId)];

  return {
    /**
     * Asks for approval of exactly the revision that was looked at.
     * @throws InvalidInput with every missing field; conflict where the copy changed meanwhile
     */
    async submit(
      actor: Actor,
      slug: string,
      { revision, changeNote }: { revision: number; changeNote: string },
    ): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'submit');
      const { solution } = begun;
      const working = workingOf(begun);
      const faults = missingForPublication(working.content, working.artifacts);
      if (solution.releases.length > 0 && changeNote === '')
        faults.unshift({ field: 'changeNote', message: 'Sagen Sie in einem Satz, was sich geändert hat.' });
      if (faults.length > 0) throw new InvalidInput(faults);
      const at = now();
      const submitted = { ...solution, working: { ...working, submittedBy: actor.userId } };
      const audience = (await holding.needsKdn(submitted))
        ? { platformRole: 'kdn' as const }
        : { organisationIds: await membersOf(solution), roles: ['approver' as const] };
      return steps.take(
        begun,
        { 'working.revision': revision },
        {
          $set: {
            'working.state': 'submitted',
            'working.changeNote': changeNote,
            'working.submittedBy': actor.userId,
            'working.submittedAt': at,
          },
          $push: {
            history: historyEntry('submitted', actOf(actor, at), { reason: changeNote }),
            tell: tell('solution-submitted', { ...audience, exceptUserId: actor.userId }, at),
          },
        },
      );
    },

    /** Takes a submission back to go on writing. */
    async recall(actor: Actor, slug: string): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'recall');
      return steps.take(
        begun,
        { 'working.revision': workingOf(begun).revision },
        { ...backToDraft, $push: { history: historyEntry('recalled', actOf(actor, now())) } },
      );
    },

    /**
     * Publishes the submitted copy as the next release, in the one update that holds the revision looked at (which
     * grows with artifacts too) and that the submitter is somebody else.
     * @throws forbidden for the submitter, conflict where anything changed, InvalidInput where something is missing
     */
    async approve(actor: Actor, slug: string, { revision }: { revision: number }): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'approve');
      const { solution } = begun;
      const working = workingOf(begun);
      if (working.revision !== revision)
        throw conflict(
          'Die Lösung wurde geändert, seit Sie sie angesehen haben. Bitte prüfen Sie sie erneut.',
        );
      const faults = missingForPublication(working.content, working.artifacts);
      if (faults.length > 0) throw new InvalidInput(faults);
      const at = now();
      const release = releaseOf(solution, working, actor.userId, at);
      const followers = solution.announcement === null ? [] : await followersOf(String(solution._id));
      return steps.take(
        begun,
        { 'working.revision': revision, 'working.submittedBy': { $ne: actor.userId } },
        {
          $set: {
            visibility: 'published',
            working: null,
            lastWorkingRevision: revision,
            inventory: null,
            announcement: null,
            publishedAt: solution.publishedAt ?? at,
            updatedAt: at,
          },
          $inc: { revision: 1 },
          $push: {
            releases: release,
            history: historyEntry('published', actOf(actor, at), {
              reason: working.changeNote,
              release: release.number,
            }),
            tell: {
              $each: [
                tell(
                  'solution-published',
                  { organisationIds: await membersOf(solution), exceptUserId: actor.userId },
                  at,
                ),
                ...(followers.length > 0 ? [tell('announcement-published', { userIds: followers }, at)] : []),
              ],
            },
          },
        },
      );
    },

    /** Sends a submission back with reasons. */
    async returnToEditor(actor: Actor, slug: string, reason: string): Promise<Solution> {
      needReason(reason, 'Sagen Sie, was vor der Freigabe zu ändern ist.');
      const begun = await steps.begin(actor, slug, 'return');
      const at = now();
      return steps.take(
        begun,
        { 'working.revision': workingOf(begun).revision },
        {
          ...backToDraft,
          $push: {
            history: historyEntry('returned', actOf(actor, at), { reason }),
            tell: tell(
              'solution-returned',
              {
                organisationIds: await membersOf(begun.solution),
                roles: ['editor'],
                exceptUserId: actor.userId,
              },
              at,
            ),
          },
        },
      );
    },

    /** Takes a published solution off the market; the reason is shown to everybody, its records stay. */
    async withdraw(actor: Actor, slug: string, reason: string): Promise<Solution> {
      needReason(reason, 'Nennen Sie den Grund. Er wird anstelle der Lösung angezeigt.');
      const begun = await steps.begin(actor, slug, 'withdraw');
      const at = now();
      return steps.take(
        begun,
        { revision: begun.solution.revision },
        {
          $set: { visibility: 'withdrawn', updatedAt: at },
          $inc: { revision: 1 },
          $push: {
            history: historyEntry('withdrawn', actOf(actor, at), { reason }),
            tell: tell(
              'solution-withdrawn',
              { organisationIds: await membersOf(begun.solution), exceptUserId: actor.userId },
              at,
            ),
          },
        },
      );
    },
  };
}

const backToDraft = {
  $set: { 'working.state': 'draft', 'working.submittedBy': null, 'working.submittedAt': null },
} as const;

function workingOf({ solution: { working } }: Begun): WorkingCopy {
  if (working === null) throw conflict('Es gibt keine Arbeitsfassung mehr.');
  return working;
}

function needReason(reason: string, message: string): void {
  if (reason === '') throw new InvalidInput([{ field: 'reason', message }]);
}

function releaseOf(solution: Solution, working: WorkingCopy, approvedBy: string, at: Date): Release {
  return {
    number: (solution.releases.at(-1)?.number ?? 0) + 1,
    content: working.content,
    artifacts: working.artifacts,
    changeNote: working.changeNote,
    publishedAt: at,
    submittedBy: working.submittedBy,
    approvedBy,
  };
}
