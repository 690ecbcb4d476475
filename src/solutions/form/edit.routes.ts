import { z } from 'zod';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Actor } from '../../shared/actor.ts';
import { badRequest, conflict, DomainError, type FieldError, notFound } from '../../shared/errors.ts';
import { type FormValues, formValues } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { editPath, sectionPath } from '../paths.ts';
import type { Content } from '../record/content.ts';
import type { Solution, WorkingCopy } from '../record/solution.model.ts';
import { relationFaults } from '../relations/relation-faults.ts';
import { nextSectionPath, tasksOf } from '../review/tasks.view.ts';
import type { StaleDraft } from './draft.service.ts';
import { applySection, type Section, sections } from './sections.ts';

export type Editable = { solution: Solution; working: WorkingCopy };

/** The revision that a form was filled in from. */
export function revisionOf({ revision }: FormValues): number {
  const parsed = z.coerce.number().int().min(1).safeParse(revision);
  if (!parsed.success) throw badRequest();
  return parsed.data;
}

/** Where a save leads: on to the next section, back to the list, or the same page again. */
export function afterSave(slug: string, key: string, { weiter }: FormValues): string {
  if (weiter === 'mehr') return sectionPath(slug, key);
  return weiter === 'spaeter' ? editPath(slug) : nextSectionPath(slug, key);
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

/** Writing a draft, section by section. */
export function addEditRoutes(routes: Routes, { solutions }: PageDependencies): void {
  routes.get('/loesungen/:slug/bearbeiten', role('editor'), async (req, res) => {
    const { solution, working } = await editable(solutions, actorOf(req), req.params.slug);
    res.page('solutions/edit', {
      slug: solution.slug,
      solutionTitle: working.content.title,
      published: solution.releases.length > 0,
      inventory: solution.inventory !== null,
      savedOn: date(working.savedAt),
      ...tasksOf(solution.slug, working),
    });
  });

  function sectionOfPage(key: string): Section {
    const section = sections().find((one) => one.key === key);
    if (section === undefined) throw notFound();
    return section;
  }

  routes.get('/loesungen/:slug/bearbeiten/:abschnitt', role('editor'), async (req, res) => {
    const section = sectionOfPage(req.params.abschnitt);
    const { solution, working } = await editable(solutions, actorOf(req), req.params.slug);
    res.page('solutions/section', {
      ...sectionPage(section, solution.slug, working),
      errors: [],
      differences: [],
    });
  });

  routes.post('/loesungen/:slug/bearbeiten/:abschnitt', role('editor'), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const section = sectionOfPage(req.params.abschnitt);
    const { working } = await editable(solutions, actor, slug);
    const typed = formValues(req.body);
    const revision = revisionOf(typed);
    const { content, errors } = applySection(section, working.content, typed);
    if (errors.length === 0) errors.push(...(await namedFaults(section, slug, content)));
    if (errors.length > 0) {
      const page = sectionPage(section, slug, { ...working, revision }, typed);
      res.status(422).page('solutions/section', { ...page, errors, differences: [] });
      return;
    }
    try {
      await solutions.saveDraft(actor, slug, { revision, content });
    } catch (error) {
      const now = staleCopy(error);
      if (now === null) throw error;
      const page = sectionPage(section, slug, now, typed);
      res.status(409).page('solutions/section', {
        ...page,
        errors: [],
        differences: differencesOf(section, now.content, content),
      });
      return;
    }
    res.done(afterSave(slug, section.key, typed), {
      kind: 'success',
      title: `Gespeichert: ${section.title}`,
    });
  });

  /** What is wrong with the solutions named in the section of references. */
  async function namedFaults(section: Section, slug: string, content: Content): Promise<FieldError[]> {
    if (section.key !== 'verweise') return [];
    const named = [...content.relatedSlugs, ...content.relations.map((one) => one.slug)];
    return relationFaults(slug, content, await solutions.publishedBySlugs([...new Set(named)]));
  }
}

function sectionPage(section: Section, slug: string, working: WorkingCopy, typed?: FormValues) {
  return {
    slug,
    solutionTitle: working.content.title,
    section: { key: section.key, title: section.title, intro: section.intro },
    revision: working.revision,
    fields: section.fields,
    typed:
      typed ?? Object.fromEntries(section.fields.map((field) => [field.name, field.read(working.content)])),
  };
}

/** Both texts of every field in which the typed content differs from the stored one. */
function differencesOf(section: Section, stored: Content, typed: Content) {
  const shown = (value: string | string[]): string => [value].flat().join(', ') || 'leer';
  return section.fields.flatMap((field) => {
    const [theirs, mine] = [shown(field.read(stored)), shown(field.read(typed))];
    return theirs === mine ? [] : [{ label: field.label, theirs, mine }];
  });
}
