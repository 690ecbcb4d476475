import type { Request, Response } from 'express';
import { everyone } from '../../platform/access.ts';
import type { KeptPages } from '../../platform/kept-pages.ts';
import type { Routes } from '../../platform/routes.ts';
import { DomainError, notFound } from '../../shared/errors.ts';
import { date } from '../../shared/german.ts';
import { asTheyStand } from '../artifacts/standing.ts';
import { warningsOf } from '../notices/notices.view.ts';
import {
  adoptPath,
  editPath,
  historyPath,
  notRecommendedPath,
  previewPath,
  releasePath,
  solutionPath,
  withdrawPath,
} from '../paths.ts';
import type { PublishedSolution } from '../record/published.ts';
import type { Withdrawal } from '../record/reading.service.ts';
import type { Release, Solution } from '../record/solution.model.ts';
import { besideOf, makeOperationOf } from './beside.ts';
import type { PageDependencies, Pages } from './pages.ts';

type Dependencies = PageDependencies & { pages: Pages; keptPages: KeptPages };

/** What everybody sees: a solution and its older releases. */
export function addPublicRoutes(routes: Routes, { solutions, ports, pages, keptPages }: Dependencies): void {
  const operationOf = makeOperationOf(solutions);

  /** The record where the person belongs to the provider, else null; nothing else learns that a draft exists. */
  async function ownRecord(req: Request<{ slug: string }>): Promise<Solution | null> {
    if (req.actor?.organisation === null || req.actor === null) return null;
    const record = await solutions.bySlugFor(req.actor, req.params.slug).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'not-found') return null;
      throw error;
    });
    return record !== null && (await solutions.holds(req.actor, record)) ? record : null;
  }

  async function gone(res: Response, slug: string, withdrawal: Withdrawal, own: boolean): Promise<void> {
    res.status(410).page('solutions/gone', {
      withdrawal,
      withdrawnOn: date(withdrawal.at),
      provider: await pages.providerOf(withdrawal.providerId),
      historyHref: own ? historyPath(slug) : null,
    });
  }

  /** The published solution; else the answer is given: the draft's preview, the page of a withdrawn one, or 404. */
  async function publishedOrAnswer(
    req: Request<{ slug: string }>,
    res: Response,
    own: Solution | null,
  ): Promise<{ solution: PublishedSolution; releases: Release[] } | null> {
    const { slug } = req.params;
    try {
      return await solutions.publishedWithReleases(slug);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (error.code === 'gone') await gone(res, slug, error.details as Withdrawal, own !== null);
      else if (error.code === 'not-found' && own !== null) res.redirect(302, previewPath(slug));
      else throw error;
      return null;
    }
  }

  /** Acts of the providing organisation, shown above its own solution. */
  async function ownActs(req: Request, own: Solution | null) {
    if (own === null || req.actor === null) return null;
    const { slug } = own;
    const [start, save, withdraw] = await Promise.all([
      solutions.canDo(req.actor, 'startRelease', own),
      solutions.canDo(req.actor, 'save', own),
      solutions.canDo(req.actor, 'withdraw', own),
    ]);
    return {
      startRelease: start && (own.inventory === null || own.inventory.assignedAt !== null),
      editHref: save ? editPath(slug) : null,
      withdrawHref: withdraw ? withdrawPath(slug) : null,
      historyHref: historyPath(slug),
    };
  }

  const page = keptPages.kept<{ slug: string }>(async (req, res) => {
    const own = await ownRecord(req);
    const found = await publishedOrAnswer(req, res, own);
    if (found === null) return undefined;
    const { solution, releases } = found;
    const [detail, reuse, acts, operation, similar, towns, kept, presented] = await Promise.all([
      pages.ofRelease(req.actor, solution, solution.release),
      ports.reuseSummary(solution.id),
      ownActs(req, own),
      operationOf({ actor: req.actor, solution, own }),
      ports.similarTo(solution.id),
      ports.townsLikeOwn(req.actor, solution.id),
      ports.isKept(req.actor, solution.id),
      ports.presentedAt(solution.id),
    ]);
    const beside = besideOf({
      actor: req.actor,
      solution,
      own,
      operation,
      reuse,
      scans: detail.scans,
      editable: acts !== null && acts.editHref !== null,
    });
    res.page('solutions/detail', {
      detail,
      beside,
      reuse,
      acts,
      similar,
      towns,
      kept,
      presented,
      slug: solution.slug,
      versions: releases.map((release) => versionRow(solution, release, acts?.withdrawHref != null)),
      adoptHref: solution.inventory?.assignedAt === null ? adoptPath(solution.slug) : null,
    });
    return async () =>
      (await solutions.publishedRevisions([solution.id])).get(solution.id) === solution.revision;
  });
  routes.get('/loesungen/:slug', everyone(), page);

  routes.get('/loesungen/:slug/versionen/:number', everyone(), async (req, res) => {
    const own = await ownRecord(req);
    const found = await publishedOrAnswer(req, res, own);
    if (found === null) return;
    const { solution, releases } = found;
    const release = releases.find(({ number }) => String(number) === req.params.number);
    if (release === undefined) throw notFound('Diese Version gibt es nicht.');
    const current = release.number === solution.release.number;
    const mayAssess = (await ownActs(req, own))?.withdrawHref != null;
    const artifacts = asTheyStand(release.artifacts, releases);
    res.page('solutions/version', {
      detail: await pages.ofRelease(req.actor, solution, { ...release, artifacts }),
      slug: solution.slug,
      version: versionRow(solution, release, mayAssess),
      current,
      warnings: warningsOf(solution.slug, solution.notices, { shown: release.number, others: false }),
      versions: releases.map((one) => versionRow(solution, one, mayAssess)),
    });
  });
}

/** @param mayAssess whether the person may advise against old releases */
function versionRow(
  { slug, release: current, notRecommended }: PublishedSolution,
  { number, publishedAt, changeNote }: Release,
  mayAssess: boolean,
) {
  return {
    notRecommended: notRecommended.find((one) => one.number === number)?.reason ?? null,
    warningHref: mayAssess && number !== current.number ? notRecommendedPath(slug, number) : null,
    number,
    on: date(publishedAt),
    changeNote,
    href: releasePath(slug, number),
    currentHref: solutionPath(slug),
  };
}
