import { z } from 'zod';
import type { FieldError } from '../../shared/errors.ts';
import { choices, optionalLine } from '../../shared/fields.ts';
import { type FormValues, parseForm } from '../../shared/form.ts';
import type { Artifact } from '../artifacts/artifact.ts';
import {
  makers,
  partsAnswers,
  passOnAnswers,
  payers,
  permittedUses,
  type Rights,
  type ThirdPartyPart,
} from '../record/rights.ts';
import { checkLicence, otherLicence, ownTermsOnly } from './licences.ts';
import { ownLicenceOf } from './proposal.ts';
import type { QuestionKey } from './questions.ts';

/** Answers with what was typed written over them; a question with a fault changes nothing. */
export type Answered = { rights: Rights; errors: FieldError[] };

/** More would be a bill of materials, which is an artifact of its own. */
const mostParts = 60;
/** Empty rows offered below the parts that are there. */
export const freeRows = 3;

const chosen = <const T extends readonly [string, ...string[]]>(values: T, label: string) =>
  z.enum(['', ...values], { error: `${label}: Bitte wählen Sie aus der Liste.` }).default('');

const schemas = {
  urheber: z.object({ madeBy: choices(makers, 'Wer sie gemacht hat') }),
  bezahlung: z.object({
    paidBy: choices(payers, 'Wer bezahlt hat'),
    passOn: chosen(passOnAnswers, 'Recht zur Weitergabe'),
  }),
  erlaubnis: z.object({ permits: choices(permittedUses, 'Was andere dürfen') }),
  bestandteile: z.object({ partsKnown: chosen(partsAnswers, 'Bestandteile Dritter') }),
};

/** Reads the form of one question into the answers. */
export function answer(key: QuestionKey, rights: Rights, artifacts: Artifact[], typed: FormValues): Answered {
  if (key === 'lizenzen') return licencesFrom(rights, artifacts, typed);
  const form = parseForm(schemas[key], typed);
  if (!form.ok) return { rights, errors: form.errors };
  if (!('partsKnown' in form.value)) return { rights: { ...rights, ...form.value }, errors: [] };
  const { partsKnown } = form.value;
  const { parts, errors } = partsFrom(artifacts, typed);
  if (errors.length > 0) return { rights, errors };
  if (partsKnown !== 'some' && parts.length > 0)
    return {
      rights,
      errors: [
        {
          field: 'partsKnown',
          message: 'Sie haben Bestandteile genannt. Wählen Sie „ja“, oder leeren Sie die Zeilen.',
        },
      ],
    };
  return { rights: { ...rights, partsKnown, parts }, errors: [] };
}

const one = (value: string | string[] | undefined): string => (typeof value === 'string' ? value : '');

/** Reads an expression as people type it; null with a fault where it is none. */
function licenceFrom(typed: string, label: string): { licence: string; fault: string | null } {
  const line = optionalLine(label).safeParse(typed);
  const text = line.success ? line.data : '';
  const licence = text === '' ? '' : checkLicence(text);
  if (licence !== null && line.success) return { licence, fault: null };
  return {
    licence: '',
    fault: `${label}: Bitte geben Sie eine SPDX-Kennung an, zum Beispiel MIT oder „MIT OR Apache-2.0“.`,
  };
}

function partsFrom(
  artifacts: Artifact[],
  typed: FormValues,
): { parts: ThirdPartyPart[]; errors: FieldError[] } {
  const parts: ThirdPartyPart[] = [];
  const errors: FieldError[] = [];
  for (let row = 0; row < mostParts; row += 1) {
    const name = optionalLine('Name des Bestandteils').safeParse(one(typed[`partName-${row}`]));
    const typedLicence = one(typed[`partLicence-${row}`]).trim();
    const where = one(typed[`partWhere-${row}`]);
    if (!name.success) {
      errors.push({ field: `partName-${row}`, message: name.error.issues[0]?.message ?? '' });
      continue;
    }
    if (name.data === '' && typedLicence === '') continue;
    if (name.data === '') errors.push({ field: `partName-${row}`, message: 'Nennen Sie den Bestandteil.' });
    const { licence, fault } = licenceFrom(typedLicence, 'Lizenz des Bestandteils');
    if (fault !== null) errors.push({ field: `partLicence-${row}`, message: fault });
    if (where !== '' && artifacts.every(({ id }) => id !== where))
      errors.push({ field: `partWhere-${row}`, message: 'Wählen Sie ein Projektergebnis aus der Liste.' });
    parts.push({ name: name.data, licence, artifactId: where });
  }
  return { parts, errors };
}

function licencesFrom(rights: Rights, artifacts: Artifact[], typed: FormValues): Answered {
  const errors: FieldError[] = [];
  const licences = artifacts.flatMap((artifact) => {
    const before = ownLicenceOf(rights, artifact);
    if (ownTermsOnly(before)) return [];
    const choice = one(typed[`licence-${artifact.id}`]);
    const field = choice === otherLicence ? `licenceOther-${artifact.id}` : `licence-${artifact.id}`;
    const text = choice === otherLicence ? one(typed[field]) : choice;
    const { licence, fault } = licenceFrom(text, `Lizenz von „${artifact.title}“`.slice(0, 120));
    if (fault !== null || (choice === otherLicence && licence === ''))
      errors.push({ field, message: fault ?? 'Geben Sie die SPDX-Kennung der anderen Lizenz an.' });
    return [{ artifactId: artifact.id, licence }];
  });
  return errors.length > 0 ? { rights, errors } : { rights: { ...rights, licences }, errors };
}
