import { actorOf, anyOf, kdn, member } from '../platform/access.ts';
import { attachmentHeader } from '../platform/filenames.ts';
import type { Routes } from '../platform/routes.ts';
import { slugify } from '../shared/slug.ts';
import { sendCaseFile } from './case-file.ts';
import type { Requests } from './requests.ts';

/** The whole case as a ZIP for the e-file, for its two sides and KDN where it mediates. */
export function addCaseFileRoutes(
  routes: Routes,
  { requests, now }: { requests: Requests; now: () => Date },
): void {
  routes.get(
    '/vorgaenge/anfragen/:id/akte.zip',
    { access: anyOf(member(), kdn()), kind: 'file' },
    async (req, res) => {
      const actor = actorOf(req);
      const page = await requests.caseForPage(actor, req.params.id);
      const { solutionSlug, releaseNumber } = page.request;
      const release =
        solutionSlug !== null && releaseNumber !== null
          ? await requests.releaseForCase(actor, solutionSlug, releaseNumber)
          : null;
      res.setHeader('Content-Type', 'application/zip');
      res.setHeader('Content-Disposition', attachmentHeader(`akte-${slugify(page.request.title, 60)}.zip`));
      res.setHeader('Cache-Control', 'private, no-store');
      await sendCaseFile(page, release, now(), res);
    },
  );
}
