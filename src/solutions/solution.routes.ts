import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addAdoptionRoutes } from './adoption.routes.ts';
import { addEditRoutes } from './edit.routes.ts';
import { addOwnRoutes } from './own.routes.ts';
import { makePages, type PageDependencies } from './pages.ts';
import { addParticipantRoutes } from './participants.routes.ts';
import { addPublicRoutes } from './public.routes.ts';
import { addReviewRoutes } from './review.routes.ts';
import { addWithdrawRoutes } from './withdraw.routes.ts';

/** The pages of publishing. Fixed addresses come before those with a slug, so /loesungen/neu is never a solution. */
export function makeSolutionRoutes(dependencies: PageDependencies): Routes {
  const routes = makeRoutes();
  const all = { ...dependencies, pages: makePages(dependencies) };
  addOwnRoutes(routes, all);
  addParticipantRoutes(routes, all);
  addEditRoutes(routes, all);
  addReviewRoutes(routes, all);
  addWithdrawRoutes(routes, all);
  addAdoptionRoutes(routes, all);
  addPublicRoutes(routes, all);
  return routes;
}
