import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import { aZip, nested } from '../helpers/zip.ts';
import {
  aDraft,
  artifactsOf,
  filesOnDisk,
  publish,
  sha256,
  upload,
  type Writing,
} from './artifacts.helper.ts';

const zip = aZip([
  { name: 'quelle/' },
  { name: 'quelle/index.ts', content: 'x'.repeat(2500) },
  { name: '../böse.sh', content: 'rm' },
  { name: '<b>fett</b>.txt', content: 'y' },
]);

describe('The content of an archive', () => {
  const app = useApp();

  async function withArchive(
    fields: Record<string, string> = {},
    content = zip,
  ): Promise<{ solution: Writing; path: string }> {
    const solution = await aDraft(app);
    await upload(solution, 'paket.zip', content, fields);
    const [artifact] = await artifactsOf(app, solution.slug);
    return { solution, path: `${solution.page}/${artifact?.id}/inhalt` };
  }

  it('is listed before it is downloaded', async () => {
    const { solution, path } = await withArchive();
    await publish(app, solution);
    const { status, $ } = await app.visitor().get(path);
    expect(status).to.equal(200);
    const rows = $('tbody tr')
      .toArray()
      .map((row) =>
        $(row)
          .children()
          .toArray()
          .map((cell) => $(cell).text()),
      );
    expect(rows).to.deep.equal([
      ['quelle/', 'Ordner', ''],
      ['quelle/index.ts', '2,5 kB', ''],
      ['../böse.sh', '2 Byte', 'Pfad führt aus dem Archiv heraus'],
      ['<b>fett</b>.txt', '1 Byte', ''],
    ]);
    expect($('main').text()).to.contain('auffällig benannt');
    const detail = await app.visitor().get(`/loesungen/${solution.slug}`);
    expect(detail.$('summary').text()).to.contain('Inhalt: 3 Dateien, entpackt 2,5 kB');
    expect(detail.$(`a[href="${path}"]`)).to.have.lengthOf(1);
  });

  it('is read once, and lazily where it was stored before', async () => {
    const { solution, path } = await withArchive();
    await publish(app, solution);
    const collection = app.connection.collection<{ _id: string }>('archiveContents');
    expect(await collection.countDocuments({ _id: sha256(zip) })).to.equal(1);
    await collection.deleteMany({});
    expect((await app.visitor().get(path)).text).to.contain('quelle/index.ts');
    expect(await collection.countDocuments({ _id: sha256(zip) })).to.equal(1);
  });

  it('is forgotten with the archive, for its names may be those of people', async () => {
    const personal = aZip([{ name: 'Bewerbung Ohnename.pdf', content: 'x' }]);
    const { solution } = await withArchive({}, personal);
    const kept = await withArchive();
    const hash = sha256(personal);
    const listed = () =>
      app.connection.collection<{ _id: string }>('archiveContents').countDocuments({ _id: hash });
    await app.services.artifacts.sweep();
    expect(await listed()).to.equal(1);
    const [artifact] = await artifactsOf(app, solution.slug);
    await solution.editor.visitor.submit(`${solution.page}/${artifact?.id}/entfernen`, {});
    const old = new Date(Date.now() - 2 * 86_400_000);
    await utimes(join(app.config.uploadDir, hash.slice(0, 2), hash.slice(2, 4), hash), old, old);
    await app.services.artifacts.sweep();
    expect(await listed()).to.equal(0);
    expect((await kept.solution.editor.visitor.get(kept.path)).text).to.contain('quelle/index.ts');
  });

  it('of an old archive that cannot be read is said so', async () => {
    const { solution, path } = await withArchive();
    await publish(app, solution);
    await app.connection
      .collection<{ _id: string }>('archiveContents')
      .updateOne({ _id: sha256(zip) }, { $set: { contents: null, fault: 'damaged' } });
    const { status, text } = await app.visitor().get(path);
    expect(status).to.equal(200);
    expect(text).to.contain('Das Archiv ist beschädigt');
    await app.connection.collection('archiveContents').deleteMany({});
  });

  it('is for those who may download it', async () => {
    const { solution, path } = await withArchive({ access: 'accepted' });
    expect((await app.visitor().get(path)).status, 'a draft').to.equal(404);
    await publish(app, solution);
    expect((await app.visitor().get(path)).location).to.match(/^\/anmelden/);
    const stranger = await person(app, { roles: ['editor'] });
    expect((await stranger.visitor.get(path)).status).to.equal(403);
    expect((await solution.editor.visitor.get(path)).status).to.equal(200);
    expect((await stranger.visitor.get(`/loesungen/${solution.slug}`)).text).not.to.contain(
      'quelle/index.ts',
    );
  });

  it('is paged, and no page is too far', async () => {
    const many = aZip(Array.from({ length: 450 }, (_, n) => ({ name: `${n}.txt`, content: 'x' })));
    const { solution, path } = await withArchive({}, many);
    await publish(app, solution);
    for (const [page, first] of [
      ['1', '0.txt'],
      ['3', '400.txt'],
      ['99', '400.txt'],
      ['-1', '0.txt'],
    ])
      expect((await app.visitor().get(`${path}?seite=${page}`)).$('tbody th').first().text()).to.equal(first);
  });

  it('is 404 for what is no archive', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'a.txt', 'kein Archiv');
    const [artifact] = await artifactsOf(app, solution.slug);
    expect((await solution.editor.visitor.get(`${solution.page}/${artifact?.id}/inhalt`)).status).to.equal(
      404,
    );
  });

  it('that would do harm is refused with its reason, and nothing is kept', async () => {
    const solution = await aDraft(app);
    const before = await filesOnDisk(app);
    const answer = await upload(solution, 'tief.zip', nested(5));
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('mehr als drei Ebenen');
    expect(await artifactsOf(app, solution.slug)).to.deep.equal([]);
    expect(await filesOnDisk(app)).to.have.members(before);
  });
});
