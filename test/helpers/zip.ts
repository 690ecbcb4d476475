import { crc32, deflateRawSync } from 'node:zlib';

export type ZipPart = {
  name: string | Buffer;
  content?: string | Buffer;
  /** Packed already, to be written as it is. */
  packed?: Buffer;
  /** What the entry claims of its size. */
  size?: number;
  stored?: boolean;
  encrypted?: boolean;
  /** File mode as Unix writes it, e.g. 0o120777 for a symbolic link. */
  mode?: number;
  /** Points at the content of the entry with this index instead of having one. */
  same?: number;
};

/** Builds a ZIP byte by byte, honest or not, to be read by what must not trust it. */
export function aZip(
  parts: ZipPart[],
  { comment = '', count = parts.length }: { comment?: string; count?: number } = {},
): Buffer<ArrayBuffer> {
  const local: Buffer[] = [];
  const central: Buffer[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content ?? '');
    const name = Buffer.from(part.name);
    const packed = part.packed ?? (part.stored ? content : deflateRawSync(content));
    const size = part.size ?? content.length;
    const flags = 0x800 | (part.encrypted ? 1 : 0);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(part.stored ? 0 : 8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(size, 18);
    facts.writeUInt16LE(name.length, 22);
    const offset = part.same === undefined ? at : (offsets[part.same] ?? 0);
    offsets.push(offset);
    if (part.same === undefined) {
      local.push(Buffer.from('PK\x03\x04', 'latin1'), facts, name, packed);
      at += 30 + name.length + packed.length;
    }
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(((part.mode ?? 0o100644) << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    central.push(Buffer.from('PK\x01\x02\x14\x03', 'latin1'), facts, rest, name);
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...local, directory, end, Buffer.from(comment, 'latin1')]);
}

/** Zeros packed a thousandfold, without ever holding them all. */
export function packedZeros(bytes: number): Buffer {
  return deflateRawSync(Buffer.alloc(bytes), { level: 9 });
}

/** Archives in archives; the innermost holds `content`. */
export function nested(levels: number, content: string | Buffer = 'ganz innen'): Buffer<ArrayBuffer> {
  let inner = aZip([{ name: 'innen.txt', content }]);
  for (let level = 1; level < levels; level += 1) inner = aZip([{ name: 'archiv.zip', content: inner }]);
  return inner;
}
