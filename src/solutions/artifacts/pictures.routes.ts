import { everyone } from '../../platform/access.ts';
import { rasterTypeOf } from '../../platform/raster-type.ts';
import type { Routes } from '../../platform/routes.ts';
import { sendBlob } from '../../platform/send-blob.ts';
import { notFound } from '../../shared/errors.ts';
import type { Artifacts } from './artifacts.ts';
import { isShown } from './pictures.ts';

/** Pictures to be shown in pages: only those of published releases that everybody may see, only checked raster types. */
export function addPictureRoutes(routes: Routes, { artifacts }: { artifacts: Artifacts }): void {
  const { access, blobs } = artifacts;

  routes.get(
    '/loesungen/:slug/bilder/:artifactId',
    { access: everyone(), kind: 'file' },
    async (req, res) => {
      const { slug, artifactId } = req.params;
      const { solution, artifact, verdict, published } = await access.findArtifact(null, slug, artifactId);
      const { source } = artifact;
      const allowed = published && verdict === 'allowed' && isShown(artifact, solution.blocks);
      if (!allowed || source.type !== 'file') throw notFound();
      const mediaType = await rasterTypeOf(blobs, source.sha256);
      if (mediaType === null) throw notFound();
      const sent = { ...source, mediaType, modifiedAt: artifact.addedAt, shared: true, inline: true };
      await sendBlob(req, res, blobs, sent, async () => {});
    },
  );
}
