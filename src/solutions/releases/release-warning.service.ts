import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput, notFound } from '../../shared/errors.ts';
import { actOf } from '../form/draft.service.ts';
import { historyEntry } from '../record/history.ts';
import type { ReleaseWarning, Solution } from '../record/solution.model.ts';
import type { Begun, Steps } from '../record/step.ts';

/** Advising against an old release. The release itself never changes: the advice stands beside it. */
export function makeReleaseWarnings({ steps, now }: { steps: Steps; now: () => Date }) {
  /** @throws conflict for the current release, notFound for one that is not there */
  function oldRelease({ solution }: Begun, number: number): void {
    if (solution.releases.every((release) => release.number !== number))
      throw notFound('Diese Version gibt es nicht.');
    if (solution.releases.at(-1)?.number === number)
      throw conflict(
        'Die aktuelle Version lässt sich nicht als nicht mehr empfohlen kennzeichnen: Wer die Lösung sucht, soll immer eine empfohlene finden. Veröffentlichen Sie zuerst eine neue Version, oder ziehen Sie die Lösung zurück.',
      );
  }

  return {
    /**
     * Marks an old release as no longer recommended; a new reason replaces the old one.
     * @throws InvalidInput without a reason
     */
    async adviseAgainst(actor: Actor, slug: string, number: number, reason: string): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'assessRelease');
      oldRelease(begun, number);
      if (reason === '')
        throw new InvalidInput([
          { field: 'reason', message: 'Nennen Sie den Grund. Er steht bei der Version.' },
        ]);
      const at = now();
      const warning: ReleaseWarning = { number, reason, at, by: actor.userId };
      const others = begun.solution.notRecommended.filter((one) => one.number !== number);
      return change(begun, actor, at, [...others, warning], {
        action: 'releaseNotRecommended',
        number,
        reason,
      });
    },

    /** Takes the advice back. @throws conflict where there is none */
    async recommendAgain(actor: Actor, slug: string, number: number): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'assessRelease');
      oldRelease(begun, number);
      const others = begun.solution.notRecommended.filter((one) => one.number !== number);
      if (others.length === begun.solution.notRecommended.length)
        throw conflict('Diese Version ist nicht als nicht mehr empfohlen gekennzeichnet.');
      return change(begun, actor, now(), others, { action: 'releaseRecommended', number, reason: '' });
    },
  };

  function change(
    begun: Begun,
    actor: Actor,
    at: Date,
    notRecommended: ReleaseWarning[],
    {
      action,
      number,
      reason,
    }: { action: 'releaseNotRecommended' | 'releaseRecommended'; number: number; reason: string },
  ): Promise<Solution> {
    return steps.take(
      begun,
      { revision: begun.solution.revision },
      {
        $set: { notRecommended, updatedAt: at },
        $inc: { revision: 1 },
        $push: { history: historyEntry(action, actOf(actor, at), { reason, release: number }) },
      },
    );
  }
}
