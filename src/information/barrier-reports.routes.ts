import { actorOf, everyone, operator } from '../platform/access.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import type { Routes } from '../platform/routes.ts';
import { parseForm } from '../shared/form.ts';
import { barrierAnswerForm, barrierReportForm } from './barrier-report.form.ts';
import { toBarrierRow } from './barrier-report.view.ts';
import type { BarrierReports } from './barrier-reports.service.ts';

type Options = { barrierReports: BarrierReports; rateLimits: RateLimits; now: () => Date };

/** Reporting a barrier without an account, and the operator's list with due dates. */
export function addBarrierRoutes(routes: Routes, { barrierReports, rateLimits, now }: Options): void {
  const limit = rateLimits({ name: 'barrier-report', max: 10, windowMinutes: 60 });

  routes.get('/barriere-melden', everyone(), (req, res) => {
    const page = typeof req.query.seite === 'string' ? req.query.seite.slice(0, 500) : '';
    res.page('information/report-barrier', { form: { page }, errors: [] });
  });

  routes.post('/barriere-melden', everyone(), limit, async (req, res) => {
    const parsed = parseForm(barrierReportForm, req.body);
    if (!parsed.ok) {
      res.status(422).page('information/report-barrier', { form: parsed.values, errors: parsed.errors });
      return;
    }
    const reference = await barrierReports.report(parsed.value);
    res.redirect(303, `/barriere-melden/${reference}`);
  });

  routes.get('/barriere-melden/:reference', everyone(), async (req, res) => {
    res.page('information/barrier-receipt', { receipt: await barrierReports.receipt(req.params.reference) });
  });

  routes.get('/betrieb/barrieren', operator(), async (req, res) => {
    const { open, closed } = await barrierReports.list(actorOf(req));
    const rows = (reports: typeof open) => reports.map((report) => toBarrierRow(report, now()));
    res.page('information/barriers', { openReports: rows(open), closedReports: rows(closed) });
  });

  routes.get('/betrieb/barrieren/:id', operator(), async (req, res) => {
    const report = await barrierReports.find(actorOf(req), req.params.id);
    res.page('information/barrier', { report, row: toBarrierRow(report, now()), form: {}, errors: [] });
  });

  routes.post('/betrieb/barrieren/:id/antwort', operator(), async (req, res) => {
    const parsed = parseForm(barrierAnswerForm, req.body);
    if (!parsed.ok) {
      const report = await barrierReports.find(actorOf(req), req.params.id);
      const row = toBarrierRow(report, now());
      res
        .status(422)
        .page('information/barrier', { report, row, form: parsed.values, errors: parsed.errors });
      return;
    }
    await barrierReports.answer(actorOf(req), req.params.id, parsed.value);
    res.done('/betrieb/barrieren', {
      kind: 'success',
      title: parsed.value.kind === 'final' ? 'Antwort gespeichert' : 'Zwischenbescheid gespeichert',
      text: 'Hat die Person eine E-Mail-Adresse angegeben, bekommt sie Ihren Text per E-Mail.',
    });
  });
}
