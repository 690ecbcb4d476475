import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';
import { checkArchive } from '../../platform/archives/check-archive.ts';
import type { Services } from '../../services.ts';
import { addFile } from './example-files.ts';
import type { Cast } from './people.ts';
import { confirmRights } from './story-rights.ts';

type Teller = { services: Services; cast: Cast; daysAgo: (daysAgo: number) => void };

/**
 * The defect reports get a version whose forms come as an archive, so that its content can be looked into, and a drawing
 * of our own for their presentation.
 */
export async function tellUploads({ services, cast, daysAgo }: Teller, slug: string): Promise<void> {
  const { solutions, artifacts, blobs } = services;
  const [editor, approver] = [cast.actor('digital'), cast.actor('pruefer')];
  daysAgo(20);
  await solutions.startRelease(editor, slug);
  const blob = await blobs.receive(Readable.from([await templates()]));
  const filename = 'vorlagen.zip';
  const mediaType = 'application/zip';
  const upload = {
    ...blob,
    filename,
    mediaType,
    archive: await checkArchive(blob.temp, filename, mediaType),
  };
  const terms = { kind: 'template', licence: 'CC-BY-4.0', licenceText: '', access: 'everyone' } as const;
  await artifacts.editing.addFiles(editor, slug, [upload], terms);
  const added = await addFile(services, editor, slug, {
    file: 'mangel-wege.png',
    title: 'Weg einer Meldung durch die Ämter',
    kind: 'picture',
    licence: 'CC-BY-4.0',
    access: 'everyone',
  });
  const { working } = await confirmRights(services, editor, added);
  const revision = working?.revision ?? 0;
  await solutions.submit(editor, slug, {
    revision,
    changeNote: 'Vorlagen für Formular, Antworten und Aushang; ein Bild des Weges durch die Ämter.',
  });
  daysAgo(19);
  await solutions.approve(approver, slug, { revision });
}

function templates(): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  const mtime = new Date('2026-01-15T10:00:00Z');
  zip.addEmptyDirectory('formular', { mtime });
  for (const [name, text] of [
    ['LIESMICH.txt', 'Vorlagen des Beispiels Mängelmelder. Erfunden für die Vorführung.\n'],
    ['formular/felder.csv', 'Feld;Pflicht\nOrt;ja\nBeschreibung;ja\nFoto;nein\n'],
    ['formular/kategorien.csv', 'Kategorie;Zuständig\nStraße;Tiefbau\nBeleuchtung;Stadtwerke\n'],
    ['antworten/eingang.txt', 'Guten Tag, Ihre Meldung ist eingegangen.\n'],
    ['antworten/erledigt.txt', 'Guten Tag, der Mangel ist behoben.\n'],
    ['aushang.txt', 'Etwas kaputt? Melden Sie es hier.\n'],
  ] as const)
    zip.addBuffer(Buffer.from(text), name, { mtime });
  zip.end();
  return buffer(zip.outputStream);
}
