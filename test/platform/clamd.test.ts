import { Readable } from 'node:stream';
import { expect } from 'chai';
import { parseConfig } from '../../src/platform/config.ts';
import { makeClamd, ScannerDown, ScannerRefused } from '../../src/platform/virus/clamd.ts';
import { eicar, type FakeClamd, fakeClamd } from '../helpers/clamd.ts';

describe('clamd', () => {
  let fake: FakeClamd;
  before(async () => {
    fake = await fakeClamd();
  });
  after(() => fake.stop());
  afterEach(() => fake.answer(null));

  const scan = (content: string | Buffer, times = { connectMs: 2000, answerMs: 2000 }) => {
    const address = parseConfig({ CLAMD: fake.address }, 'test').clamd;
    if (address === null) throw new Error('no address');
    return makeClamd(address, times).scan(Readable.from([Buffer.from(content)]));
  };
  async function failure(content: string | Buffer, times?: { connectMs: number; answerMs: number }) {
    try {
      await scan(content, times);
      return null;
    } catch (error) {
      return error;
    }
  }

  it('finds nothing in what is clean, also where nothing is', async () => {
    expect(await scan('Hallo')).to.deep.equal({ clean: true });
    expect(
      await makeClamd({ host: '127.0.0.1', port: Number(fake.address.split(':')[1]) }).scan(
        Readable.from([]),
      ),
    ).to.deep.equal({ clean: true });
  });

  it('names what it found', async () => {
    expect(await scan(eicar)).to.deep.equal({ clean: false, signature: 'Eicar-Test-Signature' });
  });

  it('takes content in many pieces', async () => {
    expect(await scan(Buffer.alloc(900_000))).to.deep.equal({ clean: true });
  });

  it('refuses what is too long for it', async () => {
    expect(await failure(Buffer.alloc(3_000_000))).to.be.instanceOf(ScannerRefused);
  });

  for (const words of [
    'stream: OK FOUND?',
    'UNKNOWN COMMAND',
    'OK',
    'stream: Can not open ERROR',
    'x'.repeat(9000),
  ])
    it(`is not believed when it says ${words.slice(0, 20)}`, async () => {
      fake.answer(words);
      expect(await failure('Hallo')).to.be.instanceOf(ScannerDown);
    });

  it('that hangs is given up', async () => {
    fake.answer('');
    expect(await failure('Hallo', { connectMs: 2000, answerMs: 100 })).to.be.instanceOf(ScannerDown);
  });

  it('that is not there is told as down', async () => {
    const scanner = makeClamd({ path: '/nirgends/clamd.ctl' });
    const error = await scanner.scan(Readable.from(['x'])).catch((fault: unknown) => fault);
    expect(error).to.be.instanceOf(ScannerDown);
  });

  it('does not hide that the file could not be read', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('disk'));
      },
    });
    const address = parseConfig({ CLAMD: fake.address }, 'test').clamd;
    const error = await makeClamd(address ?? { path: '' })
      .scan(broken)
      .catch((fault: Error) => fault.message);
    expect(error).to.equal('disk');
  });

  it('has an address that is checked', () => {
    const address = (CLAMD: string) => parseConfig({ CLAMD }, 'test').clamd;
    expect(address('127.0.0.1:3310')).to.deep.equal({ host: '127.0.0.1', port: 3310 });
    expect(address('[::1]:3310')).to.deep.equal({ host: '::1', port: 3310 });
    expect(address('/run/clamav/clamd.ctl')).to.deep.equal({ path: '/run/clamav/clamd.ctl' });
    expect(parseConfig({}, 'test').clamd).to.equal(null);
    for (const wrong of ['clamd', 'host:', ':3310', 'host:0', 'host:70000', 'http://host:1', '/', 'a b:1'])
      expect(() => address(wrong), wrong).to.throw(/CLAMD/);
  });
});
