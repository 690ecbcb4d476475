import { everyone } from '../platform/access.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addBookmarkRoutes } from './bookmarks/bookmarks.routes.ts';
import type { Catalogue } from './catalogue.ts';
import { type HomePorts, homeView } from './home.view.ts';
import type { Kept } from './kept.ts';
import { addSavedSearchRoutes } from './saved-searches/saved-searches.routes.ts';
import { searchView } from './search.view.ts';
import { parseCatalogueQuery } from './url-state.ts';

export type CatalogueRoutesOptions = {
  catalogue: Catalogue;
  home: HomePorts;
  kept: Pick<Kept, 'bookmarks' | 'savedSearches'>;
};

/** The start page, the search page, and the filters as a page of their own for small screens. */
export function makeCatalogueRoutes({ catalogue, home, kept }: CatalogueRoutesOptions): Routes {
  const routes = makeRoutes();

  routes.get('/', everyone(), async (_req, res) => {
    res.page('catalogue/home', await homeView(catalogue, home));
  });

  routes.get('/loesungen', everyone(), async (req, res) => {
    const query = parseCatalogueQuery(req.query);
    const result = await catalogue.find(query);
    const ids = result.items.map(({ solution }) => solution.id);
    const keptIds = await kept.bookmarks.keptOf(req.actor, ids);
    res.page('catalogue/search', { ...searchView(query, result), kept: keptIds });
  });

  routes.get('/loesungen/filter', everyone(), async (req, res) => {
    const query = parseCatalogueQuery(req.query);
    res.page('catalogue/filters-page', searchView(query, await catalogue.find(query, 1)));
  });

  addBookmarkRoutes(routes, kept);
  addSavedSearchRoutes(routes, kept);
  return routes;
}
