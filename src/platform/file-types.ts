import { open } from 'node:fs/promises';
import { fileTypeFromFile } from 'file-type';
import { DomainError } from '../shared/errors.ts';
import { endingOf } from './filenames.ts';

type Known = { mediaType: string; magic: string[] | 'text' };

const text = (mediaType: string): Known => ({ mediaType, magic: 'text' });
const binary = (mediaType: string, ...magic: string[]): Known => ({ mediaType, magic });
const office = 'application/vnd.openxmlformats-officedocument';
const openDocument = 'application/vnd.oasis.opendocument';
const macros = (kind: string) => `application/vnd.${kind}.macroenabled.12`;
const plain = text('text/plain; charset=utf-8');
const xml = text('application/xml');

/**
 * Endings whose content is checked, with the media type we send (never the one a client claims) and what file-type
 * says of such content. BPMN and DMN are XML, office files ZIP archives.
 */
const knownTypes: Record<string, Known> = {
  pdf: binary('application/pdf', 'pdf'),
  docx: binary(`${office}.wordprocessingml.document`, 'docx', 'zip'),
  dotx: binary(`${office}.wordprocessingml.template`, 'dotx', 'docx', 'zip'),
  xlsx: binary(`${office}.spreadsheetml.sheet`, 'xlsx', 'zip'),
  xltx: binary(`${office}.spreadsheetml.template`, 'xltx', 'xlsx', 'zip'),
  pptx: binary(`${office}.presentationml.presentation`, 'pptx', 'zip'),
  potx: binary(`${office}.presentationml.template`, 'potx', 'pptx', 'zip'),
  vsdx: binary('application/vnd.ms-visio.drawing', 'vsdx', 'zip'),
  docm: binary(macros('ms-word.document'), 'docm', 'docx', 'zip'),
  xlsm: binary(macros('ms-excel.sheet'), 'xlsm', 'xlsx', 'zip'),
  pptm: binary(macros('ms-powerpoint.presentation'), 'pptm', 'pptx', 'zip'),
  doc: binary('application/msword', 'cfb', 'rtf'),
  xls: binary('application/vnd.ms-excel', 'cfb'),
  ppt: binary('application/vnd.ms-powerpoint', 'cfb'),
  odt: binary(`${openDocument}.text`, 'odt'),
  ott: binary(`${openDocument}.text-template`, 'ott'),
  ods: binary(`${openDocument}.spreadsheet`, 'ods'),
  ots: binary(`${openDocument}.spreadsheet-template`, 'ots'),
  odp: binary(`${openDocument}.presentation`, 'odp'),
  otp: binary(`${openDocument}.presentation-template`, 'otp'),
  odg: binary(`${openDocument}.graphics`, 'odg'),
  rtf: binary('application/rtf', 'rtf'),
  epub: binary('application/epub+zip', 'epub'),
  // file-type takes an archive with the contents of an office file for that file.
  zip: binary('application/zip', 'zip', 'docx', 'xlsx', 'pptx', 'vsdx', 'odt', 'ods', 'odp', 'odg', 'epub'),
  gz: binary('application/gzip', 'gz', 'tar.gz'),
  tgz: binary('application/gzip', 'gz', 'tar.gz'),
  tar: binary('application/x-tar', 'tar'),
  '7z': binary('application/x-7z-compressed', '7z'),
  xz: binary('application/x-xz', 'xz'),
  bz2: binary('application/x-bzip2', 'bz2'),
  png: binary('image/png', 'png', 'apng'),
  jpg: binary('image/jpeg', 'jpg'),
  jpeg: binary('image/jpeg', 'jpg'),
  gif: binary('image/gif', 'gif'),
  webp: binary('image/webp', 'webp'),
  tif: binary('image/tiff', 'tif'),
  tiff: binary('image/tiff', 'tif'),
  mp4: binary('video/mp4', 'mp4', 'm4v', 'f4v'),
  webm: binary('video/webm', 'webm', 'mkv'),
  mov: binary('video/quicktime', 'mov'),
  mp3: binary('audio/mpeg', 'mp3'),
  ogg: binary('audio/ogg', 'ogg', 'oga', 'opus', 'ogv', 'ogx'),
  wav: binary('audio/wav', 'wav'),
  sqlite: binary('application/vnd.sqlite3', 'sqlite'),
  gpkg: binary('application/geopackage+sqlite3', 'sqlite'),
  txt: plain,
  md: text('text/markdown; charset=utf-8'),
  csv: text('text/csv; charset=utf-8'),
  json: text('application/json'),
  geojson: text('application/geo+json'),
  yml: text('application/yaml'),
  yaml: text('application/yaml'),
  xml,
  xsd: xml,
  xsl: xml,
  bpmn: xml,
  dmn: xml,
  svg: text('image/svg+xml'),
  htm: text('text/html; charset=utf-8'),
  html: text('text/html; charset=utf-8'),
  sql: text('application/sql'),
  ics: text('text/calendar; charset=utf-8'),
};

