import type { FieldError } from '../../shared/errors.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import { rightsPath } from '../paths.ts';
import type { Rights } from '../record/rights.ts';
import { type FitBadge, fitBadge, fitReason } from './fit-words.ts';
import { ownTermsOnly } from './licences.ts';
import { partWarnings, permitWarnings } from './permits.ts';
import { type Proposal, proposalsOf } from './proposal.ts';
import { questions } from './questions.ts';

/** What stands in the way of a confirmation; the field is the key of the question to answer. */
export function faultsOf(rights: Rights, artifacts: Artifact[]): FieldError[] {
  const faults: FieldError[] = [];
  if (rights.madeBy.length === 0)
    faults.push({ field: 'urheber', message: 'Sagen Sie, wer die Projektergebnisse gemacht hat.' });
  if (rights.paidBy.length === 0) faults.push({ field: 'bezahlung', message: 'Sagen Sie, wer bezahlt hat.' });
  if (rights.passOn !== 'yes')
    faults.push({
      field: 'bezahlung',
      message:
        rights.passOn === ''
          ? 'Sagen Sie, ob Verträge und Zuwendungsbescheide die Weitergabe erlauben.'
          : 'Klären Sie zuerst, dass Verträge und Zuwendungsbescheide die Weitergabe erlauben. Fragen Sie die Stelle, die die Verträge geschlossen hat, und den Fördergeber.',
    });
  if (rights.partsKnown === '' || rights.partsKnown === 'unknown')
    faults.push({
      field: 'bestandteile',
      message:
        'Klären Sie, ob Bestandteile Dritter enthalten sind. Bei Software sagt es, wer sie geschrieben hat.',
    });
  if (rights.partsKnown === 'some' && rights.parts.length === 0)
    faults.push({ field: 'bestandteile', message: 'Nennen Sie die Bestandteile Dritter.' });
  for (const { artifact, own } of proposalsOf(rights, artifacts))
    if (own === '' && artifact.source.type === 'file')
      faults.push({ field: 'lizenzen', message: `Wählen Sie eine Lizenz für „${artifact.title}“.` });
  if (rights.permits.length === 0)
    faults.push({ field: 'erlaubnis', message: 'Sagen Sie, was andere damit tun dürfen.' });
  return faults;
}

/** What does not fit or is not known; it refuses nothing, but whoever confirms must have seen it. */
export function warningsOf(rights: Rights, artifacts: Artifact[]): string[] {
  return proposalsOf(rights, artifacts).flatMap(({ artifact, own, fits }) => [
    ...fits
      .filter(({ verdict }) => verdict !== 'fits')
      .map((fit) => `„${artifact.title}“, ${fit.part.name}: ${fitReason(own, fit)}`),
    ...(own === '' || ownTermsOnly(own) ? [] : permitWarnings(artifact.title, own, rights.permits)),
    ...fits.flatMap(({ part }) => partWarnings(artifact.title, part, rights.permits)),
  ]);
}

/** The page with all answers, what follows from them, and what is missing. */
export function assistantOverview(slug: string, rights: Rights, artifacts: Artifact[]) {
  const faults = faultsOf(rights, artifacts);
  return {
    tasks: questions.map(({ key, title, answerOf }) => {
      const answer = answerOf(rights, artifacts);
      const open = faults.some(({ field }) => field === key);
      return {
        key,
        label: title,
        href: `${rightsPath(slug)}/${key}`,
        hint: answer,
        state: answerState({ open, answered: answer !== '' }),
      };
    }),
    missing: faults.map(({ field, message }) => ({ message, href: `${rightsPath(slug)}/${field}` })),
    begun: questions.some(({ answerOf }) => answerOf(rights, artifacts) !== ''),
    proposals: proposalsOf(rights, artifacts).map(proposalView),
    warnings: warningsOf(rights, artifacts),
  };
}

/** An answer without words is that of a solution without artifacts, which needs no licence. */
function answerState({ open, answered }: { open: boolean; answered: boolean }): FitBadge {
  if (open) return { kind: 'warning', label: answered ? 'zu klären' : 'offen' };
  return answered
    ? { kind: 'success', label: 'beantwortet' }
    : { kind: 'neutral', label: 'keine Projektergebnisse' };
}

function proposalView({ artifact, own, expression, fits }: Proposal) {
  return {
    title: artifact.title,
    expression: ownTermsOnly(expression) ? 'eigene Bedingungen' : expression,
    changes: expression !== artifact.licence,
    before: artifact.licence,
    fits: fits.map((fit) => ({
      name: fit.part.name,
      licence: fit.part.licence,
      badge: fitBadge(fit),
      reason: fitReason(own, fit),
    })),
  };
}
