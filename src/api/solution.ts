import type { Organisation } from '../organisations/index.ts';
import type { Artifact, PublishedSolution, Release } from '../solutions/index.ts';

/** A confirmed use as the public sees it. */
export type PublicReuse = { organisation: string; stage: string; since: Date; relation: string };

type Surroundings = {
  organisations: Map<string, Organisation>;
  releases: Release[];
  reuses: PublicReuse[];
  baseUrl: string;
};

/** The whole public record of a solution; people's ids, drafts and histories stay inside. */
export function toPublicRecord(solution: PublishedSolution, surroundings: Surroundings) {
  const { organisations, releases, reuses, baseUrl } = surroundings;
  const { content, number, publishedAt, changeNote, artifacts } = solution.release;
  const { leadIds, partnerIds, ...rest } = content;
  const organisation = (id: string) => {
    const known = organisations.get(id);
    return known ? [{ slug: known.slug, name: known.fullName, kind: known.kind, ags: known.ags }] : [];
  };
  const blocked = new Set(solution.blocks.map(({ artifactId }) => artifactId));
  return {
    slug: solution.slug,
    url: `${baseUrl}/loesungen/${solution.slug}`,
    provider: organisation(solution.providerId)[0] ?? null,
    ...rest,
    leads: leadIds.flatMap(organisation),
    partners: partnerIds.flatMap(organisation),
    release: { number, publishedAt, changeNote },
    releases: releases.map((release) => ({
      number: release.number,
      publishedAt: release.publishedAt,
      changeNote: release.changeNote,
    })),
    artifacts: artifacts.map((artifact) => ({
      ...publicArtifact(artifact, solution.slug, baseUrl),
      blocked: blocked.has(artifact.id),
    })),
    inventory: solution.inventory,
    reuses,
    publishedAt: solution.publishedAt,
    updatedAt: solution.updatedAt,
  };
}

function publicArtifact(
  { id, kind, title, licence, licenceText, access, source }: Artifact,
  slug: string,
  baseUrl: string,
) {
  const place =
    source.type === 'link'
      ? { url: source.url }
      : {
          url: `${baseUrl}/loesungen/${slug}/projektergebnisse/${id}/${encodeURIComponent(source.filename)}`,
          filename: source.filename,
          size: source.size,
          sha256: source.sha256,
          mediaType: source.mediaType,
        };
  return { id, kind, title, licence, licenceText, access, ...place };
}
