import type { Response } from 'express';
import { z } from 'zod';
import { actorOf, everyone, operator } from '../../platform/access.ts';
import type { RateLimits } from '../../platform/rate-limit.ts';
import type { Routes } from '../../platform/routes.ts';
import type { FieldError } from '../../shared/errors.ts';
import { emailAddress, text } from '../../shared/fields.ts';
import { type FormValues, parseForm } from '../../shared/form.ts';
import { pageNumber } from '../../shared/paging.ts';
import type { Artifacts } from '../artifacts/artifacts.ts';
import { solutionPath } from '../paths.ts';
import { type RightsReport, rightsReportStateLabels } from './rights-reports.model.ts';

const path = '/loesungen/:slug/projektergebnisse/:artifactId/melden';
const desk = '/betrieb/rechtsverletzungen';

const reportSchema = z.object({
  statement: text('was verletzt wird und woran man es erkennt', { max: 5000 }),
  email: z.union([z.literal(''), emailAddress()]).default(''),
});
const reason = text('den Grund', { max: 2000 });
const decisionSchema = z.object({
  decision: z.enum(['sperren', 'zurueckweisen'], { error: 'Bitte wählen Sie, was geschehen soll.' }),
  reason,
});
const liftSchema = z.object({ reason });

type Form = { errors?: FieldError[]; values?: FormValues };
type Dependencies = { artifacts: Pick<Artifacts, 'rightsReports'>; rateLimits: RateLimits };

/** "Rechtsverletzung melden" for everybody, and the operator's list of what was reported. */
export function addRightsReportRoutes(routes: Routes, { artifacts, rateLimits }: Dependencies): void {
  const { rightsReports } = artifacts;
  const limit = rateLimits({ name: 'rights-reports', max: 10, windowMinutes: 60 });

  routes.get(path, everyone(), async (req, res) => {
    const { slug, artifactId } = req.params;
    const { artifact } = await rightsReports.reportable(req.actor, slug, artifactId);
    reportPage(res, slug, artifact.title);
  });

  routes.post(path, everyone(), limit, async (req, res) => {
    const { slug, artifactId } = req.params;
    const { artifact } = await rightsReports.reportable(req.actor, slug, artifactId);
    const form = parseForm(reportSchema, req.body);
    if (!form.ok) return reportPage(res.status(422), slug, artifact.title, form);
    await rightsReports.report(req.actor, slug, artifactId, form.value);
    res.done(solutionPath(slug), {
      kind: 'success',
      title: 'Ihre Meldung ist eingegangen',
      text: 'Der Plattformbetrieb prüft sie und sperrt das Projektergebnis, wenn sie zutrifft.',
    });
  });

  routes.get(desk, operator(), async (req, res) => {
    const reports = await rightsReports.list(pageNumber(req.query.seite));
    res.page('solutions/rights-reports', { reports, labels: rightsReportStateLabels, deskPath: desk });
  });

  routes.get(`${desk}/:id`, operator(), async (req, res) => {
    decisionPage(res, await rightsReports.reportById(actorOf(req), req.params.id));
  });

  routes.post(`${desk}/:id`, operator(), async (req, res) => {
    const actor = actorOf(req);
    const { id } = req.params;
    const form = parseForm(decisionSchema, req.body);
    if (!form.ok) return decisionPage(res.status(422), await rightsReports.reportById(actor, id), form);
    const block = form.value.decision === 'sperren';
    await (block ? rightsReports.block : rightsReports.dismiss)(actor, id, form.value.reason);
    const title = block ? 'Projektergebnis gesperrt' : 'Meldung zurückgewiesen';
    res.done(`${desk}/${id}`, { kind: 'success', title });
  });

  routes.post(`${desk}/:id/aufheben`, operator(), async (req, res) => {
    const actor = actorOf(req);
    const { id } = req.params;
    const form = parseForm(liftSchema, req.body);
    if (!form.ok) return decisionPage(res.status(422), await rightsReports.reportById(actor, id), form);
    await rightsReports.lift(actor, id, form.value.reason);
    res.done(`${desk}/${id}`, { kind: 'success', title: 'Sperre aufgehoben' });
  });
}

function reportPage(
  res: Response,
  slug: string,
  artifactTitle: string,
  { errors = [], values = {} }: Form = {},
) {
  res.page('solutions/rights-report', {
    artifactTitle,
    solutionPath: solutionPath(slug),
    errors,
    typed: values,
  });
}

function decisionPage(res: Response, report: RightsReport, { errors = [], values = {} }: Form = {}) {
  res.page('solutions/rights-report-decision', {
    report,
    labels: rightsReportStateLabels,
    solutionPath: solutionPath(report.slug),
    deskPath: desk,
    errors,
    typed: values,
  });
}
