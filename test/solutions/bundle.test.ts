import { type ClientRequest, get } from 'node:http';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
import { type ArtifactOverrides, aPublishedSolution } from '../helpers/solutions.ts';
import { aDraft, artifactsOf, downloadOf, publish, sha256, upload } from './artifacts.helper.ts';

describe('All files of a version as one ZIP', () => {
  const app = useApp();
  const some: ArtifactOverrides[] = [
    { title: 'Konzept', filename: 'konzept.txt', content: 'Inhalt A', licence: 'EUPL-1.2' },
    {
      title: 'Konzept alt',
      filename: 'konzept.txt',
      content: 'Inhalt B',
      licence: 'LicenseRef-Eigene-Bedingungen',
      licenceText: 'Nur für Kommunen.',
    },
    { title: 'Nur für Stellen', filename: 'intern.txt', content: 'Inhalt C', access: 'publicBodies' },
    { title: 'Nach Anfrage', filename: 'quelle.txt', content: 'Inhalt D', access: 'accepted' },
    { title: 'Quelltext', url: 'https://opencode.example/hund', licence: 'MIT OR Apache-2.0' },
  ];

  async function made(artifacts = some, options: { visibility?: 'withdrawn' } = {}) {
    const provider = await anOrganisation(app);
    const solution = await aPublishedSolution(app, { provider: provider.id, artifacts, ...options });
    return { solution, provider, path: `/loesungen/${solution.slug}/versionen/1/alle.zip` };
  }
  async function unzipped(path: string, visitor = app.visitor()) {
    const { status, headers, bytes } = await visitor.download(path);
    expect(status).to.equal(200);
    expect(headers.get('content-length')).to.equal(String(bytes.length));
    const files = unzipSync(bytes);
    return new Map(
      Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
    );
  }

  it('holds what everybody may have, the licences and a list of all', async () => {
    const { path, solution } = await made();
    const files = await unzipped(path);
    expect([...files.keys()]).to.deep.equal([
      'INHALT.txt',
      'lizenzen/Apache-2.0.txt',
      'lizenzen/EUPL-1.2.txt',
      'lizenzen/MIT.txt',
      'lizenzen/02-eigene-Bedingungen.txt',
      '01-konzept.txt',
      '02-konzept.txt',
    ]);
    expect([files.get('01-konzept.txt'), files.get('02-konzept.txt')]).to.deep.equal([
      'Inhalt A',
      'Inhalt B',
    ]);
    expect(files.get('lizenzen/02-eigene-Bedingungen.txt')).to.equal('Nur für Kommunen.\r\n');
    expect(files.get('lizenzen/EUPL-1.2.txt')).to.contain('EUROPEAN UNION PUBLIC LICENCE');
    const list = files.get('INHALT.txt') ?? '';
    for (const words of [
      `${app.config.baseUrl}/loesungen/${solution.slug}`,
      sha256('Inhalt A'),
      'Datei: 01-konzept.txt',
      'Verweis: https://opencode.example/hund',
      'Nicht enthalten: nur für angemeldete Stellen',
    ])
      expect(list).to.contain(words);
    expect(list).not.to.contain('Inhalt C');
  });

  it('holds more for a public body, and everything for the provider', async () => {
    const { path, provider } = await made();
    const body = await person(app, { roles: ['member'] });
    const forBody = await unzipped(path, body.visitor);
    expect(forBody.get('03-intern.txt')).to.equal('Inhalt C');
    expect(forBody.has('04-quelle.txt')).to.equal(false);
    expect(forBody.get('INHALT.txt')).to.contain('erst nach angenommener Anfrage');
    const own = await person(app, { organisation: provider.slug, roles: ['member'] });
    expect((await unzipped(path, own.visitor)).get('04-quelle.txt')).to.equal('Inhalt D');
  });

  it('leaves out what is blocked, and says why', async () => {
    const { path, solution } = await made();
    const block = {
      artifactId: solution.artifacts[0]?.id,
      sha256: sha256('Inhalt A'),
      at: new Date(),
      by: 'x',
      reason: 'Fremdes Bild',
    };
    await app.connection
      .collection<{ blocks: unknown[] }>('solutions')
      .updateOne({ slug: solution.slug }, { $push: { blocks: block } });
    const files = await unzipped(path);
    expect(files.has('01-konzept.txt')).to.equal(false);
    expect(files.get('INHALT.txt')).to.contain('Nicht enthalten: gesperrt: Fremdes Bild');
  });

  it('keeps back what a newer version closed, from the page of the old version too', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'offen.txt', 'bleibt offen');
    await upload(solution, 'zu.txt', 'wird geschlossen');
    await publish(app, solution);
    await app.services.solutions.startRelease(solution.editorActor, solution.slug);
    const closed = (await artifactsOf(app, solution.slug)).at(-1);
    await solution.editor.visitor.submit(`${solution.page}/${closed?.id}`, { access: 'accepted' });
    await publish(app, solution);

    const direct = await downloadOf(app, solution, 'zu');
    expect((await app.visitor().get(direct)).location).to.match(/^\/anmelden/);
    const files = await unzipped(`/loesungen/${solution.slug}/versionen/1/alle.zip`);
    expect([...files.values()])
      .to.include('bleibt offen')
      .and.not.to.include('wird geschlossen');
    expect(files.get('INHALT.txt')).to.contain('Wer es bekommt: nach angenommener Anfrage');
    const page = await app.visitor().get(`/loesungen/${solution.slug}/versionen/1`);
    expect(page.$(`a[href="${direct}"]`)).to.have.lengthOf(0);
    expect(page.$(`a[href="${await downloadOf(app, solution, 'offen')}"]`)).to.have.lengthOf(1);
    const own = await unzipped(`/loesungen/${solution.slug}/versionen/1/alle.zip`, solution.editor.visitor);
    expect([...own.values()]).to.include('wird geschlossen');
  });

  it('gives what a newer version opened, also by the old one, and leaves what only the old one has as it was', async () => {
    const solution = await aDraft(app);
    for (const name of ['wird-offen', 'nur-alt', 'offen'])
      await upload(solution, `${name}.txt`, `Inhalt ${name}`, {
        access: name === 'offen' ? 'everyone' : 'accepted',
      });
    await publish(app, solution);
    const at = `/loesungen/${solution.slug}/versionen/1`;
    const [opened, old] = await Promise.all([
      downloadOf(app, solution, 'wird-offen'),
      downloadOf(app, solution, 'nur-alt'),
    ]);
    expect((await app.visitor().get(opened)).status, 'before').to.equal(302);
    await app.services.solutions.startRelease(solution.editorActor, solution.slug);
    const [first, second] = await artifactsOf(app, solution.slug);
    await solution.editor.visitor.submit(`${solution.page}/${first?.id}`, { access: 'everyone' });
    const removal = `${solution.page}/${second?.id}/entfernen`;
    await solution.editor.visitor.submit(removal, {}, removal);
    expect((await app.visitor().get(opened)).status, 'while it is being written').to.equal(302);
    await publish(app, solution);

    expect((await app.visitor().get(opened)).text).to.equal('Inhalt wird-offen');
    expect((await app.visitor().get(old)).status).to.equal(302);
    const contents = [...(await unzipped(`${at}/alle.zip`)).values()];
    expect(contents)
      .to.include.members(['Inhalt wird-offen', 'Inhalt offen'])
      .and.not.to.include('Inhalt nur-alt');
    const page = await app.visitor().get(at);
    expect(page.$(`a[href="${opened}"]`)).to.have.lengthOf(1);
    expect(page.$(`a[href="${old}"]`)).to.have.lengthOf(0);
  });

  it('is counted as each of its files is, once a day, and not for HEAD', async () => {
    const { path, solution } = await made();
    const counts = () => app.services.artifacts.counter.downloadsOf(solution.id);
    const head = await app.visitor().request(path, { method: 'HEAD' });
    expect(Number(head.headers.get('content-length'))).to.be.greaterThan(1000);
    expect((await counts()).size).to.equal(0);
    await unzipped(path);
    await unzipped(path);
    await app
      .visitor()
      .get(`/loesungen/${solution.slug}/projektergebnisse/${solution.artifacts[0]?.id}/konzept.txt`);
    expect([...(await counts())].sort()).to.deep.equal(
      [solution.artifacts[0]?.id ?? '', solution.artifacts[1]?.id ?? ''].sort().map((id) => [id, 1]),
    );
  });

  it('has a button with its size where there are two files or more', async () => {
    const { path, solution } = await made();
    for (const page of [`/loesungen/${solution.slug}`, `/loesungen/${solution.slug}/versionen/1`])
      expect((await app.visitor().get(page)).$(`a[href="${path}"]`).text().trim()).to.equal(
        'Alle 2 Dateien als ZIP herunterladen (16 Byte)',
      );
    const one = await made(some.slice(0, 1));
    expect(
      (await app.visitor().get(`/loesungen/${one.solution.slug}`)).$(`a[href="${one.path}"]`),
    ).to.have.lengthOf(0);
  });

  it('is 404 without a file for this person, for other versions and unknown solutions, 410 for a withdrawn one', async () => {
    const closed = await made(some.slice(2));
    const { path } = await made();
    const withdrawn = await made(some, { visibility: 'withdrawn' });
    for (const [at, status] of [
      [closed.path, 404],
      [path.replace('/1/', '/2/'), 404],
      [path.replace('/1/', '/1.0/'), 404],
      ['/loesungen/gibt-es-nicht/versionen/1/alle.zip', 404],
      [withdrawn.path, 410],
    ] as const)
      expect((await app.visitor().get(at)).status, at).to.equal(status);
  });

  it('is sent to one visitor four times at once and no more, until one of them ends', async () => {
    const large = 'y'.repeat(20_000_000);
    const { path, solution } = await made([
      { filename: 'a.txt', content: `${large}1` },
      { filename: 'b.txt', content: `${large}2` },
    ]);
    const member = await person(app, { roles: ['member'] });
    const unread = () =>
      new Promise<ClientRequest>((resolve, reject) => {
        const request = get(`${app.url}${path}`, (answer) => {
          expect(answer.statusCode).to.equal(200);
          answer.pause().on('error', () => {});
          resolve(request);
        });
        request.once('error', reject);
      });
    const running = await Promise.all([unread(), unread(), unread(), unread()]);
    try {
      const fifth = await app.visitor().get(path);
      expect(fifth.status).to.equal(503);
      expect(fifth.headers.get('retry-after')).to.equal('30');
      expect(fifth.headers.get('content-type')).to.contain('text/html');
      expect(fifth.headers.get('content-disposition')).to.equal(null);
      expect(fifth.$('main').text()).to.contain('schon 4 Downloads').and.to.contain('einzeln herunterladen');
      expect(fifth.$(`main a[href="/loesungen/${solution.slug}"]`)).to.have.lengthOf(1);
      expect((await member.visitor.download(path)).status, 'another visitor').to.equal(200);
      expect((await app.visitor().request(path, { method: 'HEAD' })).status).to.equal(503);
      running[0]?.destroy();
      let status = 503;
      while (status === 503) status = (await app.visitor().request(path, { method: 'HEAD' })).status;
      expect(status).to.equal(200);
    } finally {
      for (const request of running) request.destroy();
    }
  });

  it('is read no further when the reader goes away, and needs little memory', async () => {
    const large = 'x'.repeat(30_000_000);
    const { path } = await made([
      { filename: 'a.txt', content: `${large}1` },
      { filename: 'b.txt', content: `${large}2` },
    ]);
    const { blobs } = app.services;
    const opened: { destroyed: boolean }[] = [];
    const open = blobs.open;
    blobs.open = (...wanted) => {
      const stream = open(...wanted);
      opened.push(stream);
      return stream;
    };
    try {
      const before = process.memoryUsage().rss;
      await new Promise<void>((resolve, reject) => {
        const request = get(`${app.url}${path}`, (answer) => {
          answer.once('data', () => {
            request.destroy();
            resolve();
          });
        });
        request.once('error', reject);
      }).catch(() => {});
      while (opened.length === 0 || opened.some(({ destroyed }) => !destroyed))
        await new Promise((resolve) => setTimeout(resolve, 10));
      expect(opened, 'the second file was opened').to.have.lengthOf(1);
      expect(process.memoryUsage().rss - before).to.be.lessThan(40_000_000);
    } finally {
      blobs.open = open;
    }
  });
});
