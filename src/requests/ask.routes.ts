import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import { actingFor, member } from '../platform/access.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import type { Routes } from '../platform/routes.ts';
import { type FieldError, InvalidInput } from '../shared/errors.ts';
import { type FormValues, parseForm } from '../shared/form.ts';
import { answerDays } from './due.ts';
import { askSchema, noReuseSchema } from './forms.ts';
import { requestPath } from './paths.ts';
import { rejectionReasonLabels, rejectionReasons } from './rejection-reasons.ts';
import type { Requests } from './requests.ts';

type OfSolution = Request<{ slug: string }>;

export const reasonOptions = rejectionReasons.map((value) => ({
  value,
  label: rejectionReasonLabels[value],
}));

/** Asking for a solution, and saying at a visit why it is not reused. */
export function addAskRoutes(
  routes: Routes,
  { requests, rateLimits }: { requests: Requests; rateLimits: RateLimits },
): void {
  async function showAsk(req: OfSolution, res: Response, typed: FormValues, errors: FieldError[]) {
    const { organisation } = actingFor(req);
    const prepared = await requests.prepareAsk(organisation.id, req.params.slug);
    res.page('requests/ask', {
      ...prepared,
      runningPath: prepared.running ? requestPath(String(prepared.running._id)) : null,
      answerDays,
      typed,
      errors,
      submission: typed.submission ?? randomUUID(),
    });
  }

  routes.get('/loesungen/:slug/anfragen', member(), (req, res) => showAsk(req, res, {}, []));

  routes.post(
    '/loesungen/:slug/anfragen',
    member(),
    rateLimits({ name: 'requests', max: 30, windowMinutes: 60, key: (req) => req.actor?.userId ?? '' }),
    async (req, res) => {
      const form = parseForm(askSchema, req.body);
      if (!form.ok) return showAsk(req, res.status(422), form.values, form.errors);
      try {
        const id = await requests.ask(actingFor(req), req.params.slug, form.value);
        res.done(requestPath(id), {
          kind: 'success',
          title: 'Ihre Anfrage ist gesendet',
          text: `Eine Antwort ist innerhalb von ${answerDays} Tagen zugesagt. Wir schreiben Ihnen, sobald sie da ist.`,
        });
      } catch (error) {
        if (!(error instanceof InvalidInput)) throw error;
        await showAsk(req, res.status(422), { submission: form.value.submission }, error.errors);
      }
    },
  );

  async function showRejection(
    req: OfSolution,
    res: Response,
    typed: FormValues | null,
    errors: FieldError[],
  ) {
    const { organisation } = actingFor(req);
    const { solution, said } = await requests.prepareRejection(organisation.id, req.params.slug);
    const before = said ? { reason: said.reason, text: said.text } : {};
    res.page('requests/reject', { solution, reasonOptions, typed: typed ?? before, errors });
  }

  routes.get('/loesungen/:slug/nicht-nachgenutzt', member(), (req, res) => showRejection(req, res, null, []));

  routes.post('/loesungen/:slug/nicht-nachgenutzt', member(), async (req, res) => {
    const form = parseForm(noReuseSchema, req.body);
    if (!form.ok) return showRejection(req, res.status(422), form.values, form.errors);
    await requests.rejectAtVisit(actingFor(req), req.params.slug, form.value);
    res.done(`/loesungen/${encodeURIComponent(req.params.slug)}`, {
      kind: 'success',
      title: 'Danke, Ihr Grund ist notiert',
      text: 'Er wird ohne Namen gezählt und hilft, Lösungen besser übertragbar zu machen.',
    });
  });
}
