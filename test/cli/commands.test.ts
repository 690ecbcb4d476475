import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { startEmbeddedServer } from '../../src/embedded-mongodb/index.ts';
import { connect } from '../../src/platform/database.ts';
import { fromRoot } from '../../src/platform/paths.ts';
import { makeSolutionModel } from '../../src/solutions/record/solution.model.ts';

type Result = { code: number; out: string; err: string };

/** Runs one of src/cli as an operator does, with only the given settings. */
function command(name: string, args: string[], env: Record<string, string> = {}): Promise<Result> {
  const { PATH = '', HOME = '' } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', fromRoot('src/cli', `${name}.ts`), ...args],
      { env: { PATH, HOME, ...env }, cwd: fromRoot() },
      (error, out, err) => resolve({ code: error ? Number(error.code ?? 1) : 0, out, err }),
    );
  });
}

describe('commands', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blaupause-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('start names every missing or unknown setting at once, in German, without a stack', async () => {
    const { code, err } = await command('start', [], { BLAUPAUSE_FOO: '1', PORT: 'zwei' });
    expect(code).to.equal(1);
    for (const name of ['BASE_URL', 'SESSION_SECRET', 'MONGODB_URI', 'SMTP_URL', 'BLAUPAUSE_FOO', 'PORT']) {
      expect(err).to.contain(name);
    }
    expect(err).not.to.contain('    at ');
  });

  it('demo --reset empties no folder that is not its own', async () => {
    await writeFile(join(folder, 'engine'), 'embedded\n');
    const env = { BLAUPAUSE_DATA_DIR: folder, BLAUPAUSE_UPLOAD_DIR: join(folder, 'uploads') };
    for (const args of [['--reset'], []]) {
      const { code, err } = await command('demo', args, env);
      expect(code).to.equal(1);
      expect(err).to.match(/Vorführung/);
    }
  });

  it('copy-database copies documents and indexes and refuses a target that is not empty', async () => {
    const source = await startEmbeddedServer({ dataDir: join(folder, 'a') });
    const connection = await connect(source.uri);
    await connection.collection('things').createIndex({ n: 1 }, { unique: true });
    await connection
      .collection('things')
      .insertMany([{ n: 1, at: new Date(0), list: [{ x: 1.5 }] }, { n: 2 }]);
    await connection.close();
    await source.stop();
    const places = ['--from', `embedded:${join(folder, 'a')}`, '--to', `embedded:${join(folder, 'b')}`];
    const first = await command('copy-database', places);
    expect(first).to.deep.include({ code: 0 });
    expect(first.out).to.contain('things: 2 Datensätze');
    expect((await command('copy-database', places)).code).to.equal(1);

    const target = await startEmbeddedServer({ dataDir: join(folder, 'b') });
    const copied = await connect(target.uri);
    const things = copied.collection('things');
    expect(await things.findOne({ n: 1 }, { projection: { _id: 0 } })).to.deep.equal({
      n: 1,
      at: new Date(0),
      list: [{ x: 1.5 }],
    });
    const doubled = await things.insertOne({ n: 2 }).then(
      () => null,
      (error: { code: number }) => error.code,
    );
    expect(doubled).to.equal(11_000);
    await copied.close();
    await target.stop();
  });

  it('copy-database explains itself', async () => {
    const { code, err } = await command('copy-database', ['--from', 'quatsch', '--to', 'x']);
    expect(code).to.equal(1);
    expect(err).to.contain('embedded:');
  });

  it('fsck finds files that are missing, cut or changed', async () => {
    const uploads = join(folder, 'uploads');
    const files: Record<string, [string, number]> = {
      gut: ['2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae', 3],
      weg: ['a'.repeat(64), 3],
      kurz: ['b'.repeat(64), 9],
      anders: ['c'.repeat(64), 3],
    };
    for (const [name, [sha256]] of Object.entries(files)) {
      if (name === 'weg') continue;
      const path = join(uploads, sha256.slice(0, 2), sha256.slice(2, 4));
      await mkdir(path, { recursive: true });
      await writeFile(join(path, sha256), 'foo');
    }
    const dataDir = join(folder, 'data');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'engine'), 'embedded\n');
    const server = await startEmbeddedServer({ dataDir: join(dataDir, 'embedded') });
    const connection = await connect(server.uri);
    const artifacts = Object.entries(files).map(([title, [sha256, size]]) => ({
      title,
      source: { type: 'file', sha256, size },
    }));
    await makeSolutionModel(connection).collection.insertOne({
      slug: 'x',
      visibility: 'published',
      releases: [{ artifacts }],
      working: null,
    });
    await connection.close();
    await server.stop();

    const { code, out } = await command('fsck', [], {
      BLAUPAUSE_DATA_DIR: dataDir,
      BLAUPAUSE_UPLOAD_DIR: uploads,
      BLAUPAUSE_DATABASE: 'embedded',
    });
    expect(out)
      .to.contain('„weg“ fehlt')
      .and.contain('„kurz“ hat eine andere Größe')
      .and.contain('„anders“ hat einen anderen Inhalt');
    expect(out).not.to.contain('„gut“');
    expect(out).to.contain('4 Projektergebnisse geprüft, 3 Fehler.');
    expect(code).to.equal(1);
  });
});
