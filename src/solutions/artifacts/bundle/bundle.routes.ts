import type { Request, Response } from 'express';
import { everyone } from '../../../platform/access.ts';
import { attachmentHeader } from '../../../platform/filenames.ts';
import { makePlaces } from '../../../platform/places.ts';
import { addressOf } from '../../../platform/rate-limit.ts';
import type { Routes } from '../../../platform/routes.ts';
import { endWhenStalled } from '../../../platform/send-blob.ts';
import { zipStream } from '../../../platform/zip-stream.ts';
import { notFound } from '../../../shared/errors.ts';
import { solutionPath } from '../../paths.ts';
import type { Release } from '../../record/solution.model.ts';
import type { Artifacts } from '../artifacts.ts';
import type { Held } from '../artifacts-access.service.ts';
import { clientOf, refuseWaiting } from '../artifacts-download.routes.ts';
import type { Verdict } from '../verdict.ts';
import { bundleEntries, type Judged } from './bundle.ts';

type Dependencies = { artifacts: Artifacts; config: { baseUrl: string }; now: () => Date };

/** Each ZIP being sent holds a file open and a connection; a person rarely needs more than one or two at once. */
const bounds = { inAll: 30, perVisitor: 4 };
const retryAfterSeconds = 30;
/** Who reads nothing for so long gives the place back. */
const stalledMs = 60_000;

/** All files of a release that somebody may have, as one ZIP that is made while it is sent. */
export function addBundleRoutes(routes: Routes, { artifacts, config, now }: Dependencies): void {
  const { access, blobs, counter } = artifacts;
  const placeFor = makePlaces(bounds);

  routes.get(
    '/loesungen/:slug/versionen/:number/alle.zip',
    { access: everyone(), kind: 'file' },
    async (req, res) => {
      const { slug, number } = req.params;
      const found = await access.findRelease(req.actor, slug, number);
      const filesThat = (verdict: Verdict) =>
        found.judged.filter((one) => one.artifact.source.type === 'file' && one.verdict === verdict);
      const files = filesThat('allowed');
      if (files.length === 0 && filesThat('scanning').length > 0)
        return refuseWaiting(res, { solutionPath: solutionPath(slug), artifactTitle: null });
      if (files.length === 0) throw notFound('In dieser Version ist für Sie keine Datei zum Herunterladen.');
      // By address alone where nobody is logged in: what a browser calls itself is easily changed.
      const leave = placeFor(req.actor?.userId ?? addressOf(req));
      if (typeof leave === 'string') {
        res.set({ 'Cache-Control': 'private, no-store', 'Retry-After': String(retryAfterSeconds) });
        res.status(503).page('solutions/bundle-busy', {
          own: leave === 'own-taken',
          most: bounds.perVisitor,
          solutionPath: solutionPath(slug),
        });
        return;
      }
      try {
        await send(req, res, { slug, files, ...found });
      } finally {
        leave();
      }
    },
  );

  type Content = { slug: string; held: Held; release: Release; judged: Judged[]; files: Judged[] };

  async function send<P>(req: Request<P>, res: Response, content: Content): Promise<void> {
    const { slug, held, release, judged, files } = content;
    const at = now();
    const entries = { slug, held, release, judged, baseUrl: config.baseUrl, at, open: blobs.open };
    const zip = await zipStream(await bundleEntries(entries), at);
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
    endWhenStalled(res, stalledMs);
    await zip.send(res);
  }
}
