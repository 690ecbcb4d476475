import { everyone } from '../../../platform/access.ts';
import { attachmentHeader } from '../../../platform/filenames.ts';
import type { Routes } from '../../../platform/routes.ts';
import { zipStream } from '../../../platform/zip-stream.ts';
import { notFound } from '../../../shared/errors.ts';
import { solutionPath } from '../../paths.ts';
import type { Artifacts } from '../artifacts.ts';
import { clientOf, refuseWaiting } from '../artifacts-download.routes.ts';
import type { Verdict } from '../verdict.ts';
import { bundleEntries } from './bundle.ts';

type Dependencies = { artifacts: Artifacts; config: { baseUrl: string }; now: () => Date };

/** All files of a release that somebody may have, as one ZIP that is made while it is sent. */
export function addBundleRoutes(routes: Routes, { artifacts, config, now }: Dependencies): void {
  const { access, blobs, counter } = artifacts;

  routes.get(
    '/loesungen/:slug/versionen/:number/alle.zip',
    { access: everyone(), kind: 'file' },
    async (req, res) => {
      const { slug, number } = req.params;
      const { held, release, judged } = await access.findRelease(req.actor, slug, number);
      const filesThat = (verdict: Verdict) =>
        judged.filter((one) => one.artifact.source.type === 'file' && one.verdict === verdict);
      const files = filesThat('allowed');
      if (files.length === 0 && filesThat('scanning').length > 0)
        return refuseWaiting(res, { solutionPath: solutionPath(slug), artifactTitle: null });
      if (files.length === 0) throw notFound('In dieser Version ist für Sie keine Datei zum Herunterladen.');
      const zip = await zipStream(
        await bundleEntries({
          slug,
          held,
          release,
          judged,
          baseUrl: config.baseUrl,
          at: now(),
          open: blobs.open,
        }),
        now(),
      );
      res.set({
        'Content-Type': 'application/zip',
        'Content-Disposition': attachmentHeader(`${slug}-version-${release.number}.zip`),
        'Content-Security-Policy': "default-src 'none'; sandbox",
        // What is in it differs from person to person and from hour to hour.
        'Cache-Control': 'private, no-store, no-transform',
        'Content-Length': String(zip.size),
        // Made anew each time, it cannot be gone on with where it broke off.
        'Accept-Ranges': 'none',
      });
      if (req.method === 'HEAD') {
        zip.discard();
        res.end();
        return;
      }
      if (req.actor?.organisation?.id !== held.providerId)
        for (const { artifact } of files) await counter.count(held.id, artifact.id, clientOf(req));
      await zip.send(res);
    },
  );
}
