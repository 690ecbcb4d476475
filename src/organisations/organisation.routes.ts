import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addContactRoutes } from './contact.routes.ts';
import { addCooperationRoutes } from './cooperation.routes.ts';
import { addCooperationDeskRoutes } from './cooperation-desk.routes.ts';
import { addDetailRoutes } from './detail.routes.ts';
import { addListRoutes } from './list.routes.ts';
import { addMemberRoutes } from './members.routes.ts';
import { addOperatorRoutes } from './operator.routes.ts';
import { addOperatorTaskRoutes } from './operator-tasks.routes.ts';
import type { Organisations } from './organisations.ts';
import type { OrganisationPorts } from './ports.ts';
import { addRegionRoutes } from './region.routes.ts';

type Dependencies = { organisations: Organisations; ports: OrganisationPorts; rateLimits: RateLimits };

/** Every page of the organisations feature. Fixed addresses come before `/organisationen/:slug`. */
export function makeOrganisationRoutes(dependencies: Dependencies): Routes {
  const routes = makeRoutes();
  addListRoutes(routes, dependencies);
  addDetailRoutes(routes, dependencies);
  addContactRoutes(routes, dependencies);
  addRegionRoutes(routes, dependencies);
  addCooperationRoutes(routes, dependencies);
  addMemberRoutes(routes, dependencies);
  addOperatorRoutes(routes, dependencies);
  addOperatorTaskRoutes(routes, dependencies);
  addCooperationDeskRoutes(routes, dependencies);
  return routes;
}
