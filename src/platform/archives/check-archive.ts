import { open } from 'node:fs/promises';
import { DomainError } from '../../shared/errors.ts';
import { endingOf } from '../filenames.ts';
import { type ArchiveContents, type ArchiveFault, ArchiveRefused } from './archive.ts';
import { inspectArchive } from './inspect.ts';

/** Without this folder an office file opens in no program (ECMA-376, part 2). */
const officeFolders: Record<string, string> = {
  docx: 'word/',
  docm: 'word/',
  dotx: 'word/',
  xlsx: 'xl/',
  xlsm: 'xl/',
  xltx: 'xl/',
  pptx: 'ppt/',
  pptm: 'ppt/',
  potx: 'ppt/',
  vsdx: 'visio/',
};

const faults: Record<Exclude<ArchiveFault, 'disguised'>, string> = {
  entries: 'Das Archiv enthält mehr als 20.000 Einträge. Teilen Sie es auf.',
  unpacked: 'Das Archiv wird beim Entpacken zu groß. Teilen Sie es auf.',
  ratio: 'Das Archiv wird beim Entpacken mehr als hundertmal so groß und könnte Rechner lahmlegen.',
  overlap: 'Im Archiv überlagern sich Inhalte. Packen Sie es neu.',
  sizes: 'Im Archiv stimmen Größenangaben und Inhalt nicht überein. Packen Sie es neu.',
  depth: 'Im Archiv liegen Archive in mehr als drei Ebenen. Packen Sie es flacher.',
  damaged: 'Das Archiv ist beschädigt und lässt sich nicht lesen. Packen Sie es neu.',
  exhausting:
    'Das Archiv lässt sich nicht in vertretbarer Zeit lesen. Packen Sie es neu oder teilen Sie es auf.',
};

/** What is wrong with an archive, as one sentence or two. */
export const archiveFaultText = (fault: ArchiveFault): string =>
  fault === 'disguised' ? 'Das Archiv gibt sich zugleich als PDF aus. Packen Sie es neu.' : faults[fault];

/**
 * Looks into a file that is a ZIP archive, office files too.
 * @returns what lies in it; null for what is no archive and for office files, whose parts tell nobody anything
 * @throws DomainError invalid for archives that do harm or are damaged, unsupported-type for a file that is an archive
 *   and something else at once, and for an office file that is none
 */
export async function checkArchive(
  path: string,
  filename: string,
  mediaType: string,
): Promise<ArchiveContents | null> {
  const { begins, ends } = await marksOf(path);
  if (!begins && !ends) return null;
  if (!begins)
    throw refusal(
      'unsupported-type',
      filename,
      'Die Datei ist zugleich ein ZIP-Archiv. Laden Sie beides getrennt hoch.',
    );
  const contents = await inspectArchive(path).catch((error: unknown) => {
    if (!(error instanceof ArchiveRefused)) throw error;
    const code = error.fault === 'disguised' ? 'unsupported-type' : 'invalid';
    throw refusal(code, filename, archiveFaultText(error.fault));
  });
  const folder = officeFolders[endingOf(filename)];
  if (folder !== undefined && !contents.entries.some(({ name }) => name.startsWith(folder)))
    throw refusal(
      'unsupported-type',
      filename,
      `Der Inhalt passt nicht zur Endung .${endingOf(filename)}. Bitte prüfen Sie, ob es die richtige Datei ist.`,
    );
  return mediaType === 'application/zip' ? contents : null;
}

const refusal = (code: 'invalid' | 'unsupported-type', filename: string, text: string): DomainError =>
  new DomainError(code, `„${filename}“: ${text}`);

/** The end record and the longest comment after it (APPNOTE 4.3.16). */
const endLength = 22 + 0xffff;

/** Whether a file begins as a ZIP archive does, and whether it ends as one. */
async function marksOf(path: string): Promise<{ begins: boolean; ends: boolean }> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(4);
    await handle.read(head, 0, 4, 0);
    const tail = Buffer.alloc(Math.min(endLength, size));
    await handle.read(tail, 0, tail.length, size - tail.length);
    const begins = ['PK\x03\x04', 'PK\x05\x06'].includes(head.toString('latin1'));
    return { begins, ends: endsAsArchive(tail) };
  } finally {
    await handle.close();
  }
}

/** True where an end record reaches exactly to the end of the file; one inside of a PDF's attachment does not. */
function endsAsArchive(tail: Buffer): boolean {
  for (let at = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1'); at >= 0; ) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) === tail.length) return true;
    at = at === 0 ? -1 : tail.lastIndexOf('PK\x05\x06', at - 1, 'latin1');
  }
  return false;
}
