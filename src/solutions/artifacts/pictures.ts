import { type Artifact, type ArtifactBlock, blockOf } from './artifact.ts';

/** A picture of a published release, as pages show it; its title is the alternative text. */
export type Picture = { href: string; title: string };

/** Raster types that browsers show and that run nothing; SVG and HTML may hold scripts and are never shown. */
const shownTypes = new Set(['image/png', 'image/jpeg', 'image/webp']);

/** True for a picture that everybody may see, by what its record says; the bytes are checked when it is sent. */
export function isShown(artifact: Artifact, blocks: ArtifactBlock[]): boolean {
  const { kind, access, source } = artifact;
  return (
    kind === 'picture' &&
    access === 'everyone' &&
    source.type === 'file' &&
    shownTypes.has(source.mediaType) &&
    blockOf(blocks, artifact) === undefined
  );
}

/**
 * The pictures of a release in its order.
 * @param heldBack SHA-256 of contents that the virus scanner keeps from everybody: a page would show a broken picture
 */
export const picturesOf = (
  slug: string,
  artifacts: Artifact[],
  blocks: ArtifactBlock[],
  heldBack: ReadonlySet<string>,
): Picture[] =>
  artifacts
    .filter((artifact) => isShown(artifact, blocks))
    .filter(({ source }) => source.type === 'file' && !heldBack.has(source.sha256))
    .map(({ id, title }) => ({ href: `/loesungen/${slug}/bilder/${id}`, title }));