/**
 * What starts by a double click, installs itself, or is opened as a folder of such (disk images carry no mark of where
 * they come from); source code comes as an archive.
 */
const executableEndings = new Set(
  (
    'apk app appimage application appref-ms bat chm cmd com cpl crx deb diagcab dll dmg exe gadget hlp hta img inf iso jar ' +
    'js jse library-ms lnk msc msi msix msp mst pif ps1 psm1 reg rpm scf scr sct search-ms settingcontent-ms shb swf sys ' +
    'url vb vbe vbs vhd vhdx website ws wsc wsf wsh xll xpi'
  ).split(' '),
);
const executableMagic = new Set(
  'alias apk class crx deb dmg elf exe jar lnk macho reg rpm swf xpi'.split(' '),
);

/**
 * Looks at ending and content of a file.
 * @param path where the bytes lie
 * @param filename the cleaned name
 * @returns the media type to send, from our own table; 'application/octet-stream' for endings it does not hold
 * @throws DomainError unsupported-type for programs and where content and ending contradict each other
 */
export async function checkFileType(path: string, filename: string): Promise<string> {
  const ending = endingOf(filename);
  const known = Object.hasOwn(knownTypes, ending) ? knownTypes[ending] : undefined;
  const magic = await magicOf(path);
  const readable = await looksLikeText(path);
  if (executableEndings.has(ending) || (executableMagic.has(magic) && !readable)) {
    throw refused(
      `„${filename}“ ist ein ausführbares Programm und wird nicht angenommen. Laden Sie stattdessen den Quellcode als ZIP-Archiv hoch.`,
    );
  }
  if (known === undefined) return 'application/octet-stream';
  const fits = known.magic === 'text' ? readable && magic !== 'pdf' : known.magic.includes(magic);
  if (fits) return known.mediaType;
  throw refused(
    `„${filename}“: Der Inhalt passt nicht zur Endung .${ending}. Bitte prüfen Sie, ob es die richtige Datei ist.`,
  );
}

const refused = (message: string): DomainError => new DomainError('unsupported-type', message);

/** What file-type recognises; '' for nothing and for content it stumbles over. */
async function magicOf(path: string): Promise<string> {
  const found = await fileTypeFromFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'syscall' in error) throw error;
    return undefined;
  });
  return found?.ext ?? '';
}

/** True where the first 64 kB hold no control characters that text never has, or begin with UTF-16's mark. */
async function looksLikeText(path: string): Promise<boolean> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const head = buffer.subarray(0, bytesRead);
    const mark = head.subarray(0, 2).toString('hex');
    if (mark === 'fffe' || mark === 'feff') return true;
    return !head.some((byte) => byte < 0x09 || (byte > 0x0d && byte < 0x20 && byte !== 0x1b));
  } finally {
    await handle.close();
  }
}
