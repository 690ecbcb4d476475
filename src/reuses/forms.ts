import { z } from 'zod';
import { line, month, optionalText, text } from '../shared/fields.ts';
import { reuseStages } from './reuse.types.ts';

const stage = z.enum(reuseStages, { error: 'Bitte wählen Sie eine Stufe.' });
const since = month('Seit wann');

/** The revision of the record that the page showed. */
const revision = z.coerce.number({ error: 'Bitte laden Sie die Seite neu.' }).int().min(1);

const use = {
  stage,
  since,
  releaseNumber: z.coerce.number({ error: 'Bitte wählen Sie eine Version.' }).int().min(1),
  how: optionalText('Wie', { max: 3000 }),
};

export const reportSchema = z.object(use);

/** `organisation` is typed, `organisationSlug` comes with a choice from the suggestions. */
export const reportForOtherSchema = z.object({
  organisation: line('die Organisation'),
  organisationSlug: z.string().trim().max(200).default(''),
  ...use,
});

export const seenSchema = z.object({ revision });
export const stageSchema = z.object({ stage, since, revision });
export const disputeSchema = z.object({ reason: text('eine Begründung', { max: 3000 }), revision });
export const evidenceSchema = z.object({
  evidence: text('den Nachweis, den Sie gesehen haben', { max: 3000 }),
  revision,
});
