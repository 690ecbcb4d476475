import type { Organisation } from '../organisations/index.ts';
import {
  type Artifact,
  blockOf,
  isGiven,
  type PublicOffer,
  type PublishedSolution,
  picturesOf,
  type RelationEnd,
  type Release,
  readinessOf,
  type ScanStanding,
  type SolutionRelations,
} from '../solutions/index.ts';
import { publicNotice, publicOffer } from './beside.ts';

/** A confirmed use as the public sees it. */
export type PublicReuse = { organisation: string; stage: string; since: Date; relation: string };

type Surroundings = {
  /** Who provides it today: the organisation that published it, or who follows it. */
  provider: Organisation | null;
  /** Nobody acts for that organisation. */
  orphaned: boolean;
  organisations: Map<string, Organisation>;
  releases: Release[];
  /** What the virus scanner said of the files, by SHA-256. */
  scans: Map<string, ScanStanding>;
  reuses: PublicReuse[];
  offers: PublicOffer[];
  relations: SolutionRelations;
  baseUrl: string;
};

/** The whole public record of a solution; people's ids, drafts and histories stay inside. */
export function toPublicRecord(solution: PublishedSolution, surroundings: Surroundings) {
  const { provider, orphaned, organisations, releases, scans, reuses, offers, relations, baseUrl } =
    surroundings;
  const heldBack = new Set([...scans].flatMap(([sha256, scan]) => (isGiven(scan) ? [] : [sha256])));
  const { content, number, publishedAt, changeNote, artifacts } = solution.release;
  const { leadIds, partnerIds, terms, relations: _stated, ...rest } = content;
  const { rightsConfirmation, ...publicTerms } = terms;
  const named = ({ slug, fullName, kind, ags }: Organisation) => ({ slug, name: fullName, kind, ags });
  const organisation = (id: string) => {
    const known = organisations.get(id);
    return known ? [named(known)] : [];
  };
  const relation = ({ kind, slug, title }: RelationEnd) => ({
    kind,
    slug,
    title,
    url: `${baseUrl}/loesungen/${slug}`,
  });
  return {
    slug: solution.slug,
    url: `${baseUrl}/loesungen/${solution.slug}`,
    relations: relations.outgoing.map(relation),
    /** The same kinds as others state them of this one: `replaces` here means that it is replaced. */
    relatedBy: relations.incoming.map(relation),
    provider: provider && named(provider),
    orphaned,
    ...rest,
    terms: { ...publicTerms, rightsConfirmedAt: rightsConfirmation?.at ?? null },
    leads: leadIds.flatMap(organisation),
    partners: partnerIds.flatMap(organisation),
    release: { number, publishedAt, changeNote },
    releases: releases.map((release) => ({
      number: release.number,
      publishedAt: release.publishedAt,
      changeNote: release.changeNote,
      notRecommended: notRecommended(solution, release.number),
    })),
    pitchUrl: `${baseUrl}/loesungen/${solution.slug}/kurzpraesentation`,
    pictures: picturesOf(solution.slug, artifacts, solution.blocks, heldBack).map(({ href, title }) => ({
      title,
      url: `${baseUrl}${href}`,
    })),
    artifacts: artifacts.map((artifact) => publicArtifact(artifact, solution, scans, baseUrl)),
    inventory: solution.inventory,
    /** Texts are for people; `id`, `step` and `passed` are for programs. */
    readiness: readinessOf(
      { ...solution, scans },
      {
        confirmedReuses: reuses.filter((one) => one.relation === 'transfer').length,
        operatingOffers: offers.length,
      },
    ),
    operations: offers.map((offer) => publicOffer(offer, named)),
    notices: solution.notices.map(publicNotice),
    reuses,
    publishedAt: solution.publishedAt,
    updatedAt: solution.updatedAt,
  };
}

/** A file's address asks for itself who may have it; a link's is told only where everybody may follow it. */
function publicArtifact(
  artifact: Artifact,
  { slug, blocks }: PublishedSolution,
  scans: Map<string, ScanStanding>,
  baseUrl: string,
) {
  const { id, kind, title, licence, licenceText, access, check, source } = artifact;
  const blocked = blockOf(blocks, artifact) !== undefined;
  const place =
    source.type === 'link'
      ? { url: access === 'everyone' && !blocked ? source.url : null }
      : {
          url: `${baseUrl}/loesungen/${slug}/projektergebnisse/${id}/${encodeURIComponent(source.filename)}`,
          filename: source.filename,
          size: source.size,
          sha256: source.sha256,
          mediaType: source.mediaType,
          /** Only what is `clean`, or `unscanned` where no scanner is set up, is given to anybody. */
          scan: { state: scans.get(source.sha256)?.state, at: scans.get(source.sha256)?.at ?? null },
        };
  return { id, kind, title, licence, licenceText, access, check, ...place, blocked };
}

/** Why the provider advises against a release and since when; null where it does not. */
function notRecommended({ notRecommended }: PublishedSolution, release: number) {
  const warning = notRecommended.find(({ number }) => number === release);
  return warning ? { reason: warning.reason, since: warning.at } : null;
}
