import { expect } from 'chai';
import { byLikeness, distanceKm, likenessOf, type Town } from '../../src/catalogue/towns-like-us/likeness.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type OrganisationOverrides, type Person, person } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';
import { press, report } from '../reuses/ledger.helper.ts';

const soest = { lat: 51.5711, lon: 8.1057 };
const lippstadt = { lat: 51.6739, lon: 8.3444 };
const kiel = { lat: 54.3218, lon: 10.1373 };

describe('Kommunen wie wir', () => {
  describe('what makes towns alike', () => {
    const town = (id: string, fields: Partial<Town>): Town =>
      ({
        id,
        kind: 'municipality',
        population: null,
        district: null,
        lat: null,
        lon: null,
        serviceProviders: [],
        ...fields,
      }) as unknown as Town;
    const names = new Map([['it', 'IT-Verbund']]);
    const own = town('a', { ...soest, population: 47_000, district: '05974', serviceProviders: ['it'] });

    for (const [what, other, reasons] of [
      ['itself', own, undefined],
      ['nothing in common', town('b', { ...kiel, population: 900 }), undefined],
      ['nothing known', town('b', {}), undefined],
      ['the same Kreis', town('b', { district: '05974' }), ['im selben Kreis']],
      ['a place near by', town('b', lippstadt), ['20 km entfernt']],
      [
        'the same size',
        town('b', { ...kiel, population: 20_000 }),
        ['gleiche Größenklasse (20.000 bis unter 50.000 Einwohner)'],
      ],
      ['the size above', town('b', { population: 50_000 }), undefined],
      [
        'the same IT service provider',
        town('b', { serviceProviders: ['it'] }),
        ['gleicher IT-Dienstleister: IT-Verbund'],
      ],
      ['a Kreis of the same size', town('b', { kind: 'district', population: 47_000 }), undefined],
      ['an organisation that is no town', town('b', { ...soest, kind: 'company' }), undefined],
    ] as const) {
      it(`${what}: ${reasons?.join(', ') ?? 'not alike'}`, () => {
        expect(likenessOf(own, other, names)?.reasons).to.deep.equal(reasons);
      });
    }

    it('measures the way between two places and knows when it cannot', () => {
      expect(distanceKm(soest, lippstadt)).to.equal(20);
      expect(distanceKm(soest, kiel)).to.be.within(330, 340);
      expect(distanceKm(soest, soest)).to.equal(0);
      expect(distanceKm(soest, { lat: null, lon: null })).to.equal(null);
    });

    it('puts the most reasons first, then the nearest', () => {
      const list = [
        { reasons: ['x'], km: null },
        { reasons: ['x'], km: 40 },
        { reasons: ['x'], km: 3 },
        { reasons: ['x', 'y'], km: 49 },
      ];
      expect(list.sort(byLikeness).map(({ km }) => km)).to.deep.equal([49, 3, 40, null]);
    });
  });

  describe('on the pages', () => {
    const app = useApp();
    let own: Person;
    let ownSlug: string;
    let provider: Person;
    let near: Person;
    let sized: Person;
    let far: Person;
    let silent: Person;
    let solution: MadeSolution;
    let withdrawn: MadeSolution;

    const aTown = (fields: OrganisationOverrides) =>
      person(app, { roles: ['editor'], organisation: { kind: 'municipality', ...fields } });
    async function confirmed(who: Person, which: MadeSolution, fields = {}): Promise<string> {
      const address = await report(who, which, fields);
      await press(provider, address, 'bestaetigen');
      return address;
    }
    const texts = (answer: Awaited<ReturnType<ReturnType<typeof app.visitor>['get']>>) =>
      answer.$('main').text().replace(/\s+/g, ' ');

    before(async () => {
      const ownTown = await anOrganisation(app, {
        fullName: 'Stadt Eigen',
        ...soest,
        population: 47_000,
        district: '05974',
      });
      ownSlug = ownTown.slug;
      own = await person(app, { roles: ['editor'], organisation: ownSlug });
      provider = await aTown({ fullName: 'Stadt Geberin', ...kiel });
      near = await aTown({ fullName: 'Stadt Nahe', ...lippstadt, population: 60_000, district: '05974' });
      sized = await aTown({ fullName: 'Stadt Gleichgroß', ...kiel, population: 30_000 });
      far = await aTown({ fullName: 'Stadt Fern', ...kiel, population: 700 });
      silent = await aTown({ fullName: 'Stadt Gemeldet', ...lippstadt });
      solution = await aPublishedSolution(app, { provider: provider.organisationId, title: 'Hundesteuer' });
      withdrawn = await aPublishedSolution(app, {
        provider: provider.organisationId,
        title: 'Nicht mehr da',
      });
      for (const who of [sized, near, far]) await confirmed(who, solution);
      await report(silent, solution);
      await confirmed(near, withdrawn);
      await app.connection
        .collection('solutions')
        .updateOne({ slug: withdrawn.slug }, { $set: { visibility: 'withdrawn' } });
    });

    const page = () => `/loesungen/${solution.slug}/kommunen-wie-wir`;

    it('name who of the alike reuses a solution, with the reasons, the most alike first', async () => {
      const answer = await app.visitor().get(`${page()}?kommune=${ownSlug}`);
      expect(answer.status).to.equal(200);
      const lines = answer
        .$('.results > li')
        .toArray()
        .map((li) => answer.$(li).text().replace(/\s+/g, ' ').trim());
      expect(lines).to.have.length(2);
      expect(lines[0]).to.match(/^Stadt Nahe.*Produktivbetrieb seit .* im selben Kreis, 20 km entfernt$/);
      expect(lines[1])
        .to.contain('Stadt Gleichgroß')
        .and.to.contain('gleiche Größenklasse (20.000 bis unter 50.000 Einwohner)');
      expect(texts(answer)).to.contain('2 bestätigte Nachnutzungen, 1 gemeldete, noch nicht bestätigte.');
      expect(texts(answer)).not.to.contain('Stadt Gemeldet');
      expect(texts(answer)).not.to.contain('Stadt Fern');
      expect(texts(answer)).to.contain('Statistisches Bundesamt, Gemeindeverzeichnis (dl-de/by-2-0)');
    });

    it('take the own town where somebody is signed in, and say it on the page of the solution', async () => {
      expect(texts(await own.visitor.get(page()))).to.contain('die Stadt Eigen ähnlich sind');
      const detail = texts(await own.visitor.get(`/loesungen/${solution.slug}`));
      expect(detail)
        .to.contain('Kommunen wie Stadt Eigen')
        .and.to.contain('Stadt Nahe, Produktivbetrieb: im selben Kreis, 20 km entfernt');
      const stranger = texts(await app.visitor().get(`/loesungen/${solution.slug}`));
      expect(stranger).not.to.contain('Kommunen wie Stadt');
      expect(stranger).to.contain('wer von ähnlichen Kommunen diese Lösung nutzt');
      const company = await person(app, { organisation: { kind: 'company' } });
      expect(texts(await company.visitor.get(page()))).to.contain('die Ihrer ähnlich sind');
    });

    it('list what the alike reuse, never what is withdrawn', async () => {
      const answer = await app.visitor().get(`/kommunen-wie-wir?kommune=${ownSlug}`);
      expect(
        answer
          .$('main section h2')
          .toArray()
          .map((h) => answer.$(h).text()),
      ).to.deep.equal(['Hundesteuer']);
      expect(texts(answer)).to.contain('2 bestätigte Nachnutzungen').and.to.contain('im selben Kreis');
      expect(texts(answer)).not.to.contain('Nicht mehr da');
      expect((await app.visitor().get(`/loesungen/${withdrawn.slug}/kommunen-wie-wir`)).status).to.equal(410);
      const mine = await near.visitor.get('/kommunen-wie-wir');
      expect(texts(mine)).to.contain('Stadt Nahe nutzt diese Lösung selbst.');
    });

    it('count ended and outdated uses for nothing and say that they are', async () => {
      const other = await aPublishedSolution(app, {
        provider: provider.organisationId,
        title: 'Mängelmelder',
      });
      await confirmed(near, other, { stage: 'ended' });
      const read = async () =>
        texts(await app.visitor().get(`/loesungen/${other.slug}/kommunen-wie-wir?kommune=${ownSlug}`));
      expect(await read())
        .to.contain('Noch keine bestätigte Nachnutzung.')
        .and.to.contain('beendet');
      await confirmed(sized, other);
      expect(await read()).to.contain('1 bestätigte Nachnutzung.');
      app.travel(400 * 86_400_000);
      expect(await read())
        .to.contain('Noch keine bestätigte Nachnutzung, 1 veraltete.')
        .and.to.contain('veraltet');
      app.travel(-400 * 86_400_000);
    });

    it('help with what was typed, and stay calm with anything', async () => {
      await anOrganisation(app, { fullName: 'Stadt Neustadt (Nord)', name: 'Neustadt' });
      for (const query of ['name=Stadt+Eigen', `name=${ownSlug}`, `kommune=gibt-es-nicht&name=Stadt+Eigen`])
        expect(texts(await app.visitor().get(`/kommunen-wie-wir?${query}`)), query).to.contain(
          'die Stadt Eigen ähnlich sind',
        );
      const none = await app.visitor().get(`/kommunen-wie-wir?name=${encodeURIComponent('<b>xyzzy')}`);
      expect(texts(none)).to.contain('Zu „<b>xyzzy“ ist keine Kommune verzeichnet');
      expect(none.text).not.to.contain('<b>xyzzy');
      for (const query of [
        'kommune=',
        'kommune=a&kommune=b',
        `name=${'ä'.repeat(500)}`,
        'kommune=%00',
        'name=.*',
        'name=%24where',
      ])
        expect((await app.visitor().get(`/kommunen-wie-wir?${query}`)).status, query.slice(0, 20)).to.equal(
          200,
        );
      expect((await app.visitor().get('/kommunen-wie-wir?kommune[$ne]=1')).status).to.equal(400);
      expect((await app.visitor().get('/loesungen/gibt-es-nicht/kommunen-wie-wir')).status).to.equal(404);
    });
  });
});
