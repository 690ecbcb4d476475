import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';
import { anInventory, aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';

describe('transfer statistics', () => {
  const app = useApp();
  let solution: MadeSolution;
  let provider: Person;
  let reuser: Person;
  let kdn: Person;

  before(async () => {
    const town = await anOrganisation(app, { fullName: 'Stadt Geberin' });
    const other = await anOrganisation(app, { fullName: '=Stadt Nehmerin' });
    solution = await aPublishedSolution(app, {
      provider: town.id,
      title: 'Hundesteuer online',
      content: { modelRegion: 'soest', topics: ['Verwaltung'] },
    });
    await aPublishedSolution(app, { provider: town.id, title: 'Andere', content: { modelRegion: 'owl' } });
    provider = await person(app, { organisation: town.slug, roles: ['editor'] });
    reuser = await person(app, { organisation: other.slug, roles: ['member'] });
    kdn = await person(app, { platformRoles: ['kdn'] });
  });

  async function figure(path: string, label: string, visitor = kdn.visitor): Promise<string> {
    const { status, $ } = await visitor.get(path);
    expect(status, path).to.equal(200);
    const entry = $('dl.figures > div')
      .toArray()
      .find((one) => $(one).find('dt').text() === label);
    expect(entry, label).to.not.equal(undefined);
    return $(entry).find('.figures__number').contents().first().text();
  }

  async function report(): Promise<void> {
    const answer = await reuser.visitor.submit(`/loesungen/${solution.slug}/nachnutzung`, {
      stage: 'productive',
      since: '01/2026',
      releaseNumber: '1',
      how: 'Im Steueramt',
    });
    expect(answer.status, answer.text).to.equal(303);
  }

  it('counts what is reported at once, and as transfer only what the other side confirmed', async () => {
    await report();
    expect(await figure('/kdn/statistik', 'Gemeldete Nachnutzungen')).to.equal('1');
    expect(await figure('/kdn/statistik', 'Bestätigte Nachnutzungen (Transfer)')).to.equal('0');
    const reuse = await app.connection.collection('reuses').findOne({});
    const page = `/vorgaenge/nachnutzungen/${reuse?._id}`;
    const answer = await provider.visitor.submit(page, {}, `${page}/bestaetigen`);
    expect(answer.status).to.equal(303);
    expect(await figure('/kdn/statistik', 'Bestätigte Nachnutzungen (Transfer)')).to.equal('1');
    expect(await figure('/kdn/statistik', 'Im Produktivbetrieb')).to.equal('1');
    expect(await figure('/transfer', 'Bestätigte Nachnutzungen (Transfer)', app.visitor())).to.equal('1');
  });

  it('leads from each number to its records', async () => {
    const { $ } = await kdn.visitor.get('/kdn/statistik');
    const links = $('dl.figures a.figures__number')
      .toArray()
      .map((one) => $(one).attr('href') ?? '');
    expect(links.length).to.be.greaterThan(2);
    for (const link of links) {
      const records = await kdn.visitor.get(link);
      expect(records.status, link).to.equal(200);
      const amount = await kdn.visitor.get('/kdn/statistik');
      const number = amount.$(`a[href="${link}"]`).first().contents().first().text();
      expect(records.$('tbody tr')).to.have.length(Number(number));
    }
  });

  it('follows region, topic and period', async () => {
    const label = 'Veröffentlichte Lösungen';
    expect(await figure('/kdn/statistik', label)).to.equal('2');
    expect(await figure('/kdn/statistik?region=soest', label)).to.equal('1');
    expect(await figure('/kdn/statistik?thema=Verwaltung', label)).to.equal('1');
    expect(await figure('/kdn/statistik?bis=2020-01', label)).to.equal('0');
    expect(await figure('/kdn/statistik?bis=1/2020', label)).to.equal('0');
    expect(await figure('/kdn/statistik?von=quatsch&bis=2020-13', label)).to.equal('2');
  });

  it('says the period in words and offers quarters with one click', async () => {
    const sentence = async (path: string) =>
      (await app.visitor().get(path)).$('.statement').text().replaceAll('\u00a0', ' ');
    expect(await sentence('/transfer')).to.match(/^Seit Beginn wurde eine Nachnutzung bestätigt/);
    expect(await sentence('/transfer?von=2020-07&bis=2020-09')).to.match(
      /^Im 3. Quartal 2020 wurde keine Nachnutzung bestätigt, keine gemeldet; am Ende des Zeitraums war keine/,
    );
    expect(await sentence('/transfer?von=2020-01&bis=2020-12')).to.match(/^Im Jahr 2020 /);
    expect(await sentence('/transfer?von=2020-02&bis=2020-04')).to.match(/^Von Februar 2020 bis April 2020 /);
    const { $ } = await app.visitor().get('/transfer?thema=Verwaltung');
    const quarters = $('.periods a:contains("Quartal")')
      .toArray()
      .map((one) => $(one).attr('href') ?? '');
    expect(quarters).to.have.length(3);
    expect(quarters[0]).to.match(/thema=Verwaltung/);
    const chosen = await app.visitor().get(quarters[0] ?? '');
    expect(chosen.$('.periods [aria-current]').text()).to.match(/^[1-4]\. Quartal \d{4}$/);
  });

  it('leads KDN and project offices from the public figures to their own', async () => {
    const { $ } = await kdn.visitor.get('/transfer');
    expect($('main a[href="/kdn/statistik"]').length).to.equal(1);
    expect((await app.visitor().get('/transfer')).$('main a[href$="/statistik"]').length).to.equal(0);
  });

  it('draws charts without inline styles and puts a table behind each', async () => {
    const { $, text } = await app.visitor().get('/transfer');
    expect($('figure svg').length).to.be.greaterThan(1);
    expect($('figure table').length).to.equal($('figure svg').length);
    expect(text).not.to.match(/<svg[^>]*>[\s\S]*?style=/);
  });

  it('gives CSV for German Excel with disarmed formulas', async () => {
    const answer = await kdn.visitor.get('/kdn/statistik/datensaetze.csv?zahl=bestaetigt');
    expect(answer.headers.get('content-disposition')).to.equal(
      'attachment; filename=transferstatistik-bestaetigt.csv',
    );
    const raw = await fetch(`${app.url}/transfer/zahlen.csv`).then((response) => response.arrayBuffer());
    expect([...new Uint8Array(raw).slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    expect(answer.text).to.contain('\r\n').and.contain(';');
    expect(answer.text).to.contain("'=Stadt Nehmerin");
    expect(answer.text).not.to.match(/(^|[;"])=Stadt/m);
  });

  it('shows the public no requests and no cases', async () => {
    const stranger = app.visitor();
    expect((await stranger.get('/transfer/datensaetze?zahl=anfragen')).status).to.equal(404);
    expect((await stranger.get('/transfer/datensaetze.csv?zahl=gemeldet')).status).to.equal(404);
    const { text } = await stranger.get('/transfer/datensaetze?zahl=bestaetigt');
    expect(text).not.to.contain('/vorgaenge/');
    expect((await stranger.get('/kdn/statistik')).location).to.match(/^\/anmelden/);
    expect((await provider.visitor.get('/kdn/statistik')).status).to.equal(403);
  });

  it('gives a project office its own region and nobody else', async () => {
    const office = await anOrganisation(app, {
      fullName: 'Projektbüro Test',
      kind: 'projectOffice',
      modelRegion: 'soest',
    });
    const { visitor } = await person(app, { organisation: office.slug, roles: ['member'] });
    const way = (await visitor.get('/transfer')).$('main a[href="/region/statistik"]');
    expect(way.length).to.equal(1);
    expect(await figure('/region/statistik', 'Veröffentlichte Lösungen', visitor)).to.equal('1');
    const owl = await visitor.get('/region/statistik/datensaetze?region=owl&zahl=loesungen');
    expect(owl.text).to.contain('Hundesteuer online').and.not.contain('Andere');
    expect((await provider.visitor.get('/region/statistik')).status).to.equal(404);
    const town = await anOrganisation(app, { fullName: 'Stadt in der Region', modelRegion: 'soest' });
    const townsman = await person(app, { organisation: town.slug, roles: ['member'] });
    expect((await townsman.visitor.get('/region/statistik')).status).to.equal(404);
  });

  it('lists for KDN what waits', async () => {
    const { status, $ } = await kdn.visitor.get('/kdn');
    expect(status).to.equal(200);
    expect(
      $('.cards a')
        .toArray()
        .map((one) => $(one).attr('href')),
    )
      .to.include('/kdn/uebernahmen')
      .and.include('/kdn/statistik');
  });

  it('counts for KDN what waits', async () => {
    const waiting = async (href: string): Promise<string> => {
      const { $ } = await kdn.visitor.get('/kdn');
      return $(`.cards a[href="${href}"]`).closest('li').find('.kern-badge').text().trim();
    };
    expect(await waiting('/kdn/uebernahmen')).to.equal('nichts offen');
    const entry = await aPublishedSolution(app, {
      provider: provider.organisationId,
      title: 'Eintrag',
      inventory: anInventory(),
    });
    const page = `/loesungen/${entry.slug}/uebernehmen`;
    expect((await provider.visitor.submit(page, { reason: 'Es ist unser Projekt.' })).status).to.equal(303);
    expect(await waiting('/kdn/uebernahmen')).to.equal('1 zu entscheiden');
  });

  it('counts nothing that the other side disputes', async () => {
    const label = 'Gemeldete Nachnutzungen';
    const before = Number(await figure('/kdn/statistik', label));
    const third = await person(app, { organisation: { fullName: 'Gemeinde Irrtum' }, roles: ['member'] });
    const answer = await third.visitor.submit(`/loesungen/${solution.slug}/nachnutzung`, {
      stage: 'trial',
      since: '02/2026',
      releaseNumber: '1',
      how: '',
    });
    expect(answer.status).to.equal(303);
    expect(Number(await figure('/kdn/statistik', label))).to.equal(before + 1);
    const reuse = await app.connection.collection('reuses').findOne({ organisationId: third.organisationId });
    const dispute = `/vorgaenge/nachnutzungen/${reuse?._id}/bestreiten`;
    expect((await provider.visitor.submit(dispute, { reason: 'Davon wissen wir nichts.' })).status).to.equal(
      303,
    );
    expect(Number(await figure('/kdn/statistik', label))).to.equal(before);
  });
});
