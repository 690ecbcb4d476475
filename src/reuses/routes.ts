import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addReportRoutes } from './report.routes.ts';
import { addReuseRoutes } from './reuse.routes.ts';
import type { Reuses } from './reuses.ts';

/** Every page of the reuses feature. */
export function makeReuseRoutes(dependencies: {
  reuses: Reuses;
  rateLimits: RateLimits;
  now: () => Date;
}): Routes {
  const routes = makeRoutes();
  addReportRoutes(routes, dependencies);
  addReuseRoutes(routes, dependencies);
  return routes;
}
