import type { RateLimits } from '../../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../../platform/routes.ts';
import { addRightsReportRoutes } from '../rights/rights-reports.routes.ts';
import type { Artifacts } from './artifacts.ts';
import { addArtifactDownloadRoutes } from './artifacts-download.routes.ts';
import { addArtifactEditingRoutes } from './artifacts-editing.routes.ts';
import { addBundleRoutes } from './bundle/bundle.routes.ts';
import { addContentsRoutes } from './contents/contents.routes.ts';
import { addFilesDeskRoutes, type DeskOrganisations } from './desk/files-desk.routes.ts';
import { addPictureRoutes } from './pictures.routes.ts';

type Dependencies = {
  artifacts: Artifacts;
  rateLimits: RateLimits;
  config: { maxUploadBytes: number; baseUrl: string };
  now: () => Date;
  organisations: DeskOrganisations;
};

/** All pages of artifacts. Fixed addresses come before the download, whose last part is any file name. */
export function makeArtifactRoutes(dependencies: Dependencies): Routes {
  const routes = makeRoutes();
  addArtifactEditingRoutes(routes, dependencies);
  addRightsReportRoutes(routes, dependencies);
  addFilesDeskRoutes(routes, dependencies);
  addBundleRoutes(routes, dependencies);
  addContentsRoutes(routes, dependencies);
  addPictureRoutes(routes, dependencies);
  addArtifactDownloadRoutes(routes, dependencies);
  return routes;
}
