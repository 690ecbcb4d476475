import type { ArchiveContents } from '../../platform/archives/archive.ts';
import { bytes, counted, date } from '../../shared/german.ts';
import { artifactsPath, contentsPath, downloadPath } from '../paths.ts';
import { licenceLabel } from '../rights/licences.ts';
import {
  type Artifact,
  type ArtifactBlock,
  artifactAccessLabels,
  artifactKindLabels,
  blockOf,
  type DocumentCheck,
} from './artifact.ts';
import type { FileFacts } from './file-facts.ts';
import type { ScanStanding } from './scanning/scans.service.ts';

/** One row of the table "Was bekommen Sie". */
export type ArtifactRow = {
  id: string;
  title: string;
  kind: string;
  /** '' where not stated. */
  licence: string;
  licenceText: string;
  /** "Entwurf" or "geprüft von … am …"; '' where nothing is said. */
  check: string;
  size: string;
  sha256: string | null;
  access: string;
  /** Where to get it; null where this person may not, or it is blocked. */
  href: string | null;
  /** The other host that a link leads to. */
  host: string | null;
  blocked: string | null;
  /** What the virus scanner said; '' for links. */
  scan: string;
  /** What lies in an archive that this person may have. */
  archive: { summary: string; first: string[]; more: number; href: string } | null;
  /** Where anybody reports a violation of rights. */
  reportHref: string;
};

type Around = { mayDownload: ReadonlySet<string>; files: ReadonlyMap<string, FileFacts> };

/**
 * Rows for the artifacts of a release, blocked ones shown as such.
 * @param mayDownload ids of the artifacts this person may have now; `files` by SHA-256
 */
export function artifactRows(
  slug: string,
  artifacts: Artifact[],
  blocks: ArtifactBlock[],
  { mayDownload, files }: Around,
): ArtifactRow[] {
  return artifacts.map((artifact) => {
    const { id, title, kind, licence, licenceText, access, check, source } = artifact;
    const block = blockOf(blocks, artifact);
    const open = block === undefined && mayDownload.has(id);
    const facts = source.type === 'file' ? files.get(source.sha256) : undefined;
    const own = source.type === 'file' ? downloadPath(slug, id, source.filename) : source.url;
    return {
      id,
      title,
      kind: artifactKindLabels[kind],
      licence: licence === '' ? '' : licenceLabel(licence),
      licenceText,
      check: checkText(check),
      size: source.type === 'file' ? bytes(source.size) : 'Verweis',
      sha256: source.type === 'file' ? source.sha256 : null,
      access: artifactAccessLabels[access],
      href: open ? own : null,
      host: source.type === 'link' && open ? hostOf(source.url) : null,
      blocked: block ? `Gesperrt am ${date(block.at)}: ${block.reason}` : null,
      scan: source.type === 'file' ? scanText(facts?.scan) : '',
      archive: open && facts?.archive ? archiveOf(facts.archive, contentsPath(slug, id)) : null,
      reportHref: `${artifactsPath(slug)}/${id}/melden`,
    };
  });
}

/** How far a document has been checked, in words; '' where nothing is said. */
export function checkText({ state, by, on }: DocumentCheck): string {
  if (state === '') return '';
  if (state === 'draft') return 'Entwurf';
  return `geprüft von ${by} am ${date(new Date(`${on}T12:00:00Z`))}`;
}

/** What the virus scanner said of a file, in words that stand beside its size. */
export function scanText(scan: ScanStanding | undefined): string {
  if (scan === undefined || scan.state === 'unscanned') return 'nicht auf Schadsoftware geprüft';
  if (scan.state === 'infected') return `gesperrt: Schadsoftware gefunden (${scan.signature})`;
  if (scan.state === 'unscannable') return 'gesperrt: zu groß für die Prüfung auf Schadsoftware';
  if (scan.state === 'waiting' || scan.at === null) return 'wird auf Schadsoftware geprüft';
  return `auf Schadsoftware geprüft am ${date(scan.at)}`;
}

function archiveOf({ entries, files, folders, unpacked }: ArchiveContents, href: string) {
  const first = entries.map(({ name }) => name);
  const summary = `${counted(files, 'Datei', 'Dateien')}, entpackt ${bytes(unpacked)}`;
  return { summary, first, more: files + folders - first.length, href };
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
