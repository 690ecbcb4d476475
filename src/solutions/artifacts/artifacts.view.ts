import { bytes } from '../../shared/german.ts';
import { artifactsPath, contentsPath, downloadPath } from '../paths.ts';
import { licenceChoices, licenceLabel } from '../rights/licences.ts';
import {
  type Artifact,
  artifactAccesses,
  artifactAccessLabels,
  artifactKindLabels,
  artifactKinds,
  checkStateLabels,
  checkStates,
} from './artifact.ts';
import { checkText, scanText } from './artifact.view.ts';
import { isArchive } from './contents/contents.service.ts';
import type { FileFacts } from './file-facts.ts';

/** One entry of the list in which a provider writes its artifacts. */
export type ArtifactEntry = {
  id: string;
  title: string;
  facts: string[];
  /** A file's download or a link's address. */
  href: string;
  linkText: string;
  sha256: string;
  licenceMissing: boolean;
  /** Where an archive's content is listed; null for everything else. */
  contentsHref: string | null;
  path: string;
  first: boolean;
  last: boolean;
};

/** The list of a working copy's or a release's artifacts. */
export function artifactEntries(
  slug: string,
  artifacts: Artifact[],
  downloads: ReadonlyMap<string, number>,
  files: ReadonlyMap<string, FileFacts>,
): ArtifactEntry[] {
  return artifacts.map((artifact, index) => {
    const { id, title, kind, licence, access, check, source } = artifact;
    const count = downloads.get(id) ?? 0;
    return {
      id,
      title,
      facts: [
        artifactKindLabels[kind],
        licence === '' ? 'Lizenz nicht angegeben' : licenceLabel(licence),
        `für ${artifactAccessLabels[access]}`.replace('für nach', 'nach'),
        ...(check.state === '' ? [] : [checkText(check)]),
        source.type === 'file' ? bytes(source.size) : 'Verweis',
        ...(source.type === 'file' ? [scanText(files.get(source.sha256)?.scan)] : []),
        ...(count > 0 ? [`${count}-mal heruntergeladen`] : []),
      ],
      href: source.type === 'file' ? downloadPath(slug, id, source.filename) : source.url,
      linkText: source.type === 'file' ? source.filename : source.url,
      sha256: source.type === 'file' ? source.sha256 : '',
      licenceMissing: source.type === 'file' && licence === '',
      contentsHref: isArchive(source) ? contentsPath(slug, id) : null,
      path: `${artifactsPath(slug)}/${id}`,
      first: index === 0,
      last: index === artifacts.length - 1,
    };
  });
}

/** The choices of the forms. */
export const artifactOptions = {
  kinds: artifactKinds.map((value) => ({ value, label: artifactKindLabels[value] })),
  licences: licenceChoices,
  checkStates: checkStates.map((value) => ({ value, label: checkStateLabels[value] })),
  accesses: [
    {
      value: artifactAccesses[0],
      label: 'alle',
      hint: 'Ohne Anmeldung, auch für Presse und Öffentlichkeit.',
    },
    {
      value: artifactAccesses[1],
      label: 'angemeldete öffentliche Stellen',
      hint: 'Kommunen, Kreise, Zweckverbände und andere öffentliche Stellen mit Konto.',
    },
    {
      value: artifactAccesses[2],
      label: 'nach angenommener Anfrage',
      hint: 'Nur Organisationen, deren Anfrage Sie angenommen haben.',
    },
  ],
};
