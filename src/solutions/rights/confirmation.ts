import type { Artifact } from '../artifacts/artifact.ts';
import type { ReuseTerms } from '../record/content.ts';

type Act = { by: string; at: Date };

/**
 * Records who confirmed the rights and when, whatever the given terms claim: a new confirmation, or one of terms whose
 * rights changed, is this person's of now; one that was there stays as it was; without a tick there is none.
 */
export function stampRights(before: ReuseTerms, after: ReuseTerms, act: Act): ReuseTerms {
  if (!after.rightsConfirmed) return { ...after, rightsConfirmation: null };
  const same = before.rightsConfirmed && confirmed(before) === confirmed(after);
  return { ...after, rightsConfirmation: same ? before.rightsConfirmation : act };
}

/** What a confirmation is about. */
const confirmed = ({ rightsHolder, thirdParty, rights }: ReuseTerms): string =>
  JSON.stringify([rightsHolder, thirdParty, rights]);

/** Ids of the artifacts whose licence or source changed, so that a confirmation no longer covers them. */
export function changedTerms(before: Artifact[], after: Artifact[]): string[] {
  const terms = ({ licence, licenceText, source }: Artifact) =>
    JSON.stringify([licence, licenceText, source]);
  const old = new Map(before.map((one) => [one.id, terms(one)]));
  return after.filter((one) => old.has(one.id) && old.get(one.id) !== terms(one)).map(({ id }) => id);
}

/** To `$set` in the update that changes licences, so that nobody's confirmation covers what they did not see. */
export const unconfirmed = {
  'working.content.terms.rightsConfirmed': false,
  'working.content.terms.rightsConfirmation': null,
} as const;
