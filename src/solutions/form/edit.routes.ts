import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { notFound } from '../../shared/errors.ts';
import { type FormValues, formValues } from '../../shared/form.ts';
import { dateTime } from '../../shared/german.ts';
import { documentTasks } from '../documents/documents.view.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { makeReadinessOfCopy } from '../pages/readiness-of-copy.ts';
import { editPath, sectionPath } from '../paths.ts';
import type { Content } from '../record/content.ts';
import type { WorkingCopy } from '../record/solution.model.ts';
import { formFrame, nextSectionPath, progressOf, tasksOf } from '../review/tasks.view.ts';
import { autosaveAnswer, othersText } from './autosave.view.ts';
import { editable, revisionOf } from './editable.ts';
import { type Clash, choiceOf, fingerprint } from './merge.ts';
import { makeSaving } from './saving.ts';
import { type Section, sections } from './sections.ts';

/** Where a save leads: on to the next section, back to the list, or the same page again. */
export function afterSave(slug: string, key: string, { weiter }: FormValues): string {
  if (weiter === 'mehr') return sectionPath(slug, key);
  return weiter === 'spaeter' ? editPath(slug) : nextSectionPath(slug, key);
}

/** Writing a draft, section by section. */
export function addEditRoutes(routes: Routes, { solutions, ports }: PageDependencies): void {
  /** "am … um … von …": when the copy was saved last and by whom. */
  async function lastSaved({ savedAt, savedBy }: WorkingCopy): Promise<string> {
    const name = (await ports.namesOf([savedBy])).get(savedBy);
    return `am ${dateTime(savedAt)}${name === undefined ? '' : ` von ${name}`}`;
  }

  const readinessOfCopy = makeReadinessOfCopy({ solutions, ports });
  const saving = makeSaving(solutions);

  routes.get('/loesungen/:slug/bearbeiten', role('editor'), async (req, res) => {
    const { solution, working } = await editable(solutions, actorOf(req), req.params.slug);
    res.page('solutions/edit', {
      readiness: await readinessOfCopy(solution, working, { editable: true }),
      slug: solution.slug,
      solutionTitle: working.content.title,
      published: solution.releases.length > 0,
      inventory: solution.inventory !== null,
      savedOn: await lastSaved(working),
      progress: progressOf(solution.slug, working),
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
    const savedOn = await lastSaved(working);
    res.page('solutions/section', { ...sectionPage(section, solution.slug, working), savedOn, errors: [] });
  });

  routes.post('/loesungen/:slug/bearbeiten/:abschnitt', role('editor'), async (req, res) => {
    const { slug } = req.params;
    const section = sectionOfPage(req.params.abschnitt);
    const typed = formValues(req.body);
    revisionOf(typed);
    const byScript = req.headers['x-requested-with'] === 'fetch';
    const saved = await saving.saveSection(actorOf(req), slug, section, typed, { inPart: byScript });
    if (byScript) {
      const { status, body } = autosaveAnswer(saved, slug);
      res.status(status).json(body);
      return;
    }
    const { working, errors, clashes, fromOthers } = saved;
    if (errors.length > 0) {
      const page = sectionPage(section, slug, working, typed);
      res.status(422).page('solutions/section', { ...page, savedOn: await lastSaved(working), errors });
      return;
    }
    if (clashes.length > 0) {
      const savedOn = working.savedBy === actorOf(req).userId ? null : await lastSaved(working);
      const page = choicePage(section, slug, working, clashes, typed);
      res.status(409).page('solutions/choice', { ...page, savedOn });
      return;
    }
    res.done(afterSave(slug, section.key, typed), {
      kind: 'success',
      title: `Gespeichert: ${section.title}`,
      text: othersText(fromOthers),
    });
  });
}

/** @param typed what a refused save held: shown again, still based on what the person had read */
function sectionPage(section: Section, slug: string, working: WorkingCopy, typed?: FormValues) {
  return {
    slug,
    solutionTitle: working.content.title,
    section: { key: section.key, title: section.title, intro: section.intro },
    revision: typed?.revision ?? working.revision,
    seen: typed?.seen ?? fingerprint(section, working.content),
    fields: section.fields,
    typed: typed ?? valuesOf(section, working.content),
    documents: section.key === 'unterlagen' ? documentTasks(slug, working.content, working.artifacts) : null,
    ...formFrame(slug, section.key, working),
  };
}

/** Both texts of each field in a clash to choose from; everything else that was typed goes along unseen. */
function choicePage(
  section: Section,
  slug: string,
  working: WorkingCopy,
  clashes: Clash[],
  typed: FormValues,
) {
  const inClash = new Set(clashes.map(({ field }) => field.name));
  return {
    slug,
    solutionTitle: working.content.title,
    section: { key: section.key, title: section.title },
    revision: working.revision,
    seen: fingerprint(section, working.content),
    clashes: clashes.map(({ field, theirs, mine }) => ({
      field,
      theirs,
      mine,
      choice: choiceOf(field.name),
    })),
    typed,
    alongside: section.fields
      .filter(({ name }) => !inClash.has(name))
      .flatMap(({ name }) => [typed[name] ?? []].flat().map((value) => ({ name, value }))),
  };
}

const valuesOf = (section: Section, content: Content): FormValues =>
  Object.fromEntries(section.fields.map((field) => [field.name, field.read(content)]));
