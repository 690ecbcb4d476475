import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { fromRoot } from '../../platform/paths.ts';

const month = z.string().regex(/^$|^\d{4}(-\d{2}){0,2}$/);

const projectSchema = z.object({
  id: z.string(),
  title: z.string(),
  origin: z.string(),
  model_region: z.string(),
  lead: z.string(),
  partners: z.array(z.string()),
  start: month,
  end: month,
  period_text: z.string(),
  description: z.string(),
  topics: z.array(z.string()),
  technology: z.array(z.string()),
  artifacts: z.array(z.object({ kind: z.string(), url: z.url() })),
  licence: z.string(),
  licence_spdx: z.string(),
  reuse_terms: z.string(),
  transferable_from: month,
  funding_total_eur: z.number().nullable(),
  funding_state_eur: z.number().nullable(),
  status: z.string(),
  status_evidence: z.string(),
  missing_fields: z.array(z.string()),
  completeness: z.enum(['good', 'partial', 'stub']),
  assignment_certain: z.boolean(),
  note: z.string(),
  sources: z.array(z.object({ url: z.url(), publisher: z.string() })),
});

/** One project as the public sources describe it; an empty value was not found in them. */
export type Project = z.output<typeof projectSchema>;

/** The 62 real projects of projects.json, checked. */
export function readProjects(): Project[] {
  const text = readFileSync(fromRoot('src/cli/demo/projects.json'), 'utf8');
  return z.array(projectSchema).parse(JSON.parse(text));
}
