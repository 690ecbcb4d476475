import type { Request } from 'express';
import { actorOf, everyone, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { InvalidInput, notFound } from '../../shared/errors.ts';
import { formValues } from '../../shared/form.ts';
import { date } from '../../shared/german.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { notRecommendedPath, releasePath, solutionPath } from '../paths.ts';
import type { Release } from '../record/solution.model.ts';
import { releaseDiff } from './release-diff.ts';

const responsible = () => role('approver', 'administrator');

/** Comparing releases, and advising against old ones. Comes before the pages of single releases. */
export function addReleaseRoutes(routes: Routes, { solutions, organisations }: PageDependencies): void {
  routes.get('/loesungen/:slug/versionen/vergleich', everyone(), async (req, res) => {
    const { slug, release: current } = await solutions.publishedBySlug(req.params.slug);
    const releases = await solutions.releasesOf(slug);
    const numbered = (value: unknown, otherwise: number) => {
      const wanted = value === undefined || value === '' ? String(otherwise) : value;
      const found = releases.find(({ number }) => String(number) === wanted);
      if (found === undefined) throw notFound('Diese Version gibt es nicht.');
      return found;
    };
    const first = numbered(req.query.von, Math.max(current.number - 1, releases.at(-1)?.number ?? 1));
    const second = numbered(req.query.bis, current.number);
    const [before, after] = first.number <= second.number ? [first, second] : [second, first];
    const { content } = before;
    const ids = [content, after.content].flatMap(({ leadIds, partnerIds }) => [...leadIds, ...partnerIds]);
    const known = await organisations.getByIds(ids);
    const nameOf = (id: string) => known.get(id)?.fullName ?? 'nicht mehr verzeichnete Organisation';
    res.page('solutions/releases/compare', {
      slug,
      solutionTitle: current.content.title,
      before: lineOf(slug, before),
      after: lineOf(slug, after),
      changes: releaseDiff(before, after, nameOf),
      notes: releases
        .filter(({ number }) => number > before.number && number <= after.number)
        .map((one) => lineOf(slug, one)),
      numbers: releases.map(({ number, publishedAt }) => ({
        value: String(number),
        label: `Version ${number} vom ${date(publishedAt)}`,
      })),
    });
  });

  async function warningPage(req: Request<{ slug: string; number: string }>) {
    const solution = await solutions.publishedBySlug(req.params.slug);
    const own = await solutions.bySlugFor(req.actor, req.params.slug);
    if (!(await solutions.holds(req.actor, own))) throw notFound();
    const release = solutions.releaseNumbered(own, Number(req.params.number));
    return {
      slug: solution.slug,
      solutionTitle: solution.release.content.title,
      release: lineOf(solution.slug, release),
      isCurrent: release.number === solution.release.number,
      warning: solution.notRecommended.find(({ number }) => number === release.number) ?? null,
    };
  }

  const warning = '/loesungen/:slug/versionen/:number/nicht-empfohlen';
  routes.get(warning, responsible(), async (req, res) => {
    const page = await warningPage(req);
    const typed = { reason: page.warning?.reason ?? '' };
    res.page('solutions/releases/not-recommended', { ...page, errors: [], typed });
  });

  routes.post(warning, responsible(), async (req, res) => {
    const { slug } = req.params;
    const number = Number(req.params.number);
    const form = formValues(req.body);
    const reason = typeof form.reason === 'string' ? form.reason.trim() : '';
    try {
      if (reason.length > 1000)
        throw new InvalidInput([{ field: 'reason', message: 'Grund: höchstens 1.000 Zeichen.' }]);
      await solutions.adviseAgainst(actorOf(req), slug, number, reason);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const page = await warningPage(req);
      res
        .status(422)
        .page('solutions/releases/not-recommended', { ...page, errors: error.errors, typed: { reason } });
      return;
    }
    res.done(releasePath(slug, number), {
      kind: 'success',
      title: `Version ${number} ist nicht mehr empfohlen`,
      text: 'Der Grund steht bei der Version, in der Liste der Versionen und in der Schnittstelle.',
    });
  });

  routes.post('/loesungen/:slug/versionen/:number/wieder-empfohlen', responsible(), async (req, res) => {
    const { slug } = req.params;
    const number = Number(req.params.number);
    await solutions.recommendAgain(actorOf(req), slug, number);
    res.done(releasePath(slug, number), {
      kind: 'success',
      title: `Die Kennzeichnung von Version ${number} ist aufgehoben`,
    });
  });
}

function lineOf(slug: string, { number, publishedAt, changeNote }: Release) {
  return {
    number,
    label: `Version ${number}`,
    on: date(publishedAt),
    changeNote,
    href: releasePath(slug, number),
    currentHref: solutionPath(slug),
    warningHref: notRecommendedPath(slug, number),
  };
}
