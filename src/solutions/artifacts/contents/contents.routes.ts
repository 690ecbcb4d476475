import { everyone } from '../../../platform/access.ts';
import type { ArchiveEntry, EntryFlag } from '../../../platform/archives/archive.ts';
import { archiveFaultText } from '../../../platform/archives/check-archive.ts';
import type { Routes } from '../../../platform/routes.ts';
import { notFound } from '../../../shared/errors.ts';
import { bytes, counted, number } from '../../../shared/german.ts';
import { pageNumber } from '../../../shared/paging.ts';
import { contentsPath, downloadPath, solutionPath } from '../../paths.ts';
import type { Artifacts } from '../artifacts.ts';
import { refuse } from '../artifacts-download.routes.ts';

const perPage = 200;

const flagTexts: Record<EntryFlag, string> = {
  outside: 'Pfad führt aus dem Archiv heraus',
  absolute: 'absoluter Pfad',
  symlink: 'Verknüpfung auf eine andere Datei',
  duplicate: 'Name kommt mehrfach vor',
  backslash: 'Pfad mit umgekehrten Schrägstrichen',
  hidden: 'Name enthielt unsichtbare Zeichen',
  encrypted: 'verschlüsselt, nur mit Kennwort lesbar',
};

/** What lies in an archive, for whoever may download it: to be judged before it is. */
export function addContentsRoutes(routes: Routes, { artifacts }: { artifacts: Artifacts }): void {
  const { access, listings } = artifacts;

  routes.get('/loesungen/:slug/projektergebnisse/:artifactId/inhalt', everyone(), async (req, res) => {
    const { slug, artifactId } = req.params;
    const { solution, artifact, verdict } = await access.findArtifact(req.actor, slug, artifactId);
    if (verdict !== 'allowed') return refuse(req, res, { verdict, solution, artifact });
    const { source } = artifact;
    const read = await listings.contentsOf(source);
    if (read === null || source.type !== 'file') throw notFound();
    const { contents } = read;
    const entries = contents?.entries ?? [];
    const pages = Math.max(1, Math.ceil(entries.length / perPage));
    const page = Math.min(pageNumber(req.query.seite), pages);
    res.page('solutions/artifacts-contents', {
      artifactTitle: artifact.title,
      solutionTitle: (solution.releases.at(-1) ?? solution.working)?.content.title ?? '',
      solutionHref: solutionPath(slug),
      download: { href: downloadPath(slug, artifactId, source.filename), size: bytes(source.size) },
      faultText: read.fault && archiveFaultText(read.fault),
      totals: contents && [
        { term: 'Dateien', text: number(contents.files) },
        { term: 'Ordner', text: number(contents.folders) },
        { term: 'Entpackt', text: bytes(contents.unpacked) },
        ...(contents.archives > 0
          ? [{ term: 'Weitere Archive darin', text: number(contents.archives) }]
          : []),
      ],
      warnings: contents === null ? [] : warningsOf(contents),
      rows: entries.slice((page - 1) * perPage, page * perPage).map(rowOf),
      unlisted: contents === null ? 0 : contents.files + contents.folders - entries.length,
      paging: { page, pages, path: contentsPath(slug, artifactId) },
    });
  });
}

function rowOf({ name, size, folder, flags }: ArchiveEntry) {
  return {
    name,
    size: folder ? 'Ordner' : bytes(size),
    notes: flags.map((flag) => flagTexts[flag]).join('; '),
  };
}

function warningsOf({
  encrypted,
  flagged,
  verified,
}: {
  encrypted: number;
  flagged: number;
  verified: boolean;
}) {
  const warnings: string[] = [];
  if (encrypted > 0)
    warnings.push(
      `${counted(encrypted, 'Eintrag ist', 'Einträge sind')} verschlüsselt. Ihr Inhalt lässt sich weder prüfen noch ohne Kennwort lesen.`,
    );
  if (flagged > encrypted)
    warnings.push(
      'Einige Einträge sind auffällig benannt. Entpacken Sie das Archiv nur mit einem Programm, das solche Pfade nicht befolgt.',
    );
  if (!verified && encrypted === 0)
    warnings.push('Die Größen sind Angaben des Archivs und nicht alle nachgeprüft.');
  return warnings;
}
