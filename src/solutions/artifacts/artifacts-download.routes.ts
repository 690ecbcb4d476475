import type { Request, Response } from 'express';
import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { sendBlob } from '../../platform/send-blob.ts';
import { DomainError, notFound } from '../../shared/errors.ts';
import { solutionPath } from '../paths.ts';
import type { Solution } from '../record/solution.model.ts';
import { type Artifact, blockOf } from './artifact.ts';
import type { Artifacts } from './artifacts.ts';
import type { Refusal } from './verdict.ts';

/** Files for everybody who may have them, and pages that say why not and how to get them. */
export function addArtifactDownloadRoutes(routes: Routes, { artifacts }: { artifacts: Artifacts }): void {
  const { access, blobs, counter } = artifacts;

  routes.get(
    '/loesungen/:slug/projektergebnisse/:artifactId/:filename',
    { access: everyone(), kind: 'file' },
    async (req, res) => {
      const { slug, artifactId, filename } = req.params;
      const { solution, artifact, verdict, published } = await access.findArtifact(
        req.actor,
        slug,
        artifactId,
      );
      const { source } = artifact;
      if (source.type !== 'file' || source.filename !== filename.normalize('NFC')) throw notFound();
      if (verdict !== 'allowed') return refuse(req, res, { verdict, solution, artifact });
      const shared = published && artifact.access === 'everyone';
      const sent = { ...source, modifiedAt: artifact.addedAt, shared };
      await sendBlob(req, res, blobs, sent, async () => {
        if (published && req.actor?.organisation?.id !== solution.providerId)
          await counter.count(String(solution._id), artifactId, clientOf(req));
      });
    },
  );
}

type Refused = { verdict: Refusal; solution: Solution; artifact: Artifact };

/** Answers with a page that says why not and how to get it. */
export function refuse<P>(req: Request<P>, res: Response, { verdict, solution, artifact }: Refused): void {
  if (verdict === 'loginNeeded') throw new DomainError('login-required', 'Bitte melden Sie sich an.');
  const { slug, blocks } = solution;
  const shared = { solutionPath: solutionPath(slug), artifactTitle: artifact.title };
  res.set('Cache-Control', 'private, no-store');
  if (verdict === 'blocked') {
    const block = blockOf(blocks, artifact);
    res.status(410).page('solutions/artifacts-blocked', { ...shared, block });
    return;
  }
  if (verdict === 'infected') return void res.status(410).page('solutions/artifacts-infected', shared);
  if (verdict === 'scanning') return void refuseWaiting(res, shared);
  const organisationName = req.actor?.organisation?.name ?? '';
  const requestPath = `${solutionPath(slug)}/anfragen`;
  res.status(403).page('solutions/artifacts-denied', { ...shared, verdict, requestPath, organisationName });
}

/** Answers that the virus scanner has not spoken yet of one file, or of all files of a version with null. */
export function refuseWaiting(
  res: Response,
  waiting: { artifactTitle: string | null; solutionPath: string },
): void {
  res.set({ 'Cache-Control': 'private, no-store', 'Retry-After': '60' });
  res.status(503).page('solutions/artifacts-scanning', waiting);
}

/** Tells clients apart within a day; only a salted hash of it is kept, see the counter. */
export const clientOf = <P>(req: Request<P>): string =>
  req.actor?.userId ?? `${req.ip ?? ''} ${req.get('user-agent') ?? ''}`;
