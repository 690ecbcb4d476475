import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import {
  loadCooperations,
  loadRegistry,
  modelRegions,
  programmeOfOrigin,
  resolveOrganisationNames,
} from '../../src/organisations/index.ts';
import { fromRoot } from '../../src/platform/paths.ts';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';

type Project = { lead: string; lead_ags: string; partners: string[]; origin: string; model_region: string };

const projects = async (): Promise<Project[]> =>
  JSON.parse(await readFile(fromRoot('src', 'cli', 'demo', 'projects.json'), 'utf8'));

describe('registry of organisations', function () {
  this.timeout(60_000);
  const app = useApp();
  const stored = () => app.connection.collection('organisations');

  before(async () => {
    await loadRegistry(app.connection);
    await loadCooperations(app.connection);
  });

  it('holds every municipality, every Kreis and the curated organisations', async () => {
    expect(await stored().countDocuments({ kind: 'municipality' })).to.equal(10_796);
    expect(await stored().countDocuments({ ags: { $type: 'string' } })).to.equal(10_796);
    expect(await stored().countDocuments({ districtKey: { $type: 'string' } })).to.equal(401);
    expect(await stored().countDocuments({ kind: 'district' })).to.equal(401 - 107);
    expect(await stored().countDocuments({ kind: 'projectOffice' })).to.equal(5);
  });

  it('has the population of Germany and of NRW that the source states', async () => {
    const sums = await stored()
      .aggregate([
        { $match: { kind: 'municipality' } },
        { $group: { _id: '$land', people: { $sum: '$population' } } },
      ])
      .toArray();
    const total = sums.reduce((sum, { people }) => sum + people, 0);
    expect(total).to.equal(83_166_711);
    expect(sums.find(({ _id }) => _id === '05')?.people).to.equal(17_947_221);
  });

  it('takes a kreisfreie Stadt as one organisation with both keys', async () => {
    const bielefeld = await app.services.organisations.getBySlug('stadt-bielefeld');
    expect(bielefeld).to.include({ ags: '05711000', districtKey: '05711', modelRegion: 'owl' });
    expect(await stored().countDocuments({ districtKey: '05711' })).to.equal(1);
  });

  it('counts the municipalities of a member Kreis to the region of the Kreis', async () => {
    const moehnesee = await app.services.organisations.getBySlug('gemeinde-moehnesee');
    expect(moehnesee?.modelRegion).to.equal('soest');
  });

  it('changes nothing when loaded again, and keeps what people changed', async () => {
    const { organisationId } = await person(app, { organisation: 'stadt-soest', roles: ['administrator'] });
    await stored().updateOne({ slug: 'regio-it' }, { $set: { publicBody: false } });
    const before = await stored().find().sort({ slug: 1 }).toArray();
    expect(await loadRegistry(app.connection)).to.deep.equal({ added: 0, updated: 0 });
    expect(await stored().find().sort({ slug: 1 }).toArray()).to.deep.equal(before);
    expect(await app.services.organisations.isOrphaned(organisationId)).to.equal(false);
  });

  it('brings an outdated record up to date without touching its members', async () => {
    await person(app, { organisation: 'stadt-lippstadt', roles: ['administrator'] });
    await stored().updateOne(
      { slug: 'stadt-lippstadt' },
      { $set: { population: 1, registryHash: 'former', publicBody: false } },
    );
    expect(await loadRegistry(app.connection)).to.deep.equal({ added: 0, updated: 1 });
    const lippstadt = await stored().findOne({ slug: 'stadt-lippstadt' });
    expect(lippstadt).to.include({ population: 67_952, publicBody: false });
    expect(lippstadt?.members).to.have.length(1);
  });

  it('refuses a second organisation with the same key', async () => {
    const second = { slug: 'second', ags: '05515000', searchKeys: [], members: [], tell: [] };
    const error = await stored()
      .insertOne(second)
      .then(
        () => null,
        (fault: { code?: number }) => fault,
      );
    expect(error?.code).to.equal(11_000);
  });

  it('resolves every lead and partner of the projects, or lists it as no organisation', async () => {
    const unresolved = new Set<string>();
    for (const { lead, lead_ags, partners } of await projects()) {
      for (const text of [lead, ...partners].filter((one) => one !== '')) {
        const names = resolveOrganisationNames(text);
        if (names.unresolved !== null) unresolved.add(names.unresolved);
        const found = await app.services.organisations.getBySlugs(names.organisationSlugs);
        expect(found.size, text).to.equal(names.organisationSlugs.length);
        const [first] = [...found.values()];
        if (text === lead && lead_ags !== '') expect([first?.ags, first?.districtKey]).to.include(lead_ags);
      }
    }
    expect([...unresolved]).to.have.members([
      'Unternehmen der Region',
      'Interkommunale „AG Serviceportale“ der OWL-Region',
      'Akutkrankenhäuser in Paderborn',
      'Praxisnetz niedergelassener Ärztinnen und Ärzte',
      'WITI-Projekt (wissenschaftliche Begleitung)',
    ]);
  });

  it('takes one text for three towns, and an unknown one for none', () => {
    expect(resolveOrganisationNames('Städte Lippstadt, Soest und Warstein').organisationSlugs).to.deep.equal([
      'stadt-lippstadt',
      'stadt-soest',
      'stadt-warstein',
    ]);
    expect(resolveOrganisationNames('Stadt Nirgendwo')).to.deep.equal({
      organisationSlugs: [],
      unresolved: 'Stadt Nirgendwo',
    });
  });

  it('knows the region and the programme of every project', async () => {
    const keys = modelRegions().map(({ key }) => key);
    for (const { model_region, origin } of await projects()) {
      if (model_region !== '') expect(keys).to.include(model_region);
      const isProgramme = !['opensource-repo', 'other-nrw'].includes(origin);
      expect(programmeOfOrigin(origin) !== null, origin).to.equal(isProgramme);
    }
  });

  describe('typing', () => {
    const cases: [text: string, first: string][] = [
      ['muenster', 'stadt-muenster'],
      ['Münst', 'stadt-muenster'],
      ['munster', 'stadt-muenster'],
      ['05515000', 'stadt-muenster'],
      ['055150', 'stadt-muenster'],
      ['wupper', 'stadt-wuppertal'],
      ['Stadt Soest', 'stadt-soest'],
      ['kreis soe', 'kreis-soest'],
      ['bad sass', 'gemeinde-bad-sassendorf'],
      ['KDN', 'kdn'],
    ];
    for (const [text, first] of cases) {
      it(`“${text}” suggests ${first} first`, async () => {
        const { text: body, status } = await app
          .visitor()
          .get(`/organisationen/suche?q=${encodeURIComponent(text)}`);
        expect(status).to.equal(200);
        expect(JSON.parse(body).items[0].value).to.equal(first);
      });
    }

    it('suggests at most ten, with what tells them apart', async () => {
      const { text } = await app.visitor().get('/organisationen/suche?q=neuenkirchen');
      const { items } = JSON.parse(text);
      expect(items).to.have.length(10);
      expect(new Set(items.map(({ hint }: { hint: string }) => hint)).size).to.equal(10);
    });

    it('suggests nothing for nothing and for signs, and takes patterns literally', async () => {
      for (const text of ['', '   ', '(a+)+$', '.*', '%00']) {
        const answer = await app.visitor().get(`/organisationen/suche?q=${encodeURIComponent(text)}`);
        expect(answer.status, text).to.equal(200);
        if (text !== '(a+)+$' && text !== '%00') expect(JSON.parse(answer.text).items).to.deep.equal([]);
      }
    });

    it('looks up a finished text: key, full name, only bearer of a bare name', async () => {
      const { lookUp } = app.services.organisations;
      expect((await lookUp('05974040')).match?.slug).to.equal('stadt-soest');
      expect((await lookUp('stadt soest')).match?.slug).to.equal('stadt-soest');
      expect((await lookUp('Wuppertal')).match?.slug).to.equal('stadt-wuppertal');
      const several = await lookUp('Neuenkirchen');
      expect(several.match).to.equal(null);
      expect(several.suggestions).to.have.length(10);
    });
  });

  it('lists the documented cooperation on both pages, with no invented date', async () => {
    for (const slug of ['suedwestfalen-agentur', 'wirtschaftsfoerderung-dortmund']) {
      const { $ } = await app.visitor().get(`/organisationen/${slug}`);
      expect($('main').text()).to.match(/Unterzeichnet\s*Datum nicht angegeben/);
      const other = slug.startsWith('s') ? 'wirtschaftsfoerderung-dortmund' : 'suedwestfalen-agentur';
      expect($(`main .results a[href="/organisationen/${other}"]`)).to.have.length(1);
      expect($('main').text()).to.include('Erste gemeinsame Maßnahme ist ein Newsletter');
    }
    await loadCooperations(app.connection);
    expect(await app.connection.collection('cooperations').countDocuments()).to.equal(1);
  });

  const pages: [path: string, heading: string][] = [
    ['/organisationen', 'Organisationen'],
    ['/organisationen?q=muenster&art=municipality&land=05', 'Organisationen'],
    ['/organisationen/stadt-soest', 'Stadt Soest'],
    ['/modellregionen', 'Modellregionen'],
    ['/programme', 'Programme'],
    ['/programme/owl-4-0', 'OWL 4.0'],
    ...['owl', 'soest', 'bergisch', 'aachen', 'emscher-lippe'].map((key): [string, string] => [
      `/modellregionen/${key}`,
      'Modellregion',
    ]),
  ];
  for (const [path, heading] of pages) {
    it(`shows ${path} to everybody`, async () => {
      const answer = await app.visitor().get(path);
      expect(answer.status).to.equal(200);
      expect(answer.$('h1').text()).to.match(new RegExp(`^${heading}`));
      expect(answer.headers.getSetCookie()).to.deep.equal([]);
    });
  }

  it('names the source and day of a population', async () => {
    const { $ } = await app.visitor().get('/organisationen/stadt-soest');
    expect($('.facts').text()).to.include('47.514 (31. Dezember 2019; Quelle: Statistisches Bundesamt');
  });

  it('filters, counts and pages the list; filters that do not exist are ignored', async () => {
    const districts = await app.visitor().get('/organisationen?art=district');
    expect(districts.$('h2').first().text()).to.equal('294 Organisationen');
    expect(districts.$('.results > li')).to.have.length(25);
    const last = await app.visitor().get('/organisationen?art=district&seite=12');
    expect(last.$('.results > li')).to.have.length(294 - 11 * 25);
    const strange = await app.visitor().get('/organisationen?art=%24ne&land=99&modellregion=x&seite=-1');
    const plain = await app.visitor().get('/organisationen');
    expect(strange.$('h2').first().text()).to.equal(plain.$('h2').first().text());
  });

  it('says what to do where nothing is found', async () => {
    const { $, status } = await app.visitor().get('/organisationen?q=xyzxyz');
    expect(status).to.equal(200);
    expect($('.empty').text()).to.include('Keine Organisation gefunden');
  });

  for (const path of ['/organisationen/nirgendwo', '/modellregionen/nirgendwo', '/programme/nirgendwo']) {
    it(`answers 404 for ${path}`, async () => expect((await app.visitor().get(path)).status).to.equal(404));
  }

  it('names lead, members and project office of a region', async () => {
    const { $ } = await app.visitor().get('/modellregionen/owl');
    const facts = $('.facts').text();
    for (const name of [
      'Stadt Paderborn',
      'Kreis Paderborn',
      'Stadt Bielefeld',
      'Stadt Delbrück',
      'Bezirksregierung Detmold',
      '19,5 Millionen Euro',
    ]) {
      expect(facts).to.include(name);
    }
  });
});
