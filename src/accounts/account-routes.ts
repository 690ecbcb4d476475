import { everyone } from '../platform/access.ts';
import type { Config } from '../platform/config.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { addAccountRoutes } from './account.routes.ts';
import { addDemoRoutes, type DemoAccount } from './demo.routes.ts';
import type { RouteDependencies } from './dependencies.ts';
import { addOperatorRoutes, type OperatorPages } from './operator.routes.ts';
import { addProfileRoutes } from './profile.routes.ts';
import { addRegistrationRoutes } from './registration.routes.ts';
import { addResetRoutes } from './reset.routes.ts';
import { addSetUpRoutes } from './set-up.routes.ts';
import { addSignInRoutes } from './sign-in.routes.ts';

type Options = RouteDependencies & {
  config: Pick<Config, 'mode' | 'dataDir' | 'baseUrl'>;
  demoAccounts: DemoAccount[];
};

/** Every page of the accounts feature. @param operatorPages what the operator's overview leads to */
export function makeAccountRoutes(options: Options, operatorPages: OperatorPages): Routes {
  const routes = makeRoutes();
  addSignInRoutes(routes, options);
  addRegistrationRoutes(routes, options);
  addResetRoutes(routes, options);
  addAccountRoutes(routes, options);
  addProfileRoutes(routes, options);
  addSetUpRoutes(routes, options);
  addOperatorRoutes(routes, options, operatorPages);
  routes.get('/konto-geloescht', everyone(), (_req, res) => res.page('accounts/erased'));
  if (options.config.mode === 'demo') addDemoRoutes(routes, options);
  return routes;
}
