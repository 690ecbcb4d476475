import { readFile } from 'node:fs/promises';
import { actorOf, role } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Uploads } from '../../platform/uploads.ts';
import { germanCsv } from '../../shared/csv.ts';
import { InvalidInput } from '../../shared/errors.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { editPath, importPath } from '../paths.ts';
import { allowedIn, columns } from './columns.ts';
import { mostBytes, mostRows } from './table.ts';

const preview = ['title', 'summary', 'maturity', 'modelRegion'];

/** Many solutions at once from a table. */
export function addCsvImportRoutes(
  routes: Routes,
  { solutions, uploads }: PageDependencies & { uploads: Uploads },
): void {
  const editor = role('editor');
  const uploadPage = () => ({
    columns: columns().map(({ header, section, field }) => ({ header, section, allowed: allowedIn(field) })),
    mostRows,
    mostMegabytes: mostBytes / 1_000_000,
  });

  routes.get('/meine-loesungen/import', editor, (_req, res) => {
    res.page('solutions/csv-import/upload', { ...uploadPage(), errors: [] });
  });

  routes.get('/meine-loesungen/import/vorlage.csv', { access: editor, kind: 'file' }, (_req, res) => {
    res
      .attachment('blaupause-loesungen.csv')
      .type('text/csv; charset=utf-8')
      .send(germanCsv([columns().map(({ header }) => header)]));
  });

  routes.post(
    '/meine-loesungen/import',
    { access: editor, multipart: true },
    ...uploads.uploadFiles({ field: 'datei', maxFiles: 1 }),
    async (req, res) => {
      const [file] = req.uploads ?? [];
      if (file === undefined) {
        const errors = [{ field: 'datei', message: 'Bitte wählen Sie die ausgefüllte Vorlage.' }];
        if (req.headers['x-requested-with'] === 'fetch') throw new InvalidInput(errors);
        res.status(422).page('solutions/csv-import/upload', { ...uploadPage(), errors });
        return;
      }
      // More is refused anyway and need not be read.
      const bytes = file.size > mostBytes ? new Uint8Array(mostBytes + 1) : await readFile(file.temp);
      const { _id } = await solutions.checkCsv(actorOf(req), { filename: file.filename, bytes });
      res.redirect(303, importPath(String(_id)));
    },
  );

  routes.get('/meine-loesungen/import/:importId', editor, async (req, res) => {
    const job = await solutions.importFor(actorOf(req), req.params.importId);
    const shown = columns().filter(({ field }) => preview.includes(field.name));
    res.page('solutions/csv-import/result', {
      filename: job.filename,
      state: job.state,
      faults: job.faults,
      faultsHref: `${importPath(req.params.importId)}/fehler.csv`,
      action: importPath(req.params.importId),
      headers: shown.map(({ header }) => header),
      rows: job.rows.map(({ content }) =>
        shown.map(({ field }) => {
          const value = [field.read(content)].flat().join(', ');
          return field.options?.find((option) => option.value === value)?.label ?? value;
        }),
      ),
      made: job.made.map(({ slug, title, isNew }) => ({ title, href: editPath(slug), isNew })),
    });
  });

  routes.get(
    '/meine-loesungen/import/:importId/fehler.csv',
    { access: editor, kind: 'file' },
    async (req, res) => {
      const { faults } = await solutions.importFor(actorOf(req), req.params.importId);
      const lines = faults.map(({ row, column, value, fault, remedy }) => [
        row,
        column,
        value,
        fault,
        remedy,
      ]);
      res
        .attachment('blaupause-import-fehler.csv')
        .type('text/csv; charset=utf-8')
        .send(germanCsv([['Zeile', 'Spalte', 'Wert', 'Fehler', 'Abhilfe'], ...lines]));
    },
  );

  routes.post('/meine-loesungen/import/:importId', editor, async (req, res) => {
    const { made } = await solutions.confirmImport(actorOf(req), req.params.importId);
    const fresh = made.filter(({ isNew }) => isNew).length;
    res.done(importPath(req.params.importId), {
      kind: 'success',
      title: fresh === 1 ? 'Ein Entwurf angelegt' : `${fresh} Entwürfe angelegt`,
      text: 'Ergänzen Sie bei jedem Projektergebnisse und die Bestätigung der Rechte, und reichen Sie ihn dann zur Freigabe ein.',
    });
  });
}
