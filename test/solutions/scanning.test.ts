import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { eicar, type FakeClamd, fakeClamd } from '../helpers/clamd.ts';
import { person } from '../helpers/people.ts';
import { aZip } from '../helpers/zip.ts';
import {
  aDraft,
  artifactsOf,
  downloadOf,
  png,
  publish,
  releasedOf,
  sha256,
  upload,
  type Writing,
} from './artifacts.helper.ts';
import { readyContent } from './readiness/readiness.helper.ts';

const minute = 60_000;

describe('Virus scanning', () => {
  const fake = {} as FakeClamd & { made: FakeClamd };
  const config = { clamd: { host: '127.0.0.1', port: 0 } };
  before(async () => {
    fake.made = await fakeClamd();
    config.clamd.port = Number(fake.made.address.split(':')[1]);
  });
  after(() => fake.made.stop());
  afterEach(() => fake.made.answer(null));
  const app = useApp({ config });

  const scanNow = () => app.services.artifacts.scans.scanDue();
  const standing = async (content: string) =>
    (await app.services.artifacts.scans.standingOf(sha256(content))).state;

  async function published(content: string): Promise<{ solution: Writing; path: string }> {
    const solution = await aDraft(app);
    await upload(solution, 'konzept.txt', content);
    await publish(app, solution);
    return { solution, path: await downloadOf(app, solution, 'konzept') };
  }

  it('keeps a file from everybody until it is scanned, then gives it', async () => {
    const { solution, path } = await published('ein sauberes Konzept');
    for (const visitor of [app.visitor(), solution.editor.visitor]) {
      const answer = await visitor.get(path);
      expect(answer.status).to.equal(503);
      expect(answer.headers.get('retry-after')).to.equal('60');
      expect(answer.$('h1').text()).to.contain('Wird noch auf Schadsoftware geprüft');
    }
    const page = `/loesungen/${solution.slug}`;
    const row = (await app.visitor().get(page)).$('#ergebnisse, main').text();
    expect(row).to.contain('wird auf Schadsoftware geprüft');
    await scanNow();
    expect((await app.visitor().get(path)).text).to.equal('ein sauberes Konzept');
    expect((await app.visitor().get(page)).text).to.match(/auf Schadsoftware geprüft am \d+\. /);
  });

  it('blocks what it finds for good, and tells the provider', async () => {
    const content = `${eicar} A`;
    const { solution, path } = await published(content);
    await scanNow();
    for (const visitor of [app.visitor(), solution.editor.visitor])
      expect((await visitor.get(path)).status).to.equal(410);
    const { text } = await app.visitor().get(`/loesungen/${solution.slug}`);
    expect(text).to.contain('Schadsoftware gefunden (Eicar-Test-Signature)');
    const mails = (await app.mails()).filter(({ subject }) => subject === 'Schadsoftware gefunden: konzept');
    expect(mails.map(({ to }) => to)).to.include(solution.editor.email);
    expect(mails[0]?.text).to.contain(`/loesungen/${solution.slug}/projektergebnisse`);
    await app.services.artifacts.scans.rescan(sha256(content));
    expect((await app.visitor().get(path)).status).to.equal(410);
  });

  it('blocks an archive that holds it', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'paket.zip', aZip([{ name: 'a.txt', content: eicar, stored: true }]));
    await scanNow();
    const [artifact] = await artifactsOf(app, solution.slug);
    for (const page of ['paket.zip', 'inhalt'])
      expect((await solution.editor.visitor.get(`${solution.page}/${artifact?.id}/${page}`)).status).to.equal(
        410,
      );
  });

  it('refuses known malware at the next upload', async () => {
    const content = `${eicar} B`;
    await published(content);
    await scanNow();
    const other = await aDraft(app);
    const answer = await upload(other, 'noch-einmal.txt', content);
    expect(answer.status).to.equal(422);
    expect(await artifactsOf(app, other.slug)).to.deep.equal([]);
  });

  it('leaves the infected out of the ZIP of all files', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'gut.txt', 'ein gutes Konzept');
    await upload(solution, 'schlecht.txt', `${eicar} C`);
    await publish(app, solution);
    await scanNow();
    const { bytes } = await app.visitor().download(`/loesungen/${solution.slug}/versionen/1/alle.zip`);
    const zip = Buffer.from(bytes).toString('utf8');
    expect(zip).to.contain('ein gutes Konzept').and.to.contain('Schadsoftware darin gefunden');
    expect(zip).not.to.contain('EICAR-');
  });

  it('keeps pictures from pages, from the presentation and from other tools until they are scanned', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'bild.png', png, { kind: 'picture' });
    await upload(solution, 'paket.zip', aZip([{ name: 'innen.txt', content: 'im Archiv' }]));
    await publish(app, solution);
    const [picture, archive] = await releasedOf(app, solution.slug);
    const at = `/loesungen/${solution.slug}`;
    const seen = async () => {
      const [page, pitch, api] = await Promise.all(
        [at, `${at}/kurzpraesentation`, `/api/v1/solutions/${solution.slug}`].map((one) =>
          app.visitor().get(one),
        ),
      );
      const record = JSON.parse(api?.text ?? '');
      return {
        shown: [page, pitch].map((one) => one?.$('main img').length),
        listed: page?.text.includes('innen.txt'),
        inApi: record.pictures.length,
        states: record.artifacts.map((one: { scan: { state: string } }) => one.scan.state),
        gets: await Promise.all(
          [`bilder/${picture?.id}`, `projektergebnisse/${archive?.id}/inhalt`, 'versionen/1/alle.zip'].map(
            async (one) => (await app.visitor().get(`${at}/${one}`)).status,
          ),
        ),
      };
    };
    expect(await seen()).to.deep.equal({
      shown: [0, 0],
      listed: false,
      inApi: 0,
      states: ['waiting', 'waiting'],
      gets: [404, 503, 503],
    });
    await scanNow();
    expect(await seen()).to.deep.equal({
      shown: [1, 1],
      listed: true,
      inApi: 1,
      states: ['clean', 'clean'],
      gets: [200, 200, 200],
    });
  });

  it('says of a ZIP whose files all wait why there is none yet, and gives what is scanned at once', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'erstes.txt', 'erste Datei im Paket');
    await upload(solution, 'zweites.txt', 'zweite Datei im Paket');
    await publish(app, solution);
    const path = `/loesungen/${solution.slug}/versionen/1/alle.zip`;
    for (const visitor of [app.visitor(), solution.editor.visitor]) {
      const answer = await visitor.get(path);
      expect(answer.status).to.equal(503);
      expect(answer.headers.get('retry-after')).to.equal('60');
      expect(answer.headers.get('cache-control')).to.contain('no-store');
      expect(answer.$('h1').text()).to.contain('Wird noch auf Schadsoftware geprüft');
      expect(answer.$('main').text()).to.contain('Die Dateien dieser Version');
      expect(answer.$(`main a[href="/loesungen/${solution.slug}"]`)).to.have.lengthOf(1);
    }
    await scanNow();
    await app.connection
      .collection<{ _id: string }>('fileScans')
      .updateOne({ _id: sha256('zweite Datei im Paket') }, { $set: { state: 'waiting' } });
    const { status, bytes } = await app.visitor().download(path);
    expect(status).to.equal(200);
    const zip = Buffer.from(bytes).toString('utf8');
    expect(zip).to.contain('erste Datei im Paket').and.to.contain('wird noch auf Schadsoftware geprüft');
    expect(zip).not.to.contain('zweite Datei im Paket');
  });

  it('counts a file for readiness only once it is scanned, on every page and in the API', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'handbuch.txt', 'ein Handbuch', { kind: 'manual' });
    await upload(solution, 'sicherheit.txt', `${eicar} E`, { kind: 'securityConcept' });
    const reasons = async (of: string) => {
      const { text } = await app.visitor().get(`/api/v1/solutions/${of}`);
      const { checks } = JSON.parse(text).readiness as {
        checks: { id: string; passed: boolean; reason: string }[];
      };
      return new Map(checks.map(({ id, passed, reason }) => [id, `${passed}: ${reason}`]));
    };
    const waits = '„handbuch“ wird noch auf Schadsoftware geprüft.';
    expect((await solution.editor.visitor.get(`/loesungen/${solution.slug}/vorschau`)).text).to.contain(
      waits,
    );
    await publish(app, solution);
    const before = await reasons(solution.slug);
    for (const id of ['artifact', 'guidance'])
      expect(before.get(id))
        .to.match(/^false/)
        .and.to.contain(waits);
    const at = [
      `/loesungen/${solution.slug}`,
      `/loesungen/vergleich?l=${solution.slug}&l=${(await published('Gegenstück')).solution.slug}`,
    ];
    expect((await app.visitor().get(at[0] ?? '')).$('main').text()).to.contain(waits);
    const compared = async () => (await app.visitor().get(at[1] ?? '')).$('main').text();
    const unscanned = await compared();
    await scanNow();
    const after = await reasons(solution.slug);
    expect(after.get('artifact')).to.equal('true: Hinterlegt: „handbuch“.');
    expect(after.get('guidance')).to.match(/^true/);
    expect(after.get('security')).to.contain('„sicherheit“ ist gesperrt, weil Schadsoftware');
    expect((await app.visitor().get(at[0] ?? '')).$('main').text()).not.to.contain(waits);
    expect(await compared()).not.to.equal(unscanned);
  });

  it('counts a file in the catalogue only once it is scanned', async () => {
    const solution = await aDraft(app);
    for (const kind of ['manual', 'dsfa', 'securityConcept'])
      await upload(solution, `${kind}.txt`, `Unterlage ${kind}`, { kind });
    await publish(app, solution);
    const content = { ...readyContent(), title: 'Prüfbare Fachanwendung' };
    await app.connection
      .collection('solutions')
      .updateOne({ slug: solution.slug }, { $set: { 'releases.0.content': content }, $inc: { revision: 1 } });
    const steps = async (): Promise<string[]> => {
      app.travel(minute);
      await app.services.catalogue.refresh();
      const { $ } = await app.visitor().get('/loesungen?q=Fachanwendung');
      const chosen = $('fieldset:has([name=nachnutzungsreife]) input').get();
      return [$('.results .badges').text().trim(), ...chosen.map((one) => $(one).attr('value') ?? '')];
    };
    expect(await steps()).to.deep.equal(['beschrieben', 'described']);
    await scanNow();
    expect(await steps()).to.deep.equal(['übernehmbar', 'adoptable']);
  });

  it('waits for a scanner that is down, and goes on when it is back', async () => {
    const { path } = await published('während der Störung');
    await fake.made.stop();
    await scanNow();
    expect((await app.visitor().get(path)).status).to.equal(503);
    await fake.made.start();
    await scanNow();
    expect(await standing('während der Störung'), 'asked again too soon').to.equal('waiting');
    app.travel(minute);
    await scanNow();
    expect((await app.visitor().get(path)).status).to.equal(200);
  });

  it('believes no answer that is not clamd’s', async () => {
    const { path } = await published('falsche Antwort');
    fake.made.answer('stream: vielleicht');
    await scanNow();
    expect((await app.visitor().get(path)).status).to.equal(503);
    fake.made.answer(null);
    app.travel(minute);
    await scanNow();
    expect((await app.visitor().get(path)).status).to.equal(200);
  });

  it('keeps back what is too large for the scanner, and says so', async () => {
    const { solution, path } = await published('groß '.repeat(300_000));
    await scanNow();
    expect((await app.visitor().get(path)).status).to.equal(503);
    const { text } = await app.visitor().get(`/loesungen/${solution.slug}`);
    expect(text).to.contain('zu groß für die Prüfung auf Schadsoftware');
  });

  it('looks at what was stored before there was a scanner', async () => {
    const { path } = await published('von früher');
    await app.connection.collection('fileScans').deleteMany({});
    expect((await app.visitor().get(path)).status).to.equal(503);
    await app.services.artifacts.scans.expectAll();
    await scanNow();
    expect((await app.visitor().get(path)).status).to.equal(200);
  });

  it('is seen and asked again by the operator alone', async () => {
    const { path } = await published(`${eicar} D`);
    await scanNow();
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    const page = await visitor.get('/betrieb/dateien');
    expect(page.status).to.equal(200);
    expect(page.$('main').text()).to.contain('Eicar-Test-Signature');
    const before = fake.made.scans;
    const form = { sha256: sha256(`${eicar} D`) };
    fake.made.answer('stream: OK');
    const answer = await visitor.post('/betrieb/dateien/pruefen', {
      ...form,
      _csrf: String(page.$('input[name="_csrf"]').first().val()),
    });
    expect(answer.status).to.equal(303);
    await scanNow();
    expect(fake.made.scans).to.equal(before + 1);
    expect((await app.visitor().get(path)).status, 'a false alarm is lifted').to.equal(200);
    const stranger = await person(app, { roles: ['administrator'] });
    expect((await stranger.visitor.get('/betrieb/dateien')).status).to.equal(403);
  });
});

describe('Without a virus scanner', () => {
  const app = useApp();
  it('files are given, and said not to be scanned', async () => {
    const solution = await aDraft(app);
    await upload(solution, 'konzept.txt', 'ungeprüft');
    await publish(app, solution);
    expect((await app.visitor().get(await downloadOf(app, solution, 'konzept'))).status).to.equal(200);
    expect((await app.visitor().get(`/loesungen/${solution.slug}`)).text).to.contain(
      'nicht auf Schadsoftware geprüft',
    );
  });
});
