import type { Readable } from 'node:stream';
import type { Actor } from '../shared/actor.ts';
import { DomainError } from '../shared/errors.ts';
import {
  type Artifact,
  artifactAccessLabels,
  artifactKindLabels,
  asTheyStand,
  blockOf,
  type PublishedSolution,
  type Release,
  type ReuseTerms,
  refusalTexts,
} from '../solutions/index.ts';
import type { RequestPorts } from './ports.ts';

/** A Projektergebnis as it goes into the e-file. */
export type CaseFile = {
  title: string;
  kindLabel: string;
  /** SPDX expression or LicenseRef; '' where not stated. */
  licence: string;
  licenceText: string;
  accessLabel: string;
  /** Address of a link, null for a file. */
  url: string | null;
  /** File name as uploaded, null for a link. */
  filename: string | null;
  size: number | null;
  sha256: string | null;
  /** Why the content is missing; '' where it is there. */
  missing: string;
  /** Opens the content; null where it is a link or missing. */
  open: (() => Readable) | null;
};

/** The release that was asked for, with what one side may download of it. */
export type CaseRelease = {
  number: number;
  publishedAt: Date;
  /** Reuse terms as named facts in German. */
  terms: { term: string; text: string }[];
  files: CaseFile[];
};

type Dependencies = Pick<RequestPorts, 'solutions' | 'openBlob' | 'downloadVerdict'>;

/** Why a file is not among the e-file's; what is not the side's to have is said in one way. */
const missingTexts = {
  ...refusalTexts,
  loginNeeded: 'für diese Seite nicht freigegeben',
  publicBodiesOnly: 'für diese Seite nicht freigegeben',
  requestNeeded: 'für diese Seite nicht freigegeben',
};

/** Reads the release of a case for the e-file. */
export function makeCaseReleases({ solutions, openBlob, downloadVerdict }: Dependencies) {
  async function fileOf(actor: Actor, solution: PublishedSolution, artifact: Artifact): Promise<CaseFile> {
    const { source } = artifact;
    const block = blockOf(solution.blocks, artifact);
    const verdict = await downloadVerdict(actor, solution, artifact);
    const missing = block ? `gesperrt: ${block.reason}` : verdict === 'allowed' ? '' : missingTexts[verdict];
    const isFile = source.type === 'file';
    return {
      title: artifact.title,
      kindLabel: artifactKindLabels[artifact.kind],
      licence: artifact.licence,
      licenceText: artifact.licenceText,
      accessLabel: artifactAccessLabels[artifact.access],
      url: !isFile && missing === '' ? source.url : null,
      filename: isFile ? source.filename : null,
      size: isFile ? source.size : null,
      sha256: isFile ? source.sha256 : null,
      missing,
      open: isFile && missing === '' ? () => openBlob(source.sha256) : null,
    };
  }

  /** The release with this number; null where the solution is not published any more. */
  return async (actor: Actor, slug: string, releaseNumber: number): Promise<CaseRelease | null> => {
    const found = await publishedOrNull(slug, releaseNumber);
    if (found === null) return null;
    const { solution, release, artifacts } = found;
    const files = await Promise.all(artifacts.map((artifact) => fileOf(actor, solution, artifact)));
    return {
      number: release.number,
      publishedAt: release.publishedAt,
      terms: termsOf(release.content.terms),
      files,
    };
  };

  async function publishedOrNull(
    slug: string,
    releaseNumber: number,
  ): Promise<{ solution: PublishedSolution; release: Release; artifacts: Artifact[] } | null> {
    try {
      const solution = await solutions.publishedBySlug(slug);
      const releases = await solutions.releasesOf(slug);
      const release = releases.find((one) => one.number === releaseNumber);
      return release ? { solution, release, artifacts: asTheyStand(release.artifacts, releases) } : null;
    } catch (error) {
      if (error instanceof DomainError && (error.code === 'gone' || error.code === 'not-found')) return null;
      throw error;
    }
  }
}

function termsOf(terms: ReuseTerms): { term: string; text: string }[] {
  const notStated = 'nicht angegeben';
  const licenceFree = terms.licenceFree === null ? notStated : terms.licenceFree ? 'ja' : 'nein';
  return [
    { term: 'Frei von Lizenzkosten', text: licenceFree },
    { term: 'Rechte bestätigt', text: terms.rightsConfirmed ? 'ja' : 'nein' },
    { term: 'Wer die Rechte hat', text: terms.rightsHolder || notStated },
    { term: 'Bestandteile Dritter', text: terms.thirdParty || notStated },
    { term: 'Verbleibende Kosten', text: terms.remainingCosts || notStated },
    { term: 'Unterstützung', text: terms.support || notStated },
    ...(terms.statement ? [{ term: 'Aus öffentlichen Quellen', text: terms.statement }] : []),
  ];
}
