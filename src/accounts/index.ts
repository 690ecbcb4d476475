/** What other features may use of the accounts feature. */
export { type Accounts, makeAccounts } from './accounts.ts';
export type { PersonalRecords } from './own-data.service.ts';
export { formerMember } from './people.queries.ts';
export { actorMiddleware } from './session.ts';
export { makeSignInRoutes } from './sign-in.routes.ts';
