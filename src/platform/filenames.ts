const maxBytes = 150;
/** Names of devices under Windows, which cannot be saved there under any ending. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const spelled: Record<string, string> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
};

/**
 * A client's file name made fit for showing and for every file system: NFC, no path, no control, invisible or
 * direction-changing characters (they make "gpj.exe" look like a picture), no leading dots, at most 150 bytes of
 * UTF-8 with the ending kept. Only for display: on disk a file is named by its hash.
 */
export function cleanFilename(name: string): string {
  const plain = (name.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\uFFFD]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '')
    .replace(devices, '_$1');
  return plain === '' ? 'datei' : shortened(plain);
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= maxBytes) return name;
  const ending = /\.[^. ]{1,12}$/u.exec(name)?.[0] ?? '';
  const room = maxBytes - Buffer.byteLength(ending);
  let stem = '';
  for (const { segment } of new Intl.Segmenter('de').segment(name.slice(0, name.length - ending.length))) {
    if (Buffer.byteLength(stem + segment) > room) break;
    stem += segment;
  }
  return stem.trimEnd() + ending;
}

/** The part after the last dot in lower case; '' where there is none. */
export function endingOf(filename: string): string {
  return /[^.]\.([a-z0-9_-]{1,12})$/i.exec(filename)?.[1]?.toLowerCase() ?? '';
}

/**
 * Content-Disposition for saving under a name: plain ASCII for old clients and UTF-8 for all others (RFC 6266, 8187).
 * The name is cleaned once more, since no record is trusted to hold a clean one.
 */
export function attachmentHeader(name: string): string {
  const filename = cleanFilename(name);
  const ascii = filename
    .replace(/[äöüÄÖÜß]/g, (letter) => spelled[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
