import { z } from 'zod';
import { line, optionalDate, optionalWebAddress, text, tick } from '../../shared/fields.ts';

/** What is recorded of a cooperation but its organisations; the date and "Datum nicht angegeben" exclude each other. */
export const cooperationSchema = z.object({
  title: line('den Titel', { max: 150 }),
  signedOn: optionalDate('Datum der Unterzeichnung'),
  undated: tick(),
  description: text('den Inhalt der Vereinbarung', { max: 5000 }),
  documentUrl: optionalWebAddress('Dokument').transform((value) => value || null),
  source: line('die Quelle', { max: 300 }),
});

const revision = z
  .string({ error: 'Bitte öffnen Sie die Seite neu.' })
  .regex(/^\d{1,9}$/, { error: 'Bitte öffnen Sie die Seite neu.' })
  .transform(Number);

/** What every change of a cooperation carries. */
export const changeSchema = z.object({
  revision,
  reason: line('den Grund', { max: 500 }),
});

export const endingSchema = z.object({
  revision,
  endReason: line('den Grund', { max: 500 }),
  endedOn: z.iso
    .date({ error: 'Bitte geben Sie an, seit wann die Kooperation beendet ist.' })
    .transform((day) => new Date(day)),
});

export const reopeningSchema = z.object({ revision, reopenReason: line('den Grund', { max: 500 }) });
