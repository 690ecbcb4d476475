import type { Request } from 'express';
import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Solutions } from '../../solutions/index.ts';
import type { TownsLikeUs } from './towns-like-us.service.ts';
import { amongView, solutionTownsPath, townsPath, townView } from './towns-like-us.view.ts';

type Dependencies = { townsLikeUs: TownsLikeUs; solutions: Pick<Solutions, 'publishedBySlug'> };

const longest = 200;

/** What towns like one's own reuse: of all solutions, and who of them reuses one. Open to all with a chosen town. */
export function addTownsLikeUsRoutes(routes: Routes, { townsLikeUs, solutions }: Dependencies): void {
  /** The town of a request: chosen from the suggestions, typed, or that of the organisation acted for. */
  async function chosen<P>(req: Request<P>) {
    const value = (name: string): string => {
      const given = [req.query[name]].flat()[0];
      return typeof given === 'string' ? given.trim().slice(0, longest) : '';
    };
    const typed = { slug: value('kommune'), text: value('name') };
    const { town, suggestions } = await townsLikeUs.townFor(req.actor, typed);
    return {
      town,
      page: {
        town: townView(town),
        typed: typed.text || typed.slug,
        suggestions: suggestions.slice(0, 5).map(({ fullName, slug }) => ({ fullName, slug })),
      },
    };
  }

  routes.get(townsPath, everyone(), async (req, res) => {
    const { town, page } = await chosen(req);
    const found = town === null ? [] : await townsLikeUs.solutionsFor(town);
    res.page('catalogue/towns-like-us', {
      ...page,
      action: townsPath,
      found: found.map(({ solution: { slug, release }, ...uses }) => ({
        title: release.content.title,
        summary: release.content.summary,
        href: `/loesungen/${slug}`,
        ...amongView(uses, 5),
      })),
    });
  });

  routes.get('/loesungen/:slug/kommunen-wie-wir', everyone(), async (req, res) => {
    const solution = await solutions.publishedBySlug(req.params.slug);
    const { town, page } = await chosen(req);
    res.page('catalogue/towns-like-us-solution', {
      ...page,
      action: solutionTownsPath(solution.slug),
      solutionTitle: solution.release.content.title,
      solutionHref: `/loesungen/${solution.slug}`,
      uses: town && amongView(await townsLikeUs.ofSolution(town, solution.id)),
    });
  });
}
