import type { ArchiveContents } from '../../platform/archives/archive.ts';
import { type Artifact, fileHashes } from './artifact.ts';
import { type ArchiveListings, isArchive } from './contents/contents.service.ts';
import type { ScanStanding, Scans } from './scanning/scans.service.ts';

/** What is known of a stored content beside its record: what the scanner said, and what lies in an archive. */
export type FileFacts = {
  scan: ScanStanding;
  /** With its first entries; null for what is no archive or was not read yet. */
  archive: ArchiveContents | null;
};

/** Only what the scanner said, by SHA-256. */
export const scansOf = (files: ReadonlyMap<string, FileFacts>): Map<string, ScanStanding> =>
  new Map([...files].map(([sha256, { scan }]) => [sha256, scan]));

type Dependencies = {
  scans: Pick<Scans, 'standingsOf'>;
  listings: Pick<ArchiveListings, 'known'>;
};

/** Reads what a list of artifacts shows of their files, by SHA-256. */
export function makeFileFacts({ scans, listings }: Dependencies) {
  return async (artifacts: Artifact[]): Promise<Map<string, FileFacts>> => {
    const sources = artifacts.map(({ source }) => source);
    const archives = sources.filter(isArchive).map(({ sha256 }) => sha256);
    const [standings, contents] = await Promise.all([
      scans.standingsOf(fileHashes(artifacts)),
      listings.known(archives),
    ]);
    return new Map(
      [...standings].map(([sha256, scan]) => [sha256, { scan, archive: contents.get(sha256) ?? null }]),
    );
  };
}
