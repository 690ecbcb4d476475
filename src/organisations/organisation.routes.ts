import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addCompetenceDeskRoutes } from './competences/competence-desk.routes.ts';
import { addLandscapeRoutes } from './competences/landscape.routes.ts';
import { addCooperationRoutes } from './cooperations/cooperation.routes.ts';
import { addCooperationDeskRoutes } from './cooperations/cooperation-desk.routes.ts';
import { addMemberRoutes } from './members/members.routes.ts';
import { addOperatorRoutes } from './operator/operator.routes.ts';
import { addOperatorTaskRoutes } from './operator/operator-tasks.routes.ts';
import type { Organisations } from './organisations.ts';
import { addContactRoutes } from './pages/contact.routes.ts';
import { addDetailRoutes } from './pages/detail.routes.ts';
import { addListRoutes } from './pages/list.routes.ts';
import type { OrganisationPorts } from './ports.ts';
import { addProgrammeRoutes } from './programmes/programme.routes.ts';
import { addProgrammeDeskRoutes } from './programmes/programme-desk.routes.ts';
import { addRegionRoutes } from './regions/region.routes.ts';
import { addSuccessionRoutes } from './succession/succession.routes.ts';

type Dependencies = {
  organisations: Organisations;
  ports: OrganisationPorts;
  rateLimits: RateLimits;
  now: () => Date;
};

/** Every page of the organisations feature. Fixed addresses come before `/organisationen/:slug`. */
export function makeOrganisationRoutes(dependencies: Dependencies): Routes {
  const routes = makeRoutes();
  addListRoutes(routes, dependencies);
  addDetailRoutes(routes, dependencies);
  addContactRoutes(routes, dependencies);
  addRegionRoutes(routes, dependencies);
  addProgrammeRoutes(routes, dependencies);
  addProgrammeDeskRoutes(routes, dependencies);
  addCooperationRoutes(routes, dependencies);
  addMemberRoutes(routes, dependencies);
  addOperatorRoutes(routes, dependencies);
  addOperatorTaskRoutes(routes, dependencies);
  addCooperationDeskRoutes(routes, dependencies);
  addSuccessionRoutes(routes, dependencies);
  addLandscapeRoutes(routes, dependencies);
  addCompetenceDeskRoutes(routes, dependencies);
  return routes;
}
