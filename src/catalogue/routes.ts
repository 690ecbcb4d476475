import { everyone } from '../platform/access.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import type { Catalogue } from './catalogue.ts';
import { type HomePorts, homeView } from './home.view.ts';
import { searchView } from './search.view.ts';
import { parseCatalogueQuery } from './url-state.ts';

export type CatalogueRoutesOptions = { catalogue: Catalogue; home: HomePorts };

/** The start page, the search page, and the filters as a page of their own for small screens. */
export function makeCatalogueRoutes({ catalogue, home }: CatalogueRoutesOptions): Routes {
  const routes = makeRoutes();

  routes.get('/', everyone(), async (_req, res) => {
    res.page('catalogue/home', await homeView(catalogue, home));
  });

  routes.get('/loesungen', everyone(), async (req, res) => {
    const query = parseCatalogueQuery(req.query);
    res.page('catalogue/search', searchView(query, await catalogue.find(query)));
  });

  routes.get('/loesungen/filter', everyone(), async (req, res) => {
    const query = parseCatalogueQuery(req.query);
    res.page('catalogue/filters-page', searchView(query, await catalogue.find(query, 1)));
  });

  return routes;
}
