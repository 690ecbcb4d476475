import type { Request, Response } from 'express';
import { actingFor, member, role } from '../platform/access.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import type { Routes } from '../platform/routes.ts';
import { type FieldError, InvalidInput } from '../shared/errors.ts';
import { type FormValues, formValues, parseForm } from '../shared/form.ts';
import { date, isoDate } from '../shared/german.ts';
import { reportForOtherSchema, reportSchema } from './forms.ts';
import { stageLabels } from './labels.ts';
import { providerRoles } from './lifecycle.ts';
import { reusePath } from './paths.ts';
import type { ReleaseChoice } from './report.service.ts';
import { reuseStages } from './reuse.types.ts';
import type { Reuses } from './reuses.ts';

type OfSolution = Request<{ slug: string }>;

export const stageOptions = reuseStages.map((value) => ({ value, label: stageLabels[value] }));

const releaseOptions = (releases: ReleaseChoice[]) =>
  releases.map(({ number, publishedAt }) => ({
    value: String(number),
    label: `Version ${number} vom ${date(publishedAt)}`,
  }));

/** "03/2027" of a moment, as the field for months shows it. */
export const monthValue = (at: Date): string => isoDate(at).replace(/^(\d{4})-(\d{2}).*$/, '$2/$1');

type Dependencies = { reuses: Reuses; rateLimits: RateLimits; now: () => Date };

/** Reporting a reuse in one screen: for one's own organisation, or as provider for another one. */
export function addReportRoutes(routes: Routes, { reuses, rateLimits, now }: Dependencies): void {
  const limit = rateLimits({
    name: 'reuse-reports',
    max: 60,
    windowMinutes: 60,
    key: (req) => req.actor?.userId ?? '',
  });

  /** What the form shows at first: the current month and the newest release. */
  const fresh = (releases: ReleaseChoice[]): FormValues => ({
    since: monthValue(now()),
    releaseNumber: String(releases[0]?.number ?? ''),
  });

  async function showReport(req: OfSolution, res: Response, typed: FormValues | null, errors: FieldError[]) {
    const { organisation } = actingFor(req);
    const prepared = await reuses.prepareReport(organisation.id, req.params.slug);
    res.page('reuses/report', {
      ...prepared,
      existingPath: prepared.existingId ? reusePath(prepared.existingId) : null,
      stageOptions,
      releaseOptions: releaseOptions(prepared.releases),
      typed: typed ?? fresh(prepared.releases),
      errors,
    });
  }

  async function showForOther(
    req: OfSolution,
    res: Response,
    typed: FormValues | null,
    errors: FieldError[],
  ) {
    const prepared = await reuses.prepareReportForOther(actingFor(req), req.params.slug);
    res.page('reuses/report-for-other', {
      ...prepared,
      stageOptions,
      releaseOptions: releaseOptions(prepared.releases),
      typed: typed ?? fresh(prepared.releases),
      errors,
    });
  }

  function reported(res: Response, { id, fresh: isNew }: { id: string; fresh: boolean }): void {
    res.done(
      reusePath(id),
      isNew
        ? { kind: 'success', title: 'Danke, die Nachnutzung ist gemeldet' }
        : {
            kind: 'info',
            title: 'Diese Nachnutzung ist schon gemeldet',
            text: 'Hier sehen Sie ihren Stand. Eine neue Stufe melden Sie auf dieser Seite.',
          },
    );
  }

  routes.get('/loesungen/:slug/nachnutzung', member(), (req, res) => showReport(req, res, null, []));

  routes.post('/loesungen/:slug/nachnutzung', member(), limit, async (req, res) => {
    const form = parseForm(reportSchema, req.body);
    if (!form.ok) return showReport(req, res.status(422), form.values, form.errors);
    try {
      reported(res, await reuses.report(actingFor(req), req.params.slug, form.value));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await showReport(req, res.status(422), formValues(req.body), error.errors);
    }
  });

  routes.get('/loesungen/:slug/nachnutzung-melden', role(...providerRoles), (req, res) =>
    showForOther(req, res, null, []),
  );

  routes.post('/loesungen/:slug/nachnutzung-melden', role(...providerRoles), limit, async (req, res) => {
    const form = parseForm(reportForOtherSchema, req.body);
    if (!form.ok) return showForOther(req, res.status(422), form.values, form.errors);
    const { organisation, organisationSlug, ...report } = form.value;
    try {
      const who = organisationSlug || organisation;
      reported(res, await reuses.reportForOther(actingFor(req), req.params.slug, who, report));
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await showForOther(req, res.status(422), formValues(req.body), error.errors);
    }
  });
}
