import { z } from 'zod';
import { line, optionalDate, optionalLine, optionalText, optionalWebAddress } from '../../shared/fields.ts';
import { isoDate } from '../../shared/german.ts';
import { entryKinds } from './programme-entry.ts';

const known = /^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** A pattern alone takes 30 February too. */
const isKnown = (value: string): boolean =>
  known.test(value) && (value.length < 10 || z.iso.date().safeParse(value).success);

/** The form of one entry. A call needs its last day, a document its address, a milestone its date. */

export const entrySchema = z
  .object({
    kind: z.enum(entryKinds, { error: 'Bitte wählen Sie, was es ist.' }),
    title: line('den Titel', { max: 200 }),
    on: optionalLine('Datum', { max: 10 }).refine((value) => value === '' || isKnown(value), {
      error: 'Datum: Jahr, Monat oder Tag, so genau wie bekannt: 2021, 2021-06 oder 2021-06-30.',
    }),
    until: optionalDate('Letzter Tag').transform((value) => (value === null ? '' : isoDate(value))),
    text: optionalText('Text', { max: 3000 }),
    url: optionalWebAddress('Adresse'),
    source: line('die Quelle', { max: 300 }),
  })
  .superRefine(({ kind, on, until, url }, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (kind === 'document' && url === '') fault('url', 'Geben Sie an, wo das Dokument steht.');
    if (kind === 'milestone' && on === '')
      fault('on', 'Geben Sie an, wann der Meilenstein war oder sein soll.');
    if (kind === 'call' && until === '') fault('until', 'Geben Sie den letzten Tag des Aufrufs an.');
    if (kind === 'call' && on.length === 10 && until !== '' && until < on)
      fault('until', 'Der letzte Tag liegt vor dem ersten.');
    if (kind !== 'call' && until !== '') fault('until', 'Einen letzten Tag hat nur ein Projektaufruf.');
  });
