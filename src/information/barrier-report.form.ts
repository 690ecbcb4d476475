import { z } from 'zod';
import { emailAddress, optionalLine, text } from '../shared/fields.ts';

export const barrierReportForm = z.object({
  page: optionalLine('Adresse der Seite', { max: 500 }),
  description: text('eine Beschreibung der Barriere', { max: 5000 }),
  email: z
    .string()
    .trim()
    .toLowerCase()
    .default('')
    .refine((value) => value === '' || emailAddress().safeParse(value).success, {
      error: 'Bitte geben Sie eine gültige E-Mail-Adresse an oder lassen Sie das Feld leer.',
    }),
});

export const barrierAnswerForm = z.object({
  kind: z.enum(['interim', 'final'], { error: 'Bitte wählen Sie die Art der Antwort.' }),
  text: text('eine Antwort', { max: 5000 }),
  revision: z.coerce.number({ error: 'Bitte laden Sie die Seite neu.' }).int().min(0).max(1000),
});
