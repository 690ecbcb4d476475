import { z } from 'zod';
import { line, optionalLine, optionalWebAddress, text, tick } from '../../shared/fields.ts';
import { organisationKinds } from '../registry/kinds.ts';
import { laender } from '../registry/laender.ts';

const publicBodyFields = {
  publicBody: tick(),
  publicBodyReason: optionalLine('Begründung', { max: 300 }).transform((value) => value || null),
  website: optionalWebAddress('Website').transform((value) => value || null),
};

/** "Organisation hinzufügen". */
export const newOrganisationSchema = z.object({
  fullName: line('den vollen Namen', { min: 3, max: 150 }),
  kind: z.enum(organisationKinds, { error: 'Bitte wählen Sie die Art der Organisation.' }),
  land: z
    .string()
    .default('')
    .refine((key) => key === '' || laender().some((land) => land.key === key), {
      error: 'Bitte wählen Sie ein Land aus der Liste.',
    })
    .transform((key) => key || null),
  ...publicBodyFields,
});

/** "Angaben ändern"; the revision is that of the page shown. */
export const detailsSchema = z.object({
  ...publicBodyFields,
  revision: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number),
});

/** A mail domain such as "stadt-musterstadt.example"; providers of private addresses are not refused, the operator decides. */
export const mailDomainSchema = z.object({
  domain: z
    .string({ error: 'Bitte geben Sie die Maildomain an.' })
    .trim()
    .toLowerCase()
    .transform((value) => value.replace(/^@/, ''))
    .pipe(
      z
        .string()
        .max(253, { error: 'Die Maildomain ist zu lang.' })
        .regex(/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/, {
          error: 'Bitte geben Sie nur den Teil nach dem @ an, zum Beispiel stadt-musterstadt.example.',
        }),
    ),
});

/** The successor by typed name, or by the entry chosen from the suggestions. */
export const successorSchema = z.object({
  successor: line('die Nachfolgerin', { max: 200 }),
  successorSlug: z.string().default(''),
  since: z.iso
    .date({ error: 'Bitte geben Sie das Datum an, seit dem die Nachfolge gilt.' })
    .transform((day) => new Date(day)),
});

export const importSchema = z.object({
  csv: text('die Zeilen der Datei', { max: 1_000_000 }),
  step: z.enum(['pruefen', 'uebernehmen']).default('pruefen'),
});
