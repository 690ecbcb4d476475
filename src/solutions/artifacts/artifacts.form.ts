import { z } from 'zod';
import { isWebAddress, line, optionalDay, optionalLine, optionalText } from '../../shared/fields.ts';
import type { FormValues } from '../../shared/form.ts';
import { isoDate } from '../../shared/german.ts';
import { checkLicence, licenceChoices, otherLicence, ownLicence, ownTerms } from '../rights/licences.ts';
import {
  type Artifact,
  artifactAccesses,
  artifactKinds,
  checkStates,
  type DocumentCheck,
  noCheck,
} from './artifact.ts';

/** What is said of an artifact beside its title and source. */
export type ArtifactTerms = Pick<Artifact, 'kind' | 'licence' | 'licenceText' | 'access'> & {
  /** Left out where nothing is said of it: a new artifact is unchecked, a changed one stays as it was. */
  check?: DocumentCheck;
};

const termsFields = {
  kind: z.enum(artifactKinds, { error: 'Bitte wählen Sie die Art des Projektergebnisses.' }),
  licenceChoice: z
    .enum(['', ...licenceChoices.map(({ value }) => value)], { error: 'Bitte wählen Sie eine Lizenz.' })
    .default(''),
  licenceOther: optionalLine('SPDX-Kennung'),
  licenceText: optionalText('Text der Bedingungen', { max: 50_000 }),
  access: z.enum(artifactAccesses, { error: 'Bitte wählen Sie, wer das Projektergebnis bekommt.' }),
  checkState: z.enum(['', ...checkStates], { error: 'Bitte wählen Sie den Stand der Prüfung.' }).default(''),
  checkBy: optionalLine('Geprüft von'),
  checkOn: optionalDay('Geprüft am: Bitte ein gültiges Datum angeben.').default(''),
};

type Typed = { licenceChoice: string; licenceOther: string; licenceText: string };
type TypedCheck = { checkState: DocumentCheck['state']; checkBy: string; checkOn: string };

/** Turns the three fields about checking into the stored one; "geprüft" is worth nothing without by whom and when. */
const resolveCheck =
  (now: () => Date) =>
  <T extends TypedCheck>({ checkState, checkBy, checkOn, ...rest }: T, context: z.RefinementCtx) => {
    const fault = (field: keyof TypedCheck, message: string) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (checkState === 'checked' && checkBy === '')
      fault('checkBy', 'Nennen Sie die Stelle, die geprüft hat, zum Beispiel „Datenschutzstelle“.');
    if (checkState === 'checked' && checkOn === '') fault('checkOn', 'Geben Sie an, wann geprüft wurde.');
    if (checkOn > isoDate(now())) fault('checkOn', 'Geprüft am: Das Datum liegt in der Zukunft.');
    const check: DocumentCheck =
      checkState === '' ? noCheck() : { state: checkState, by: checkBy, on: checkOn };
    return { ...rest, check };
  };

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

/** The forms' schemas; the clock says which day has not come yet. */
export function artifactSchemas(now: () => Date) {
  const schema = <S extends z.ZodRawShape>(more: S) => z.object({ ...termsFields, ...more });
  return {
    files: schema({}).transform(resolveLicence).transform(resolveCheck(now)),
    link: schema({ title, url }).transform(resolveLicence).transform(resolveCheck(now)),
    fileChange: schema({ title }).transform(resolveLicence).transform(resolveCheck(now)),
  };
}

/** A stored artifact as its form shows it. */
export function artifactValues(artifact: Artifact): FormValues {
  const { title, kind, access, licence, licenceText, check, source } = artifact;
  const known = licenceChoices.some(({ value }) => value === licence);
  const own = licence.startsWith('LicenseRef-');
  return {
    title,
    kind,
    access,
    licenceChoice: licence === '' || known ? licence : own ? ownLicence : otherLicence,
    licenceOther: licence === '' || known || own ? '' : licence,
    licenceText,
    checkState: check.state,
    checkBy: check.by,
    checkOn: check.on,
    url: source.type === 'link' ? source.url : '',
  };
}
