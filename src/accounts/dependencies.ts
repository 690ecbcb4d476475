import type { Organisations } from '../organisations/index.ts';
import type { Log } from '../platform/log.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import type { Accounts } from './accounts.ts';

/** What the feature's routes work with. */
export type RouteDependencies = {
  accounts: Accounts;
  organisations: Organisations;
  rateLimits: RateLimits;
  log: Log;
  now: () => Date;
};
