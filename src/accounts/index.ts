/** What other features may use of the accounts feature. */
export { makeAccountRoutes } from './account-routes.ts';
export { type Accounts, makeAccounts } from './accounts.ts';
export type { DemoAccount } from './demo.routes.ts';
export { localPath } from './local-path.ts';
export type { OperatorPage } from './operator.routes.ts';
export type { PersonalRecords } from './own-data.service.ts';
export { formerMember } from './people.queries.ts';
export { actorMiddleware } from './session.ts';
