import compression from 'compression';
import express, { type Express } from 'express';
import { actorMiddleware, makeAccountRoutes } from './accounts/index.ts';
import { makeApiRoutes } from './api/index.ts';
import { makeCatalogueRoutes, makeSynonymRoutes } from './catalogue/index.ts';
import { eventPorts } from './composition/event-ports.ts';
import { kdnTasks } from './composition/kdn-tasks.ts';
import { operatorPages } from './composition/operator-pages.ts';
import { publicReusesOf } from './composition/public-reuses.ts';
import { solutionPorts } from './composition/solution-ports.ts';
import { makeEventRoutes } from './events/index.ts';
import { makeInformationRoutes } from './information/index.ts';
import { countOrphans, makeOrganisationRoutes, modelRegions } from './organisations/index.ts';
import { sameOriginOnly } from './platform/csrf.ts';
import { errorPages, noSuchPage } from './platform/error-pages.ts';
import { makeHealthRoutes } from './platform/health.ts';
import { refuseOperators, refuseOtherBodies } from './platform/input-guard.ts';
import type { DeclaredRoute, Routes } from './platform/routes.ts';
import { securityHeaders } from './platform/security-headers.ts';
import { sessions } from './platform/session.ts';
import { pageLocals, staticFiles, useViews } from './platform/views.ts';
import { makeRequestRoutes } from './requests/index.ts';
import { makeReuseRoutes } from './reuses/index.ts';
import type { Services } from './services.ts';
import { makeArtifactRoutes, makeSolutionRoutes } from './solutions/index.ts';
import { makeKdnRoutes, makeStatisticsRoutes } from './statistics/index.ts';

export type App = { express: Express; declared: DeclaredRoute[] };

/** The application: middleware in order, routers, 404, error pages. `declared` lists every route with its access. */
export function createApp(services: Services): App {
  const { config, connection, log } = services;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustedProxies);
  app.set('query parser', 'simple');
  useViews(app, config);

  app.use(securityHeaders(config.baseUrl));
  app.use(compression());
  app.use('/static', staticFiles());
  app.use((req, _res, next) => {
    req.actor = null;
    next();
  });
  app.use(pageLocals(config, async ({ actor }) => (actor ? services.requests.openCasesOf(actor) : 0)));
  app.use(sessions(config, connection));
  app.use(actorMiddleware({ actorFor: services.accounts.actorFor, now: services.now }));
  app.use(sameOriginOnly(config.baseUrl));
  app.use(refuseOtherBodies);
  app.use(express.urlencoded({ extended: false, limit: '2mb', parameterLimit: 1000 }));
  app.use(express.json({ limit: '200kb' }));
  app.use(refuseOperators);

  const features = routesOf(services);
  for (const { router } of features) app.use(router);
  app.use(noSuchPage);
  app.use(errorPages(log));
  return { express: app, declared: features.flatMap(({ declared }) => declared) };
}

function routesOf(services: Services): Routes[] {
  return [
    makeHealthRoutes(services.connection, services.catalogue.isReady),
    makeCatalogueRoutes({ ...services, home: services.homePorts, baseUrl: services.config.baseUrl }),
    makeSynonymRoutes({
      synonyms: services.synonyms,
      namesOf: services.accounts.namesOf,
      refresh: services.catalogue.refresh,
    }),
    makeSolutionRoutes({
      ...services,
      uploads: services.artifacts.uploads,
      ports: solutionPorts({
        ...services,
        artifacts: services.artifacts,
        bookmarks: services.kept.bookmarks,
      }),
    }),
    makeEventRoutes({ ...services, ports: eventPorts(services), baseUrl: services.config.baseUrl }),
    makeOrganisationRoutes({ ...services, ports: services.organisationPorts }),
    makeApiRoutes({
      ...services,
      publicReusesOf: publicReusesOf(services.reuses),
      baseUrl: services.config.baseUrl,
    }),
    makeKdnRoutes({ tasksForKdn: kdnTasks({ ...services, orphanCount: () => countOrphans(services) }) }),
    makeStatisticsRoutes({
      ...services,
      regions: [...modelRegions()],
      officeRegionOf: services.officeRegionOf,
      baseUrl: services.config.baseUrl,
    }),
    makeArtifactRoutes(services),
    makeRequestRoutes(services),
    makeReuseRoutes(services),
    makeAccountRoutes(services, operatorPages(services)),
    makeInformationRoutes(services.information, services),
  ];
}
