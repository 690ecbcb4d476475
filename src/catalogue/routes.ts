import { everyone } from '../platform/access.ts';
import type { KeptPages } from '../platform/kept-pages.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import type { Solutions } from '../solutions/index.ts';
import { addBookmarkRoutes } from './bookmarks/bookmarks.routes.ts';
import type { Catalogue } from './catalogue.ts';
import { addCompareRoutes } from './compare/compare.routes.ts';
import type { makeCompare } from './compare/compare.service.ts';
import { type HomePorts, homeView } from './home.view.ts';
import type { Kept } from './kept.ts';
import { addSavedSearchRoutes } from './saved-searches/saved-searches.routes.ts';
import { searchView } from './search.view.ts';
import { addTownsLikeUsRoutes } from './towns-like-us/towns-like-us.routes.ts';
import type { TownsLikeUs } from './towns-like-us/towns-like-us.service.ts';
import { parseCatalogueQuery } from './url-state.ts';

export type CatalogueRoutesOptions = {
  catalogue: Catalogue;
  home: HomePorts;
  kept: Pick<Kept, 'bookmarks' | 'savedSearches'>;
  compare: ReturnType<typeof makeCompare>;
  townsLikeUs: TownsLikeUs;
  solutions: Pick<Solutions, 'publishedBySlug' | 'publishedRevisions'>;
  keptPages: KeptPages;
  rateLimits: RateLimits;
  baseUrl: string;
};

/** How long a browser may keep suggestions: while somebody types and deletes again, hardly longer. */
const suggestionsKept = 'private, max-age=60';

/** The start page, the search page, and the filters as a page of their own for small screens. */
export function makeCatalogueRoutes(options: CatalogueRoutesOptions): Routes {
  const { catalogue, home: homePorts, kept, keptPages, solutions, rateLimits } = options;
  const routes = makeRoutes();

  const home = keptPages.kept(async (_req, res) => {
    res.page('catalogue/home', await homeView(catalogue, homePorts));
    return async () => true;
  });
  routes.get('/', everyone(), home);

  const search = keptPages.kept(async (req, res) => {
    const query = catalogue.today(parseCatalogueQuery(req.query));
    const result = await catalogue.find(query);
    const shown = [...result.items, ...(result.nearby?.items ?? [])].map(({ solution }) => solution);
    const bookmarked = await kept.bookmarks.keptOf(
      req.actor,
      shown.map(({ id }) => id),
    );
    res.page('catalogue/search', { ...searchView(query, result), bookmarked });
    return async () => {
      const revisions = await solutions.publishedRevisions(shown.map(({ id }) => id));
      return shown.every(({ id, revision }) => revisions.get(id) === revision);
    };
  });
  routes.get('/loesungen', everyone(), search);

  routes.get('/loesungen/filter', everyone(), async (req, res) => {
    const query = catalogue.today(parseCatalogueQuery(req.query));
    res.page('catalogue/filters-page', searchView(query, await catalogue.find(query, 1)));
  });

  addCompareRoutes(routes, options);
  addTownsLikeUsRoutes(routes, options);
  addBookmarkRoutes(routes, kept);
  addSavedSearchRoutes(routes, { ...kept, names: catalogue.names });
  routes.get(
    '/loesungen/vorschlaege',
    { access: everyone(), kind: 'data' },
    // One request per pause in typing: 600 in 5 minutes is an office of several people behind one address.
    rateLimits({ name: 'search-suggestions', max: 600, windowMinutes: 5 }),
    async (req, res) => {
      const items = await catalogue.suggest(parseCatalogueQuery(req.query).q);
      res.setHeader('Cache-Control', suggestionsKept);
      res.json({ items });
    },
  );

  return routes;
}
