import { bytes, date } from '../../shared/german.ts';
import { artifactsPath, downloadPath } from '../paths.ts';
import { licenceLabel } from '../rights/licences.ts';
import {
  type Artifact,
  type ArtifactBlock,
  artifactAccessLabels,
  artifactKindLabels,
  blockOf,
  type DocumentCheck,
} from './artifact.ts';

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
  /** Where anybody reports a violation of rights. */
  reportHref: string;
};

/**
 * Rows for the artifacts of a release, blocked ones shown as such.
 * @param mayDownload ids of the artifacts this person may have now
 */
export function artifactRows(
  slug: string,
  artifacts: Artifact[],
  blocks: ArtifactBlock[],
  mayDownload: ReadonlySet<string>,
): ArtifactRow[] {
  return artifacts.map((artifact) => {
    const { id, title, kind, licence, licenceText, access, check, source } = artifact;
    const block = blockOf(blocks, artifact);
    const open = block === undefined && mayDownload.has(id);
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

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);
