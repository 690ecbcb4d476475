import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { type BlobStore, makeBlobStore } from '../../src/platform/blob-store.ts';
import { DomainError } from '../../src/shared/errors.ts';

const day = 24 * 60 * 60 * 1000;
const sha256 = (content: string): string => createHash('sha256').update(content).digest('hex');

describe('The blob store', () => {
  let folder: string;
  let blobs: BlobStore;
  let clock: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blaupause-blobs-'));
    clock = Date.now();
    blobs = makeBlobStore(folder, { now: () => new Date(clock) });
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const store = async (content: string): Promise<string> => {
    const blob = await blobs.receive(Readable.from([Buffer.from(content)]));
    await blobs.keep(blob);
    return blob.sha256;
  };
  const pathOf = (hash: string): string => join(folder, hash.slice(0, 2), hash.slice(2, 4), hash);
  const exists = (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    );

  it('names a blob by its SHA-256 and gives it and its ranges back', async () => {
    const hash = await store('Satzung über die Hundesteuer');
    expect(hash).to.equal(sha256('Satzung über die Hundesteuer'));
    expect(await exists(pathOf(hash))).to.equal(true);
    expect((await blobs.stat(hash))?.size).to.equal(29);
    expect((await buffer(blobs.open(hash))).toString()).to.equal('Satzung über die Hundesteuer');
    expect((await buffer(blobs.open(hash, { start: 1, end: 3 }))).toString()).to.equal('atz');
    expect(await readdir(join(folder, 'tmp'))).to.deep.equal([]);
  });

  it('keeps the same content once and marks it as used again', async () => {
    const hash = await store('gleich');
    const old = new Date(clock - 3 * day);
    await utimes(pathOf(hash), old, old);
    expect(await store('gleich')).to.equal(hash);
    expect(await readdir(join(folder, hash.slice(0, 2), hash.slice(2, 4)))).to.deep.equal([hash]);
    expect((await blobs.stat(hash))?.modifiedAt.getTime()).to.be.closeTo(clock, 1000);
  });

  it('leaves nothing of a stream that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.alloc(100_000, 1);
        throw new Error('connection lost');
      })(),
    );
    const failure = await blobs.receive(broken).catch((error: unknown) => error);
    expect(failure).to.have.property('message', 'connection lost');
    expect(await readdir(join(folder, 'tmp'))).to.deep.equal([]);
  });

  it('says that the storage is full and removes the part that was written', async () => {
    const full = Readable.from(
      (async function* () {
        yield Buffer.alloc(10);
        throw Object.assign(new Error('no space left on device, write'), {
          code: 'ENOSPC',
          syscall: 'write',
        });
      })(),
    );
    const failure = await blobs.receive(full).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(DomainError).with.property('code', 'storage-full');
    expect(await readdir(join(folder, 'tmp'))).to.deep.equal([]);
  });

  it('refuses names that are not hashes, so that no path leads out of the folder', () => {
    for (const name of ['../../../etc/passwd', 'abc', `${'a'.repeat(63)}G`, '']) {
      expect(() => blobs.open(name), name).to.throw('not a SHA-256');
    }
  });

  it('answers null and false for what it does not hold', async () => {
    expect(await blobs.stat(sha256('nie gesehen'))).to.equal(null);
    expect(await blobs.touch(sha256('nie gesehen'))).to.equal(false);
  });

  describe('when swept', () => {
    const olderThanMs = day;

    it('removes what nobody refers to and nobody touched for a day, and nothing else', async () => {
      const [orphan, used, fresh] = [await store('verwaist'), await store('benutzt'), await store('frisch')];
      clock += 2 * day;
      await blobs.touch(fresh);
      const asked: string[] = [];
      const removed = await blobs.sweep({
        olderThanMs,
        isReferenced: async (hash) => {
          asked.push(hash);
          return hash === used;
        },
      });
      expect(removed).to.deep.equal({ blobs: 1, temps: 0 });
      expect(asked).to.have.members([orphan, used]);
      expect(await exists(pathOf(orphan))).to.equal(false);
      expect(await exists(pathOf(used))).to.equal(true);
      expect(await exists(pathOf(fresh))).to.equal(true);
    });

    it('leaves a blob that is used again between question and removal', async () => {
      const hash = await store('gerade wieder gebraucht');
      clock += 2 * day;
      const removed = await blobs.sweep({
        olderThanMs,
        isReferenced: async () => {
          await blobs.touch(hash);
          return false;
        },
      });
      expect(removed.blobs).to.equal(0);
      expect(await exists(pathOf(hash))).to.equal(true);
    });

    it('removes temporary files of a process that died, not those of an upload under way', async () => {
      await mkdir(join(folder, 'tmp'), { recursive: true });
      const stale = join(folder, 'tmp', 'left-behind');
      await writeFile(stale, 'half a file');
      const underWay = await blobs.receive(Readable.from([Buffer.from('noch nicht fertig')]));
      clock += day;
      const removed = await blobs.sweep({ olderThanMs, isReferenced: async () => true });
      expect(removed).to.deep.equal({ blobs: 0, temps: 1 });
      expect(await exists(stale)).to.equal(false);
      expect(await exists(underWay.temp)).to.equal(true);
    });

    it('touches neither other files nor folders in the upload folder', async () => {
      await writeFile(join(folder, '.gitkeep'), '');
      await mkdir(join(folder, 'sicherung'));
      clock += 2 * day;
      await blobs.sweep({ olderThanMs, isReferenced: async () => false });
      expect(await readdir(folder)).to.have.members(['.gitkeep', 'sicherung']);
    });
  });
});
