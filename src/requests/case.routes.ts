import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { actorOf, anyOf, kdn, member } from '../platform/access.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import type { Routes } from '../platform/routes.ts';
import type { FieldError } from '../shared/errors.ts';
import { forbidden } from '../shared/errors.ts';
import { type FormValues, parseForm } from '../shared/form.ts';
import { reasonOptions } from './ask.routes.ts';
import { declineSchema, letterSchema, noReuseSchema, withdrawSchema } from './forms.ts';
import type { RequestAction } from './lifecycle.ts';
import { requestPath } from './paths.ts';
import { rejectionReasonLabels } from './rejection-reasons.ts';
import type { Requests } from './requests.ts';

type OfCase = Request<{ id: string }>;

/** The page of a case and what its sides do there. */
export function addCaseRoutes(
  routes: Routes,
  { requests, rateLimits }: { requests: Requests; rateLimits: RateLimits },
): void {
  const side = anyOf(member(), kdn());
  // Each letter is told to the other side by mail.
  const letters = rateLimits({
    name: 'letters',
    max: 60,
    windowMinutes: 60,
    key: (req) => req.actor?.userId ?? '',
  });
  const of = (req: OfCase): string => requestPath(req.params.id);

  async function showCase(req: OfCase, res: Response, typed: FormValues, errors: FieldError[]) {
    const page = await requests.caseForPage(actorOf(req), req.params.id);
    res.page('requests/case', { page, typed, errors, submission: typed.submission ?? randomUUID() });
  }

  /** A page of its own for a step that needs words; whoever may not or cannot take it now is told so. */
  async function showStep(
    req: OfCase,
    res: Response,
    view: string,
    step: RequestAction,
    typed: FormValues,
    errors: FieldError[],
  ) {
    const page = await requests.caseForPage(actorOf(req), req.params.id);
    if (!page.actions.includes(step)) throw forbidden('Dieser Schritt steht Ihnen hier nicht offen.');
    res.page(view, { page, typed, errors, reasonOptions });
  }

  routes.get('/vorgaenge/anfragen/:id', side, (req, res) => showCase(req, res, {}, []));

  routes.post('/vorgaenge/anfragen/:id/nachrichten', side, letters, async (req, res) => {
    const form = parseForm(letterSchema, req.body);
    if (!form.ok) return showCase(req, res.status(422), form.values, form.errors);
    const { text, submission } = form.value;
    await requests.write(actorOf(req), req.params.id, { id: submission, text });
    res.done(of(req), {
      kind: 'success',
      title: 'Nachricht gesendet',
      text: 'Die andere Seite wird benachrichtigt.',
    });
  });

  routes.post('/vorgaenge/anfragen/:id/annehmen', side, async (req, res) => {
    await requests.accept(actorOf(req), req.params.id);
    res.done(of(req), {
      kind: 'success',
      title: 'Die Anfrage ist angenommen',
      text: 'Die anfragende Organisation kann die dafür vorgesehenen Projektergebnisse jetzt herunterladen.',
    });
  });

  routes.get('/vorgaenge/anfragen/:id/ablehnen', side, (req, res) =>
    showStep(req, res, 'requests/decline', 'decline', {}, []),
  );

  routes.post('/vorgaenge/anfragen/:id/ablehnen', side, async (req, res) => {
    const form = parseForm(declineSchema, req.body);
    if (!form.ok)
      return showStep(req, res.status(422), 'requests/decline', 'decline', form.values, form.errors);
    await requests.decline(actorOf(req), req.params.id, form.value.reason);
    res.done(of(req), {
      kind: 'success',
      title: 'Die Anfrage ist abgelehnt',
      text: 'Ihre Begründung steht im Vorgang; die anfragende Organisation wird benachrichtigt.',
    });
  });

  routes.get('/vorgaenge/anfragen/:id/zurueckziehen', side, (req, res) =>
    showStep(req, res, 'requests/withdraw', 'withdraw', {}, []),
  );

  routes.post('/vorgaenge/anfragen/:id/zurueckziehen', side, async (req, res) => {
    const form = parseForm(withdrawSchema, req.body);
    if (!form.ok)
      return showStep(req, res.status(422), 'requests/withdraw', 'withdraw', form.values, form.errors);
    const { reason, text } = form.value;
    const outcome = reason === '' ? null : { reason, text };
    const said = outcome ? rejectionReasonLabels[outcome.reason] : text;
    await requests.withdraw(actorOf(req), req.params.id, said, outcome);
    res.done(of(req), { kind: 'success', title: 'Die Anfrage ist zurückgezogen' });
  });

  routes.get('/vorgaenge/anfragen/:id/nicht-nachgenutzt', side, (req, res) =>
    showStep(req, res, 'requests/no-reuse', 'stateNoReuse', {}, []),
  );

  routes.post('/vorgaenge/anfragen/:id/nicht-nachgenutzt', side, async (req, res) => {
    const form = parseForm(noReuseSchema, req.body);
    if (!form.ok)
      return showStep(req, res.status(422), 'requests/no-reuse', 'stateNoReuse', form.values, form.errors);
    await requests.stateNoReuse(actorOf(req), req.params.id, form.value);
    res.done(of(req), { kind: 'success', title: 'Danke, Ihr Grund ist notiert' });
  });

  routes.post('/vorgaenge/anfragen/:id/abschliessen', side, async (req, res) => {
    await requests.close(actorOf(req), req.params.id);
    res.done(of(req), { kind: 'success', title: 'Der Austausch ist abgeschlossen' });
  });
}
