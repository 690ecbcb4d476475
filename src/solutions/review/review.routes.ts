import { z } from 'zod';
import { actorOf, anyOf, kdn, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { conflict, type FieldError, InvalidInput } from '../../shared/errors.ts';
import { optionalText } from '../../shared/fields.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import { editable, revisionOf } from '../form/editable.ts';
import type { PageDependencies, Pages } from '../pages/pages.ts';
import { editPath, reviewPath, solutionPath } from '../paths.ts';
import type { Solution } from '../record/solution.model.ts';
import { tasksOf } from './tasks.view.ts';

type Dependencies = PageDependencies & { pages: Pages };

const noteSchema = z.object({ changeNote: optionalText('Änderungen', { max: 1000 }) });
const reasonSchema = z.object({ reason: optionalText('Gründe', { max: 3000 }) });
const reviewer = () => anyOf(role('approver'), kdn());

/** Submitting, approving and returning. */
export function addReviewRoutes(routes: Routes, { solutions, organisations, pages }: Dependencies): void {
  async function submitPage(slug: string, actor: Parameters<typeof editable>[1], typed: FormValues = {}) {
    const { solution, working } = await editable(solutions, actor, slug);
    return {
      slug,
      solutionTitle: working.content.title,
      revision: working.revision,
      needsNote: solution.releases.length > 0,
      missing: tasksOf(slug, working).missing,
      typed: { changeNote: working.changeNote, ...typed },
    };
  }

  routes.get('/loesungen/:slug/einreichen', role('editor'), async (req, res) => {
    res.page('solutions/submit', { ...(await submitPage(req.params.slug, actorOf(req))), errors: [] });
  });

  routes.post('/loesungen/:slug/einreichen', role('editor'), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const form = parseForm(noteSchema, req.body);
    const typed = formValues(req.body);
    const refused = async (errors: FieldError[]) =>
      res.status(422).page('solutions/submit', { ...(await submitPage(slug, actor, typed)), errors });
    if (!form.ok) return void (await refused(form.errors));
    try {
      await solutions.submit(actor, slug, { revision: revisionOf(typed), changeNote: form.value.changeNote });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      return void (await refused(error.errors.filter(({ field }) => field === 'changeNote')));
    }
    res.done(solutionPath(slug), {
      kind: 'success',
      title: 'Zur Freigabe eingereicht',
      text: 'Eine andere Person prüft die Lösung. Sie bekommen eine E-Mail, sobald entschieden ist.',
    });
  });

  routes.post('/loesungen/:slug/zurueckholen', role('editor'), async (req, res) => {
    await solutions.recall(actorOf(req), req.params.slug);
    res.done(editPath(req.params.slug), { kind: 'success', title: 'Einreichung zurückgeholt' });
  });

  routes.get('/freigaben', reviewer(), async (req, res) => {
    const waiting = await solutions.waitingForApproval(actorOf(req));
    const providers = await organisations.todayByIds(waiting.map(({ providerId }) => providerId));
    res.page('solutions/approvals', {
      waiting: waiting.map(({ slug, working, releases, providerId }) => ({
        title: working?.content.title ?? '',
        href: reviewPath(slug),
        provider: providers.get(providerId)?.fullName ?? '',
        since: working?.submittedAt ? date(working.submittedAt) : '',
        version: (releases.at(-1)?.number ?? 0) + 1,
      })),
    });
  });

  async function reviewPage(solution: Solution, actor: Parameters<typeof editable>[1]) {
    const { working, slug, releases } = solution;
    if (working?.state !== 'submitted') throw conflict('Diese Lösung wartet nicht mehr auf eine Freigabe.');
    return {
      slug,
      detail: await pages.ofWorking(actor, solution, working),
      revision: working.revision,
      version: (releases.at(-1)?.number ?? 0) + 1,
      changeNote: working.changeNote,
      openRights: working.content.terms.rights.acknowledged,
      submittedOn: working.submittedAt ? date(working.submittedAt) : '',
      mayDecide: await solutions.canDo(actor, 'approve', solution),
    };
  }

  routes.get('/loesungen/:slug/freigabe', reviewer(), async (req, res) => {
    const actor = actorOf(req);
    const solution = await solutions.bySlugFor(actor, req.params.slug);
    res.page('solutions/review', { ...(await reviewPage(solution, actor)), errors: [], typed: {} });
  });

  routes.post('/loesungen/:slug/freigabe', reviewer(), async (req, res) => {
    const { slug } = req.params;
    await solutions.approve(actorOf(req), slug, { revision: revisionOf(formValues(req.body)) });
    res.done(solutionPath(slug), {
      kind: 'success',
      title: 'Veröffentlicht',
      text: 'Die Lösung ist jetzt für alle zu finden und kann angefragt werden.',
    });
  });

  routes.post('/loesungen/:slug/zurueckgeben', reviewer(), async (req, res) => {
    const actor = actorOf(req);
    const { slug } = req.params;
    const form = parseForm(reasonSchema, req.body);
    try {
      if (!form.ok) throw new InvalidInput(form.errors);
      await solutions.returnToEditor(actor, slug, form.value.reason);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const solution = await solutions.bySlugFor(actor, slug);
      const page = await reviewPage(solution, actor);
      res
        .status(422)
        .page('solutions/review', { ...page, errors: error.errors, typed: formValues(req.body) });
      return;
    }
    res.done('/freigaben', {
      kind: 'success',
      title: 'Zur Überarbeitung zurückgegeben',
      text: 'Die Redaktion wurde mit Ihren Gründen benachrichtigt.',
    });
  });
}
