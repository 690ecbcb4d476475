import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addAskRoutes } from './ask.routes.ts';
import { addCaseRoutes } from './case.routes.ts';
import { addCaseFileRoutes } from './case-file.routes.ts';
import { addOverviewRoutes } from './overview.routes.ts';
import type { Requests } from './requests.ts';

type Dependencies = { requests: Requests; rateLimits: RateLimits; now: () => Date };

/** Every page of the requests feature, "Meine Vorgänge" included. */
export function makeRequestRoutes(dependencies: Dependencies): Routes {
  const routes = makeRoutes();
  addAskRoutes(routes, dependencies);
  addCaseRoutes(routes, dependencies);
  addCaseFileRoutes(routes, dependencies);
  addOverviewRoutes(routes, dependencies);
  return routes;
}
