import { z } from 'zod';
import { isWebAddress, line, optionalLine, optionalText } from '../../shared/fields.ts';
import type { FormValues } from '../../shared/form.ts';
import { checkLicence, licenceChoices, otherLicence, ownLicence, ownTerms } from '../rights/licences.ts';
import { type Artifact, artifactAccesses, artifactKinds } from './artifact.ts';

/** What is said of an artifact beside its title and source. */
export type ArtifactTerms = Pick<Artifact, 'kind' | 'licence' | 'licenceText' | 'access'>;

const termsFields = {
  kind: z.enum(artifactKinds, { error: 'Bitte wählen Sie die Art des Projektergebnisses.' }),
  licenceChoice: z
    .enum(['', ...licenceChoices.map(({ value }) => value)], { error: 'Bitte wählen Sie eine Lizenz.' })
    .default(''),
  licenceOther: optionalLine('SPDX-Kennung'),
  licenceText: optionalText('Text der Bedingungen', { max: 50_000 }),
  access: z.enum(artifactAccesses, { error: 'Bitte wählen Sie, wer das Projektergebnis bekommt.' }),
};

type Typed = { licenceChoice: string; licenceOther: string; licenceText: string };

/** Turns the three fields about the licence into the stored two; each fault stands at the field that lacks something. */
function resolveLicence<T extends Typed>(typed: T, context: z.RefinementCtx) {
  const { licenceChoice, licenceOther, licenceText, ...rest } = typed;
  const fault = (field: keyof Typed, message: string) =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (licenceChoice === ownLicence) {
    if (licenceText === '') fault('licenceText', 'Bitte fügen Sie den Text Ihrer Bedingungen ein.');
    return { ...rest, licence: ownTerms, licenceText };
  }
  if (licenceChoice !== otherLicence) return { ...rest, licence: licenceChoice, licenceText: '' };
  const licence = checkLicence(licenceOther);
  if (licence === null)
    fault(
      'licenceOther',
      'Bitte geben Sie eine SPDX-Kennung an, zum Beispiel MPL-2.0 oder „MIT OR Apache-2.0“. Für andere Bedingungen wählen Sie „Eigene Bedingungen“.',
    );
  return { ...rest, licence: licence ?? '', licenceText: '' };
}

const title = line('Titel', { max: 200 });
const url = z
  .string({ error: 'Bitte geben Sie die Adresse an.' })
  .trim()
  .max(2000, { error: 'Die Adresse ist zu lang.' })
  .refine(isWebAddress, {
    error: 'Bitte geben Sie eine vollständige Adresse an, die mit https:// beginnt.',
  });

export const filesSchema = z.object(termsFields).transform(resolveLicence);
export const linkSchema = z.object({ title, url, ...termsFields }).transform(resolveLicence);
export const fileChangeSchema = z.object({ title, ...termsFields }).transform(resolveLicence);

/** A stored artifact as its form shows it. */
export function artifactValues({ title, kind, access, licence, licenceText, source }: Artifact): FormValues {
  const known = licenceChoices.some(({ value }) => value === licence);
  const own = licence.startsWith('LicenseRef-');
  return {
    title,
    kind,
    access,
    licenceChoice: licence === '' || known ? licence : own ? ownLicence : otherLicence,
    licenceOther: licence === '' || known || own ? '' : licence,
    licenceText,
    url: source.type === 'link' ? source.url : '',
  };
}
