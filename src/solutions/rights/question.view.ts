import type { FormValues } from '../../shared/form.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import { labelled } from '../form/labelled.ts';
import {
  makerLabels,
  makers,
  partsAnswerLabels,
  partsAnswers,
  passOnAnswers,
  passOnLabels,
  payerLabels,
  payers,
  permittedUseLabels,
  permittedUses,
  type Rights,
} from '../record/rights.ts';
import { freeRows } from './answers.form.ts';
import { licenceChoices, otherLicence, ownLicence, ownTermsOnly } from './licences.ts';
import { ownLicenceOf } from './proposal.ts';

export const questionOptions = {
  makers: labelled(makers, makerLabels),
  payers: labelled(payers, payerLabels),
  passOn: labelled(passOnAnswers, passOnLabels),
  parts: labelled(partsAnswers, partsAnswerLabels),
  permits: labelled(permittedUses, permittedUseLabels),
  licences: licenceChoices.filter(({ value }) => value !== ownLicence),
};

const text = (value: string | string[] | undefined, fallback: string): string =>
  typeof value === 'string' ? value : fallback;

/** The rows for parts of others: those that are there, or were typed, and some empty ones. */
export function partFields(rights: Rights, typed: FormValues | null) {
  const rows = typed
    ? Math.max(
        0,
        ...Object.keys(typed).map((name) => Number(/^partName-(\d{1,2})$/.exec(name)?.[1] ?? -1) + 1),
      )
    : rights.parts.length + freeRows;
  return Array.from({ length: rows }, (_, row) => {
    const part = rights.parts[row];
    return {
      row,
      name: text(typed?.[`partName-${row}`], part?.name ?? ''),
      licence: text(typed?.[`partLicence-${row}`], part?.licence ?? ''),
      where: text(typed?.[`partWhere-${row}`], part?.artifactId ?? ''),
    };
  });
}

/** One choice of a licence for each artifact; own terms stay with their text and are only named. */
export function licenceFields(rights: Rights, artifacts: Artifact[], typed: FormValues | null) {
  return artifacts.map((artifact) => {
    const own = ownLicenceOf(rights, artifact);
    const known = own === '' || questionOptions.licences.some(({ value }) => value === own);
    return {
      id: artifact.id,
      title: artifact.title,
      ownTerms: ownTermsOnly(own),
      choice: text(typed?.[`licence-${artifact.id}`], known ? own : otherLicence),
      other: text(typed?.[`licenceOther-${artifact.id}`], known ? '' : own),
    };
  });
}
