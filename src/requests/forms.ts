import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { optionalMonth, optionalText, text } from '../shared/fields.ts';
import { rejectionReasons } from './rejection-reasons.ts';

/** Random value made with the form; a missing or broken one is made anew. */
const submission = z.uuid().catch(() => randomUUID());

export const askSchema = z.object({
  purpose: text('wofür Sie die Lösung brauchen', { max: 5000 }),
  plannedFor: optionalMonth('Geplant für'),
  questions: optionalText('Fragen', { max: 5000 }),
  submission,
});

export const letterSchema = z.object({
  text: text('Ihre Nachricht', { max: 10_000 }),
  submission,
});

export const declineSchema = z.object({ reason: text('eine Begründung', { max: 3000 }) });

const reason = z.enum(rejectionReasons, { error: 'Bitte wählen Sie einen Grund.' });

/** "sonstiges" alone says nothing: then the words are needed. */
const explained = (value: { reason: string; text: string }): boolean =>
  value.reason !== 'other' || value.text !== '';
const explanation = { path: ['text'], error: 'Bitte beschreiben Sie den sonstigen Grund.' };

export const noReuseSchema = z
  .object({ reason, text: optionalText('Erläuterung', { max: 3000 }) })
  .refine(explained, explanation);

/** Withdrawing asks for the reason, but does not insist on it. */
export const withdrawSchema = z
  .object({
    reason: z.union([z.literal(''), reason]).default(''),
    text: optionalText('Erläuterung', { max: 3000 }),
  })
  .refine(explained, explanation);
