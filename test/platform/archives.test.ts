import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { type ArchiveContents, ArchiveRefused, archiveLimits } from '../../src/platform/archives/archive.ts';
import { inspectArchive } from '../../src/platform/archives/inspect.ts';
import { aZip, nested, packedZeros, type ZipPart } from '../helpers/zip.ts';

describe('an archive', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blaupause-archives-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function read(bytes: Buffer, limits = archiveLimits): Promise<ArchiveContents> {
    const path = join(folder, 'archiv');
    await writeFile(path, bytes);
    return inspectArchive(path, limits);
  }
  async function faultOf(bytes: Buffer, limits = archiveLimits): Promise<string> {
    try {
      await read(bytes, limits);
      return 'none';
    } catch (error) {
      if (error instanceof ArchiveRefused) return error.fault;
      throw error;
    }
  }

  it('is listed with names, sizes and folders', async () => {
    const contents = await read(
      aZip([
        { name: 'quelle/' },
        { name: 'quelle/Gro\u0308ße.ts', content: 'const a = 1;' },
        { name: 'LIESMICH.md', content: 'Hallo', stored: true },
      ]),
    );
    expect(contents).to.deep.equal({
      entries: [
        { name: 'quelle/', size: 0, folder: true, flags: [] },
        { name: 'quelle/Größe.ts', size: 12, folder: false, flags: [] },
        { name: 'LIESMICH.md', size: 5, folder: false, flags: [] },
      ],
      files: 2,
      folders: 1,
      unpacked: 17,
      flagged: 0,
      encrypted: 0,
      archives: 0,
      verified: true,
    });
  });

  it('without anything in it is listed as empty', async () => {
    expect(await read(aZip([]))).to.include({ files: 0, unpacked: 0 });
  });

  describe('tells of an entry', () => {
    const cases: [string, ZipPart[], string[]][] = [
      ['that reaches out of its folder', [{ name: 'a/../../x' }], ['outside']],
      ['that is absolute', [{ name: '/etc/passwd' }], ['absolute']],
      ['on a drive', [{ name: 'C:/x' }], ['absolute']],
      ['that is a symbolic link', [{ name: 'l', content: '/etc', mode: 0o120777 }], ['symlink']],
      ['whose name comes twice', [{ name: 'a' }, { name: 'a' }], ['duplicate']],
      ['with backslashes', [{ name: 'a\\..\\..\\x' }], ['outside', 'backslash']],
      ['with turned letters', [{ name: 'a\u202Egpj.exe' }], ['hidden']],
      ['that is encrypted', [{ name: 'a', content: 'geheim', encrypted: true }], ['encrypted']],
    ];
    for (const [what, parts, flags] of cases) {
      it(what, async () => {
        const contents = await read(aZip(parts));
        expect(contents.entries.at(-1)?.flags).to.deep.equal(flags);
        expect(contents.flagged).to.equal(1);
      });
    }
  });

  it('that is encrypted is said not to be verified', async () => {
    expect(await read(aZip([{ name: 'a', content: 'geheim', encrypted: true }]))).to.include({
      encrypted: 1,
      verified: false,
    });
  });

  it('has its names shown without what turns or hides letters', async () => {
    const { entries } = await read(aZip([{ name: 'a\u202Egpj.exe' }]));
    expect(entries[0]?.name).to.equal('agpj.exe');
  });

  it('may hold archives and office files, which are looked into', async () => {
    const office = aZip([{ name: 'word/document.xml', content: '<x/>' }]);
    const contents = await read(
      aZip([
        { name: 'a.zip', content: nested(2) },
        { name: 'b.docx', content: office },
      ]),
    );
    expect(contents).to.include({ archives: 2, verified: true });
  });

  it('in which only something begins like an archive is taken', async () => {
    const content = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), Buffer.alloc(100)]);
    expect(await read(aZip([{ name: 'a.bin', content }]))).to.include({ files: 1 });
  });

  describe('is refused within two seconds and with little memory', () => {
    const zeros = packedZeros(1_000_000_000);
    const big = { name: 'a', packed: zeros, size: 1_000_000_000 };
    const zip64 = () => {
      const bytes = aZip([{ name: 'a', content: 'x' }]);
      const at = bytes.indexOf('PK\x01\x02', 0, 'latin1');
      bytes.writeUInt32LE(0xffffffff, at + 24);
      return bytes;
    };
    const cases: [string, string, () => Buffer][] = [
      ['a megabyte that becomes a gigabyte', 'ratio', () => aZip([big])],
      ['five levels', 'depth', () => nested(5)],
      ['a bomb inside', 'ratio', () => aZip([{ name: 'innen.zip', content: aZip([big]), stored: true }])],
      [
        'overlapping contents',
        'overlap',
        () =>
          aZip([
            { name: 'a', content: 'x' },
            { name: 'b', content: 'x', same: 0 },
          ]),
      ],
      [
        'a hundred thousand entries',
        'entries',
        () => aZip(Array.from({ length: 65_000 }, (_, n) => ({ name: `${n}`, stored: true }))),
      ],
      ['a size that is too small', 'sizes', () => aZip([{ name: 'a', packed: zeros, size: 1_000_000 }])],
      ['a size that is too large', 'sizes', () => aZip([{ name: 'a', content: 'kurz', size: 100 }])],
      ['a large size without its field', 'ratio', zip64],
      ['a missing end', 'damaged', () => aZip([{ name: 'a', content: 'x' }]).subarray(0, -10)],
      ['a wrong count', 'damaged', () => aZip([{ name: 'a' }], { count: 2 })],
      ['a PDF in the comment', 'disguised', () => aZip([{ name: 'a' }], { comment: 'trailer %%EOF' })],
      ['a PDF in the first name', 'disguised', () => aZip([{ name: '%PDF-1.4 obj' }])],
    ];
    for (const [what, fault, make] of cases) {
      it(what, async () => {
        const bytes = make();
        const memory = process.memoryUsage().rss;
        const begun = performance.now();
        expect(await faultOf(bytes)).to.equal(fault);
        expect(performance.now() - begun).to.be.lessThan(2000);
        expect(process.memoryUsage().rss - memory).to.be.lessThan(100_000_000);
      });
    }
  });

  it('that takes long is listed, and said not to be verified', async () => {
    const contents = await read(aZip([{ name: 'a', content: Buffer.alloc(1_000_000) }]), {
      ...archiveLimits,
      verifyMs: 0,
    });
    expect(contents).to.include({ files: 1, unpacked: 1_000_000, verified: false });
  });

  it('with very many entries is read, and the first of them are kept', async () => {
    const many = aZip(
      Array.from({ length: 6_000 }, (_, n) => ({ name: `ordner/${n}`, content: 'x', stored: true })),
    );
    const contents = await read(many);
    expect(contents.files).to.equal(6_000);
    expect(contents.entries).to.have.lengthOf(5000);
  });
});
