import type { KeptPages } from '../platform/kept-pages.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import type { Uploads } from '../platform/uploads.ts';
import { addAnnouncementRoutes } from './announcements/announcement.routes.ts';
import { addCopyRoutes } from './copying/copy.routes.ts';
import { addCsvImportRoutes } from './csv-import/csv-import.routes.ts';
import { addEditRoutes } from './form/edit.routes.ts';
import { addParticipantRoutes } from './form/participants.routes.ts';
import { addAdoptionRoutes } from './inventory/adoption.routes.ts';
import { addNoticeRoutes } from './notices/notices.routes.ts';
import { addOfferRoutes } from './offers/offers.routes.ts';
import { addOfferListRoutes } from './offers/offers-list.routes.ts';
import { addOwnRoutes } from './pages/own.routes.ts';
import { makePages, type PageDependencies } from './pages/pages.ts';
import { addPublicRoutes } from './pages/public.routes.ts';
import { addReadinessRoutes } from './readiness/readiness.routes.ts';
import { addReleaseRoutes } from './releases/release.routes.ts';
import { addReviewRoutes } from './review/review.routes.ts';
import { addWithdrawRoutes } from './review/withdraw.routes.ts';
import { addRightsAssistantRoutes } from './rights/assistant.routes.ts';
import { addRightsSheetRoutes, type SheetDependencies } from './rights/sheet.routes.ts';

/** The pages of publishing. Fixed addresses come before those with a slug, so /loesungen/neu is never a solution. */
export function makeSolutionRoutes(
  dependencies: PageDependencies & SheetDependencies & { uploads: Uploads; keptPages: KeptPages },
): Routes {
  const routes = makeRoutes();
  const all = { ...dependencies, pages: makePages(dependencies) };
  addAnnouncementRoutes(routes, all);
  addCopyRoutes(routes, all);
  addCsvImportRoutes(routes, all);
  addOwnRoutes(routes, all);
  addParticipantRoutes(routes, all);
  addEditRoutes(routes, all);
  addRightsAssistantRoutes(routes, all);
  addRightsSheetRoutes(routes, all);
  addReviewRoutes(routes, all);
  addWithdrawRoutes(routes, all);
  addAdoptionRoutes(routes, all);
  addReleaseRoutes(routes, all);
  addReadinessRoutes(routes);
  addOfferListRoutes(routes, all);
  addOfferRoutes(routes, all);
  addNoticeRoutes(routes, all);
  addPublicRoutes(routes, all);
  return routes;
}
