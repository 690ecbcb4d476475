import type { Actor } from '../../shared/actor.ts';
import { conflict, InvalidInput } from '../../shared/errors.ts';
import type { StaleDraft } from '../form/draft.service.ts';
import type { Solution } from '../record/solution.model.ts';
import type { Steps } from '../record/step.ts';
import { faultsOf, warningsOf } from './assistant.view.ts';
import { partsInWords } from './parts.view.ts';
import { proposalsOf } from './proposal.ts';

type Dependencies = { steps: Steps; now: () => Date };

/** The last page of the assistant: what it proposed is written, and who confirmed it. */
export function makeRightsAssistant({ steps, now }: Dependencies) {
  return {
    /**
     * Writes the proposed licences to the artifacts and the confirmation to the terms, in one update that holds the
     * revision the person saw.
     * @param acknowledged the person has seen what does not fit; it is kept with the confirmation
     * @throws InvalidInput where an answer lacks or what does not fit was not acknowledged; conflict with
     *   `details: StaleDraft` where somebody saved in between
     */
    async confirmRights(
      actor: Actor,
      slug: string,
      { revision, acknowledged }: { revision: number; acknowledged: boolean },
    ): Promise<Solution> {
      const begun = await steps.begin(actor, slug, 'save');
      const { working } = begun.solution;
      if (working?.revision !== revision) throw stale({ working });
      const { terms } = working.content;
      const faults = faultsOf(terms.rights, working.artifacts);
      if (faults.length > 0) throw new InvalidInput(faults);
      const warnings = warningsOf(terms.rights, working.artifacts);
      if (warnings.length > 0 && !acknowledged)
        throw new InvalidInput([
          { field: 'acknowledged', message: 'Bestätigen Sie, dass Sie die offenen Punkte kennen.' },
        ]);
      const proposals = proposalsOf(terms.rights, working.artifacts);
      const licences = proposals.map(({ artifact, own }) => ({ artifactId: artifact.id, licence: own }));
      const at = now();
      return steps.take(
        begun,
        { 'working.revision': revision },
        {
          $set: {
            'working.artifacts': proposals.map(({ artifact, expression }) => ({
              ...artifact,
              licence: expression,
            })),
            'working.content.terms': {
              ...terms,
              rights: { ...terms.rights, licences, acknowledged: warnings },
              thirdParty: terms.thirdParty || partsInWords(terms.rights),
              rightsConfirmed: true,
              rightsConfirmation: { by: actor.userId, at },
            },
            'working.savedBy': actor.userId,
            'working.savedAt': at,
          },
          $inc: { 'working.revision': 1 },
        },
      );
    },
  };
}

function stale(details: StaleDraft) {
  return conflict(
    'Jemand hat diesen Entwurf inzwischen geändert. Bitte prüfen Sie ihn noch einmal.',
    details,
  );
}
