import type { Connection } from 'mongoose';
import type { MailQueue } from '../platform/mail-queue.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { makeBarrierReportModel } from './barrier-report.model.ts';
import { addBarrierRoutes } from './barrier-reports.routes.ts';
import { makeBarrierReports } from './barrier-reports.service.ts';
import { addInformationPages } from './pages.routes.ts';

type Options = { connection: Connection; mailQueue: MailQueue; baseUrl: string; now: () => Date };

export type Information = ReturnType<typeof makeInformation>;

/** Pages about Blaupause itself and the reports of barriers. */
export function makeInformation({ connection, ...rest }: Options) {
  const model = makeBarrierReportModel(connection);
  const barrierReports = makeBarrierReports({ model, ...rest });
  return { barrierReports };
}

/** Routes of the feature; `now` decides which reports are shown as overdue. */
export function makeInformationRoutes(
  { barrierReports }: Information,
  { rateLimits, now }: { rateLimits: RateLimits; now: () => Date },
): Routes {
  const routes = makeRoutes();
  addInformationPages(routes);
  addBarrierRoutes(routes, { barrierReports, rateLimits, now });
  return routes;
}
