import type { Response } from 'express';
import { z } from 'zod';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Actor } from '../../shared/actor.ts';
import { badRequest, DomainError, type FieldError, InvalidInput, notFound } from '../../shared/errors.ts';
import { optionalText } from '../../shared/fields.ts';
import { type FormValues, formValues, parseForm } from '../../shared/form.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { offerPath, solutionPath } from '../paths.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { OfferAction } from './offer.model.ts';
import { makeOfferForms, type OfferForm, offerOptions } from './offers.form.ts';

const editor = () => role('editor');
const revision = z.coerce.number().int().min(0).max(1_000_000);
const endSchema = z.object({ revision, reason: optionalText('Grund', { max: 2000 }) });
const commentSchema = z.object({ revision, text: optionalText('Anmerkung', { max: 2000 }) });

const done: Record<'made' | 'changed' | 'resumed', string> = {
  made: 'Betriebsangebot veröffentlicht',
  changed: 'Betriebsangebot geändert',
  resumed: 'Betriebsangebot wieder aufgenommen',
};

/** What can be said at a form about a refused act: its faults, or that somebody was faster. Other errors go on. */
function refusalOf(error: unknown): { status: number; errors: FieldError[] } {
  if (error instanceof InvalidInput) return { status: 422, errors: error.errors };
  if (error instanceof DomainError && error.code === 'conflict')
    return { status: 409, errors: [{ field: 'form', message: error.message }] };
  throw error;
}

/** The forms of an operator for its offer, and of the solution's provider for its comment. */
export function addOfferRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
  const { offers } = solutions;
  const forms = makeOfferForms(organisations);

  /** What every page of these names. */
  const about = ({ slug, release }: PublishedSolution) => ({ slug, solutionTitle: release.content.title });

  async function showForm(res: Response, actor: Actor, solution: PublishedSolution, sent?: OfferForm) {
    const stored = await offers.offerOf(actor, solution.id);
    res.page('solutions/offer-form', {
      ...about(solution),
      ...(sent ?? (await forms.filled(stored))),
      options: offerOptions,
      revision: stored?.revision ?? 0,
      state: stored?.state ?? 'none',
    });
  }

  routes.get('/loesungen/:slug/betriebsangebot', editor(), async (req, res) => {
    const actor = actorOf(req);
    const solution = await solutions.publishedBySlug(req.params.slug);
    await offers.operatorFor(actor);
    await showForm(res, actor, solution);
  });

  routes.post('/loesungen/:slug/betriebsangebot', editor(), async (req, res) => {
    const actor = actorOf(req);
    const solution = await solutions.publishedBySlug(req.params.slug);
    await offers.operatorFor(actor);
    const { form, input } = await forms.read(req.body);
    const seen = revision.safeParse(form.typed.revision);
    if (!seen.success) throw badRequest();
    if (form.typed.weiter === 'mehr') {
      const errors = form.errors.filter(({ field }) => field === 'towns');
      return showForm(res.status(errors.length > 0 ? 422 : 200), actor, solution, { ...form, errors });
    }
    if (input === null) return showForm(res.status(422), actor, solution, form);
    try {
      const action: OfferAction = await offers.save(actor, solution, input, seen.data);
      const title = action === 'made' || action === 'resumed' ? done[action] : done.changed;
      res.done(`${solutionPath(solution.slug)}#betrieb`, { kind: 'success', title });
    } catch (error) {
      const { status, errors } = refusalOf(error);
      await showForm(res.status(status), actor, solution, { ...form, errors });
    }
  });

  async function showEnd(res: Response, actor: Actor, solution: PublishedSolution, sent: Partial<OfferForm>) {
    const stored = await offers.offerOf(actor, solution.id);
    if (stored?.state !== 'active') throw notFound('Ein offenes Betriebsangebot gibt es hier nicht.');
    res.page('solutions/offer-end', {
      ...about(solution),
      townCount: stored.townIds.length,
      revision: stored.revision,
      typed: sent.typed ?? {},
      errors: sent.errors ?? [],
    });
  }

  routes.get('/loesungen/:slug/betriebsangebot/beenden', editor(), async (req, res) => {
    const actor = actorOf(req);
    await offers.operatorFor(actor);
    await showEnd(res, actor, await solutions.publishedBySlug(req.params.slug), {});
  });

  routes.post('/loesungen/:slug/betriebsangebot/beenden', editor(), async (req, res) => {
    const actor = actorOf(req);
    const solution = await solutions.publishedBySlug(req.params.slug);
    await offers.operatorFor(actor);
    const typed: FormValues = formValues(req.body);
    const form = parseForm(endSchema, req.body);
    if (!form.ok) return showEnd(res.status(422), actor, solution, { typed, errors: form.errors });
    try {
      await offers.end(actor, solution, { seen: form.value.revision, reason: form.value.reason });
    } catch (error) {
      const { status, errors } = refusalOf(error);
      return showEnd(res.status(status), actor, solution, { typed, errors });
    }
    res.done(offerPath(solution.slug), {
      kind: 'success',
      title: 'Betriebsangebot beendet',
      text: 'Es ist nicht mehr zu sehen. Sie können es hier wieder aufnehmen.',
    });
  });

  async function showComment(
    res: Response,
    actor: Actor,
    solution: PublishedSolution,
    id: string,
    sent: Partial<OfferForm>,
  ) {
    const { offer } = await offers.offerToComment(actor, solution, id);
    const operator = await organisations.resolveSuccession(offer.organisationId);
    res.page('solutions/offer-comment', {
      ...about(solution),
      offerId: id,
      operatorName: operator?.fullName ?? '',
      description: offer.description,
      revision: offer.revision,
      typed: sent.typed ?? { text: offer.comment?.text ?? '' },
      errors: sent.errors ?? [],
    });
  }

  routes.get('/loesungen/:slug/betriebsangebote/:angebot/anmerkung', editor(), async (req, res) => {
    const solution = await solutions.publishedBySlug(req.params.slug);
    await showComment(res, actorOf(req), solution, req.params.angebot, {});
  });

  routes.post('/loesungen/:slug/betriebsangebote/:angebot/anmerkung', editor(), async (req, res) => {
    const actor = actorOf(req);
    const { angebot } = req.params;
    const solution = await solutions.publishedBySlug(req.params.slug);
    await offers.offerToComment(actor, solution, angebot);
    const typed = formValues(req.body);
    const form = parseForm(commentSchema, req.body);
    if (!form.ok)
      return showComment(res.status(422), actor, solution, angebot, { typed, errors: form.errors });
    try {
      await offers.comment(actor, solution, angebot, { seen: form.value.revision, text: form.value.text });
    } catch (error) {
      const { status, errors } = refusalOf(error);
      return showComment(res.status(status), actor, solution, angebot, { typed, errors });
    }
    res.done(`${solutionPath(solution.slug)}#betrieb`, {
      kind: 'success',
      title: form.value.text === '' ? 'Anmerkung zurückgenommen' : 'Anmerkung veröffentlicht',
    });
  });
}
