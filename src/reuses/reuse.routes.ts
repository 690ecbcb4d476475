import type { Request, Response } from 'express';
import { actorOf, anyOf, kdn, member } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { type FieldError, forbidden, InvalidInput } from '../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../shared/form.ts';
import { disputeSchema, evidenceSchema, seenSchema, stageSchema } from './forms.ts';
import { silentDays } from './freshness.ts';
import type { ReuseAction } from './lifecycle.ts';
import { reusePath } from './paths.ts';
import { monthValue, stageOptions } from './report.routes.ts';
import type { Reuses } from './reuses.ts';

type OfReuse = Request<{ id: string }>;
type Dependencies = { reuses: Reuses; now: () => Date };

/** The page of a record and what its sides and KDN do there. */
export function addReuseRoutes(routes: Routes, { reuses, now }: Dependencies): void {
  const side = anyOf(member(), kdn());
  const of = (req: OfReuse): string => reusePath(req.params.id);

  async function show(req: OfReuse, res: Response, typed: FormValues, errors: FieldError[]) {
    const page = await reuses.reuseForPage(actorOf(req), req.params.id);
    const shown = { since: monthValue(now()), ...typed };
    res.page('reuses/reuse', { page, typed: shown, errors, stageOptions, silentDays });
  }

  /** A page of its own for a step that needs words; whoever may not or cannot take it now is told so. */
  async function showStep(
    req: OfReuse,
    res: Response,
    view: string,
    step: ReuseAction,
    typed: FormValues,
    errors: FieldError[],
  ) {
    const page = await reuses.reuseForPage(actorOf(req), req.params.id);
    if (!page.actions.includes(step)) throw forbidden('Dieser Schritt steht Ihnen hier nicht offen.');
    res.page(view, { page, typed, errors });
  }

  routes.get('/vorgaenge/nachnutzungen/:id', side, (req, res) => show(req, res, {}, []));

  routes.post('/vorgaenge/nachnutzungen/:id/bestaetigen', side, async (req, res) => {
    const form = parseForm(seenSchema, req.body);
    if (!form.ok) return show(req, res.status(422), form.values, form.errors);
    await reuses.confirm(actorOf(req), { id: req.params.id, ...form.value });
    res.done(of(req), {
      kind: 'success',
      title: 'Die Nachnutzung ist bestätigt',
      text: 'Sie steht jetzt auf der Seite der Lösung. In einem Jahr fragen wir, ob sie weiterhin besteht.',
    });
  });

  routes.get('/vorgaenge/nachnutzungen/:id/bestreiten', side, (req, res) =>
    showStep(req, res, 'reuses/dispute', 'dispute', {}, []),
  );

  routes.post('/vorgaenge/nachnutzungen/:id/bestreiten', side, async (req, res) => {
    const form = parseForm(disputeSchema, req.body);
    if (!form.ok)
      return showStep(req, res.status(422), 'reuses/dispute', 'dispute', form.values, form.errors);
    const { reason, revision } = form.value;
    await reuses.dispute(actorOf(req), { id: req.params.id, revision }, reason);
    res.done(of(req), {
      kind: 'success',
      title: 'Die Meldung ist bestritten',
      text: 'Sie zählt nirgends. Die andere Seite erfährt Ihre Begründung.',
    });
  });

  routes.post('/vorgaenge/nachnutzungen/:id/stufe', side, async (req, res) => {
    const form = parseForm(stageSchema, req.body);
    if (!form.ok) return show(req, res.status(422), form.values, form.errors);
    const { revision, ...stage } = form.value;
    try {
      await reuses.changeStage(actorOf(req), { id: req.params.id, revision }, stage);
      res.done(of(req), { kind: 'success', title: 'Die Stufe ist gemeldet' });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await show(req, res.status(422), formValues(req.body), error.errors);
    }
  });

  routes.post('/vorgaenge/nachnutzungen/:id/weiterhin', side, async (req, res) => {
    const form = parseForm(seenSchema, req.body);
    if (!form.ok) return show(req, res.status(422), form.values, form.errors);
    await reuses.reconfirm(actorOf(req), { id: req.params.id, ...form.value });
    res.done(of(req), { kind: 'success', title: 'Danke, die Nachnutzung gilt als aktuell' });
  });

  routes.get('/vorgaenge/nachnutzungen/:id/nachweis', kdn(), (req, res) =>
    showStep(req, res, 'reuses/evidence', 'confirmByKdn', {}, []),
  );

  routes.post('/vorgaenge/nachnutzungen/:id/nachweis', kdn(), async (req, res) => {
    const form = parseForm(evidenceSchema, req.body);
    if (!form.ok)
      return showStep(req, res.status(422), 'reuses/evidence', 'confirmByKdn', form.values, form.errors);
    const { evidence, revision } = form.value;
    await reuses.confirmByKdn(actorOf(req), { id: req.params.id, revision }, evidence);
    res.done(of(req), { kind: 'success', title: 'Die Nachnutzung ist mit Nachweis bestätigt' });
  });

  routes.get('/kdn/nachnutzungen', kdn(), async (_req, res) => {
    res.page('reuses/kdn-list', { waiting: await reuses.waitingForKdn(), silentDays, reusePath });
  });
}
