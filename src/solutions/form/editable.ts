import { z } from 'zod';
import type { Actor } from '../../shared/actor.ts';
import { badRequest, conflict, DomainError, notFound } from '../../shared/errors.ts';
import type { FormValues } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import type { Solution, WorkingCopy } from '../record/solution.model.ts';
import type { StaleDraft } from './draft.service.ts';

export type Editable = { solution: Solution; working: WorkingCopy };

/** The revision that a form was filled in from. */
export function revisionOf({ revision }: FormValues): number {
  const parsed = z.coerce.number().int().min(1).safeParse(revision);
  if (!parsed.success) throw badRequest();
  return parsed.data;
}

/** The working copy of one's own solution while it can be written; @throws conflict where it cannot. */
export async function editable(
  solutions: PageDependencies['solutions'],
  actor: Actor,
  slug: string,
): Promise<Editable> {
  const solution = await solutions.bySlugFor(actor, slug);
  if (!(await solutions.holds(actor, solution))) throw notFound();
  const { working } = solution;
  if (working === null)
    throw conflict('Es gibt keine Arbeitsfassung. Beginnen Sie auf der Seite der Lösung eine neue Version.');
  if (working.state !== 'draft')
    throw conflict('Die Lösung liegt zur Freigabe. Holen Sie sie zurück, um weiterzuschreiben.');
  return { solution, working };
}

/** What was lost in a race: the working copy as it stands now; null for every other error. */
export function staleCopy(error: unknown): WorkingCopy | null {
  if (!(error instanceof DomainError) || error.code !== 'conflict') return null;
  const { working } = error.details as Partial<StaleDraft>;
  return working?.state === 'draft' ? working : null;
}
