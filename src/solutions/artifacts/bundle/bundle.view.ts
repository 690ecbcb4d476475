import { bytes } from '../../../shared/german.ts';
import { bundlePath } from '../../paths.ts';
import { type Artifact, type ArtifactBlock, blockOf } from '../artifact.ts';

/** The button for all files at once. */
export type Bundle = { href: string; label: string };

type Subject = {
  slug: string;
  artifacts: Artifact[];
  blocks: ArtifactBlock[];
  released: { number: number } | null;
};

/** @returns null for a working copy and where fewer than two files are this person's to have */
export function bundleOf(
  { slug, artifacts, blocks, released }: Subject,
  { mayDownload }: { mayDownload: ReadonlySet<string> },
): Bundle | null {
  const sizes = artifacts.flatMap((artifact) => {
    const open = mayDownload.has(artifact.id) && blockOf(blocks, artifact) === undefined;
    return open && artifact.source.type === 'file' ? [artifact.source.size] : [];
  });
  if (released === null || sizes.length < 2) return null;
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const label = `Alle ${sizes.length} Dateien als ZIP herunterladen (${bytes(total)})`;
  return { href: bundlePath(slug, released.number), label };
}
