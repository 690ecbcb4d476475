import yauzl, { type Entry } from 'yauzl';
import type { ArchiveEntry, EntryFlag } from './archive.ts';

const maxNameLength = 300;
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\uFFFD]/gu;

/** Makes a reader of entries that knows the names it has read, for the same name twice hides one of them. */
export function makeEntryReader(): (raw: Entry) => ArchiveEntry {
  const seen = new Set<string>();
  return (raw) => {
    const typed = yauzl.getFileNameLowLevel(
      raw.generalPurposeBitFlag,
      raw.fileNameRaw,
      raw.extraFields,
      true,
    );
    const plain = typed.toWellFormed().normalize('NFC');
    const path = plain.replaceAll('\\', '/');
    const flags: EntryFlag[] = [];
    const flag = (name: EntryFlag, raised: boolean) => raised && flags.push(name);
    flag('outside', path.split('/').includes('..'));
    flag('absolute', /^(?:\/|[a-z]:)/i.test(path));
    flag('symlink', ((raw.externalFileAttributes >>> 16) & 0xf000) === 0xa000);
    flag('duplicate', seen.has(path));
    flag('backslash', plain.includes('\\'));
    flag('hidden', plain.search(invisible) !== -1);
    flag('encrypted', raw.isEncrypted());
    seen.add(path);
    return { name: shown(plain), size: raw.uncompressedSize, folder: path.endsWith('/'), flags };
  };
}

function shown(name: string): string {
  const visible = name.replace(invisible, '');
  return visible.length > maxNameLength ? `${visible.slice(0, maxNameLength).toWellFormed()}…` : visible;
}
