import compression from 'compression';
import express, { type Express } from 'express';
import { actorMiddleware, makeSignInRoutes } from './accounts/index.ts';
import { makeInformationRoutes } from './information/index.ts';
import { sameOriginOnly } from './platform/csrf.ts';
import { errorPages, noSuchPage } from './platform/error-pages.ts';
import { makeHealthRoutes } from './platform/health.ts';
import { refuseOperators } from './platform/input-guard.ts';
import type { DeclaredRoute, Routes } from './platform/routes.ts';
import { securityHeaders } from './platform/security-headers.ts';
import { sessions } from './platform/session.ts';
import { pageLocals, staticFiles, useViews } from './platform/views.ts';
import type { Services } from './services.ts';

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
  app.use(pageLocals(config, async () => 0));
  app.use(sessions(config, connection));
  app.use(actorMiddleware({ actorFor: services.accounts.actorFor, now: services.now }));
  app.use(sameOriginOnly(config.baseUrl));
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
    makeHealthRoutes(services.connection, () => true),
    makeSignInRoutes(services),
    makeInformationRoutes(services.information, services),
  ];
}
