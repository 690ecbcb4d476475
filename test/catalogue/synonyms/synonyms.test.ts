import { expect } from 'chai';
import { fold, shippedSynonyms } from '../../../src/catalogue/search/index.ts';
import { shippedMatters } from '../../../src/catalogue/search/synonyms.ts';
import { useApp } from '../../helpers/app.ts';
import { anOrganisation, type Person, person } from '../../helpers/people.ts';
import { aPublishedSolution } from '../../helpers/solutions.ts';

const page = '/plattform/synonyme';

describe('synonyms of the search', () => {
  const app = useApp();
  let keeper: Person;

  before(async () => {
    keeper = await person(app, { platformRoles: ['operator'], name: 'Plattformbetrieb Wortliste' });
    const { id: provider } = await anOrganisation(app);
    await aPublishedSolution(app, { provider, title: 'Zaunkönigzählung im Stadtforst' });
    await app.services.catalogue.refresh();
  });

  const stored = (key: string) => app.connection.collection('synonymgroups').findOne({ _id: key as never });
  const found = async (q: string): Promise<number> => {
    const { $ } = await app.visitor().get(`/loesungen?q=${encodeURIComponent(q)}`);
    return Math.min(1, $('main a:contains("Zaunkönigzählung im Stadtforst")').length);
  };
  const add = async (words: string): Promise<string> => {
    const { location } = await keeper.visitor.submit(`${page}/neu`, { words });
    return location ?? '';
  };

  it('are for operator and KDN only, and linked from where they work', async () => {
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const other = await person(app, { roles: ['administrator'] });
    for (const path of [page, `${page}/neu`, `${page}/kita`]) {
      expect((await kdn.visitor.get(path)).status).to.equal(200);
      expect((await other.visitor.get(path)).status).to.equal(403);
      const { status, location } = await app.visitor().get(path);
      expect([status, location?.startsWith('/anmelden')]).to.deep.equal([302, true]);
    }
    const kitas = await stored('kita');
    const form = await keeper.visitor.form(`${page}/kita`, `${page}/kita`);
    expect((await other.visitor.post(`${page}/kita`, form.values)).status).to.equal(403);
    expect(await stored('kita')).to.deep.equal(kitas);
    expect((await keeper.visitor.get('/betrieb')).$(`main a[href="${page}"]`).length).to.equal(1);
    expect((await kdn.visitor.get('/kdn')).$(`main a[href="${page}"]`).length).to.equal(1);
  });

  it('work in the search as soon as they are added, and no more once switched off or removed', async () => {
    expect(await found('Federviehmonitor')).to.equal(0);
    const group = await add('Federviehmonitor\nZaunkönigzählung');
    expect(await found('Federviehmonitor')).to.equal(1);
    await keeper.visitor.submit(group, {}, `${group}/abschalten`);
    expect(await found('Federviehmonitor')).to.equal(0);
    await keeper.visitor.submit(group, {}, `${group}/einschalten`);
    expect(await found('Federviehmonitor')).to.equal(1);
    const { location } = await keeper.visitor.submit(group, {}, `${group}/entfernen`);
    expect(location).to.equal(page);
    expect(await found('Federviehmonitor')).to.equal(0);
    expect((await keeper.visitor.get(group)).status).to.equal(404);
    expect(await add('Zaunkönigzählung\nFederviehmonitor')).to.equal(group);
    const { $ } = await keeper.visitor.get(group);
    expect($('.timeline li')).to.have.length(5);
  });

  it('reach an instance that did not change them by its next look', async () => {
    await app.services.synonyms.add(
      {
        userId: keeper.userId,
        name: 'Plattformbetrieb Wortliste',
        organisation: null,
        memberships: [],
        platformRoles: ['operator'],
      },
      ['Piepmatzregister', 'Zaunkönigzählung'],
    );
    expect(await found('Piepmatzregister')).to.equal(0);
    await app.services.catalogue.refresh();
    expect(await found('Piepmatzregister')).to.equal(1);
  });

  it('extend a shipped group, and say what was added, by whom and when', async () => {
    const group = `${page}/fundburo`;
    const { values } = await keeper.visitor.form(group, group);
    await keeper.visitor.post(group, { ...values, words: `${values.words}\nZaunkönigzählung` });
    expect(await found('Fundsache')).to.equal(1);
    const { $ } = await keeper.visitor.get(group);
    expect($('main').text()).to.include('Hier ergänzt: Zaunkönigzählung');
    expect($('.timeline').text())
      .to.include('dazu: Zaunkönigzählung')
      .and.include('Plattformbetrieb Wortliste');
    expect(await stored('fundburo')).to.deep.include({ state: 'on', revision: 1 });
    expect($('form[action$="/entfernen"]')).to.have.length(0);
  });

  it('refuse a stale change with 409 and keep what was typed', async () => {
    const group = `${page}/wohngeld`;
    const { values } = await keeper.visitor.form(group, group);
    const first = await keeper.visitor.post(group, { ...values, words: 'Wohngeld\nMietzuschuss' });
    expect(first.status).to.equal(303);
    const late = await keeper.visitor.post(group, { ...values, words: 'Wohngeld\nHeizkostenhilfe' });
    expect(late.status).to.equal(409);
    expect(late.$('[data-error-summary]').text()).to.include('inzwischen geändert');
    expect(late.$('#words').val()).to.equal('Wohngeld\nHeizkostenhilfe');
    expect((await stored('wohngeld'))?.words).to.deep.equal(['Wohngeld', 'Mietzuschuss']);
  });

  it('let two at once add a group only once', async () => {
    const form = await keeper.visitor.form(`${page}/neu`);
    const sent = { ...form.values, words: 'Spatzenbrief\nSperlingspost' };
    const answers = await Promise.all([keeper.visitor.post(page, sent), keeper.visitor.post(page, sent)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
  });

  const faults: [string, string, string][] = [
    ['a single word', 'Wohngeld', 'mindestens zwei Wörter'],
    ['the same word twice', 'Wohngeld\nwohngeld', 'mindestens zwei Wörter'],
    ['a sentence', 'Wohngeld\nHilfe beim Bezahlen teurer Mieten alter Häuser', 'ein bis vier Wörter'],
    ['no letters', 'Wohngeld\n---', 'ein bis vier Wörter'],
    ['too long a word', `Wohngeld\n${'a'.repeat(81)}`, 'ist zu lang'],
    ['too many words', Array.from({ length: 41 }, (_, n) => `wort${n}`).join('\n'), 'höchstens 40'],
  ];
  for (const [what, words, message] of faults) {
    it(`refuse ${what} with a sentence at the field`, async () => {
      const answer = await keeper.visitor.submit(`${page}/neu`, { words });
      expect(answer.status).to.equal(422);
      expect(answer.$('#words-error').text()).to.include(message);
      expect(answer.$('#words').val()).to.equal(words);
    });
  }

  it('are filtered by a word, also without umlauts, and by what was changed', async () => {
    const listed = async (query: string) => {
      const { $ } = await keeper.visitor.get(`${page}?${query}`);
      return $('tbody th')
        .map((_, cell) => $(cell).text())
        .get();
    };
    expect(await listed('suche=muelltonne')).to.deep.equal(['Abfallbehälter', 'Müll']);
    expect(await listed('auswahl=geaendert')).to.include.members(['Fundbüro', 'Wohngeld']);
    expect(await listed('suche=xyzzy')).to.deep.equal([]);
    expect(await listed('seite=99999&auswahl=unsinn')).to.not.be.empty;
  });

  describe('of a matter', () => {
    const matter = `${page}/oberbegriff-mangelmelder`;
    const titles = async (q: string): Promise<string[]> => {
      const { $ } = await app.visitor().get(`/loesungen?q=${encodeURIComponent(q)}`);
      return $('.results h2')
        .toArray()
        .map((one) => $(one).text().trim());
    };
    before(async () => {
      const { id: provider } = await anOrganisation(app);
      await aPublishedSolution(app, { provider, title: 'Mängelmelder Nord' });
      await aPublishedSolution(app, { provider, title: 'Zigarettenkippen sammeln' });
      await app.services.catalogue.refresh();
    });

    it('lead to it and not back, until the keeper switches them off', async () => {
      expect(await titles('Zigarettenkippen')).to.deep.equal([
        'Zigarettenkippen sammeln',
        'Mängelmelder Nord',
      ]);
      expect(await titles('Mängelmelder')).to.deep.equal(['Mängelmelder Nord']);
      const group = await keeper.visitor.get(matter);
      expect(group.$('h1').text()).to.equal('Was zu „Mängelmelder“ gehört');
      expect(group.$('#words').text()).to.contain('Zigarettenkippen');
      expect(group.$('textarea')).to.have.length(0);
      await add('Graugansregister\nZaunkönigzählung');
      expect((await keeper.visitor.submit(matter, {}, `${matter}/abschalten`)).status).to.equal(303);
      expect(await titles('Zigarettenkippen')).to.deep.equal(['Zigarettenkippen sammeln']);
      expect(await titles('Graugansregister'), 'added groups work beside it').to.include(
        'Zaunkönigzählung im Stadtforst',
      );
      expect((await keeper.visitor.get(matter)).$('.timeline').text())
        .to.contain('Abgeschaltet')
        .and.contain('Plattformbetrieb Wortliste');
      expect((await keeper.visitor.submit(matter, {}, `${matter}/einschalten`)).status).to.equal(303);
      expect(await titles('Zigarettenkippen')).to.have.length(2);
    });

    it('stay as they came: they cannot be changed or removed, nor switched by others', async () => {
      const before = await stored('oberbegriff-mangelmelder');
      const form = await keeper.visitor.form(matter, `${matter}/abschalten`);
      const changed = await keeper.visitor.post(matter, {
        ...form.values,
        words: 'Mängelmelder\nSchlagloch',
      });
      expect(changed.status).to.equal(409);
      expect(changed.text).to.contain('lässt sich nur abschalten');
      expect((await keeper.visitor.post(`${matter}/entfernen`, form.values)).status).to.equal(409);
      const other = await person(app, { roles: ['administrator'] });
      const { values } = await other.visitor.form('/konto/name');
      const tried = await other.visitor.post(`${matter}/abschalten`, { ...form.values, ...values });
      expect(tried.status).to.equal(403);
      expect(await stored('oberbegriff-mangelmelder')).to.deep.equal(before);
    });

    it('are listed beside the groups, and alone where wanted', async () => {
      const all = await keeper.visitor.get(`${page}?suche=Zigarettenkippen`);
      expect(all.$(`tbody a[href="${matter}"]`).text()).to.equal('Mängelmelder');
      expect(all.$('tbody').text()).to.contain('mitgeliefert, Oberbegriff');
      const alone = await keeper.visitor.get(`${page}?auswahl=oberbegriffe`);
      const hrefs = alone
        .$('tbody a')
        .toArray()
        .map((one) => alone.$(one).attr('href') ?? '');
      expect(hrefs).to.have.length(25);
      for (const href of hrefs) expect(href).to.contain('/oberbegriff-');
    });

    it('have a first word of their own each, which makes the address', () => {
      const first = shippedMatters.map(([word = '']) => fold(word));
      expect(new Set(first).size).to.equal(first.length);
    });
  });

  it('answer 404 for a group that does not exist', async () => {
    expect((await keeper.visitor.get(`${page}/gibt-es-nicht`)).status).to.equal(404);
  });

  it('come with a first word of its own each, which makes the address', () => {
    const first = shippedSynonyms.map(([word]) => word);
    expect(new Set(first).size).to.equal(first.length);
    expect(first.length).to.be.above(250);
  });
});
