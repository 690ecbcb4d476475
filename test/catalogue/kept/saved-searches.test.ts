import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { anOrganisation, type Person, person, testPassword } from '../../helpers/people.ts';
import { aPublishedSolution } from '../../helpers/solutions.ts';

const search = 'q=Spielplatz&thema=Freizeit&sortierung=titel';
const minute = 60_000;

describe('Suchaufträge', () => {
  const app = useApp();
  let provider: string;
  let keeper: Person;
  let colleague: Person;
  let stranger: Person;

  beforeEach(async () => {
    await app.connection.collection('savedSearches').deleteMany({});
    await app.connection.collection('solutions').deleteMany({});
    provider = (await anOrganisation(app)).id;
    const { slug } = await anOrganisation(app);
    keeper = await person(app, { organisation: slug, roles: ['member'], name: 'Grünflächenamt' });
    colleague = await person(app, { organisation: slug, roles: ['member'] });
    stranger = await person(app, { roles: ['editor', 'administrator'] });
  });

  const publish = async (title: string) => {
    const made = await aPublishedSolution(app, { provider, title, content: { topics: ['Freizeit'] } });
    const at = app.services.now();
    await app.connection
      .collection('solutions')
      .updateOne({ slug: made.slug }, { $set: { publishedAt: at, updatedAt: at } });
    await app.services.catalogue.refresh();
  };
  const save = (who: Person, fields: Record<string, string> = {}, query = search) =>
    who.visitor.submit(`/suchauftraege/neu?${query}`, fields, '/suchauftraege');
  const stored = () => app.connection.collection('savedSearches').find({}).toArray();
  const pageOf = async () => `/suchauftraege/${String((await stored())[0]?._id)}`;
  const listOf = async ({ visitor }: Person) => (await visitor.get('/suchauftraege')).$('.results').text();

  it('are offered where one searches, and ask strangers to log in first', async () => {
    const { $ } = await app.visitor().get(`/loesungen?${search}&seite=1`);
    expect($('a:contains("Suche merken")').attr('href')).to.equal(`/suchauftraege/neu?${search}`);
    const answer = await app.visitor().get(`/suchauftraege/neu?${search}`);
    expect(answer.location).to.equal(
      `/anmelden?weiter=${encodeURIComponent(`/suchauftraege/neu?${search}`)}`,
    );
  });

  it('keep words, filters and sort under a name', async () => {
    const form = await keeper.visitor.form(`/suchauftraege/neu?${search}`, '/suchauftraege');
    expect(form.values).to.include({ name: 'Spielplatz, Freizeit', suche: search });
    expect((await save(keeper, { name: 'Spielplätze' })).location).to.equal('/suchauftraege');
    expect((await stored())[0]).to.include({ query: search, name: 'Spielplätze', shared: false });
    expect(await listOf(keeper))
      .to.contain('Spielplätze')
      .and.to.contain('Thema: Freizeit');
    const opened = await keeper.visitor.submit('/suchauftraege', {}, `${await pageOf()}/oeffnen`);
    expect([opened.status, opened.location]).to.deep.equal([303, `/loesungen?${search}`]);
  });

  it('tell what was published since one looked last', async () => {
    await publish('Spielplatz prüfen');
    app.travel(minute);
    await save(keeper);
    expect(await listOf(keeper)).to.contain('1 Lösung, keine neu');
    app.travel(minute);
    await publish('Spielplatz melden');
    await publish('Friedhof');
    expect(await listOf(keeper)).to.contain('2 Lösungen, 1 neu');
    expect(await listOf(keeper)).to.contain('2 Lösungen, 1 neu');
    app.travel(minute);
    await keeper.visitor.submit('/suchauftraege', {}, `${await pageOf()}/oeffnen`);
    expect(await listOf(keeper)).to.contain('2 Lösungen, keine neu');
  });

  it('are seen by colleagues only where shared, who each look for themselves', async () => {
    await save(keeper, { name: 'Geheim' });
    expect(await listOf(colleague)).to.equal('');
    const page = await pageOf();
    await keeper.visitor.submit(page, { name: 'Für alle', shared: 'ja' }, `${page}/aendern`);
    app.travel(minute);
    await publish('Spielplatz bauen');
    app.travel(minute);
    expect(await listOf(colleague))
      .to.contain('geteilt von Grünflächenamt')
      .and.to.contain('1 neu');
    for (const _twice of [1, 2]) await colleague.visitor.submit('/suchauftraege', {}, `${page}/oeffnen`);
    expect(await listOf(colleague)).to.contain('keine neu');
    expect(await listOf(keeper)).to.contain('1 neu');
    expect((await stored())[0]?.looks).to.have.length(2);

    expect(await listOf(stranger)).to.equal('');
    for (const other of [colleague, stranger]) {
      const token = String((await other.visitor.form('/konto/name')).values._csrf);
      expect((await other.visitor.get(page)).status).to.equal(404);
      for (const act of ['aendern', 'entfernen', ...(other === stranger ? ['oeffnen'] : [])]) {
        const answer = await other.visitor.post(`${page}/${act}`, { _csrf: token, name: 'fremd' });
        expect(answer.status, act).to.equal(404);
      }
    }
    expect((await stored())[0]?.name).to.equal('Für alle');
  });

  it('refuse the same search twice, an empty name, and forms without their token', async () => {
    await save(keeper);
    const again = await save(keeper, { name: 'Noch einmal' });
    expect(again.status).to.equal(422);
    expect(again.text).to.contain('Diese Suche haben Sie schon gemerkt');
    expect((await save(keeper, { name: ' ' }, 'q=anders')).status).to.equal(422);
    expect((await keeper.visitor.post('/suchauftraege', { name: 'x', suche: 'q=x' })).status).to.equal(403);
    expect((await save(colleague)).status).to.equal(303);
    expect(await stored()).to.have.length(2);
  });

  it('keep nothing of hostile queries but what the catalogue knows', async () => {
    const hostile = 'q=%3Cscript%3E&seite=7&thema=%00&unbekannt=1&sortierung=drop';
    const answer = await keeper.visitor.get(`/suchauftraege/neu?${hostile}`);
    expect(answer.status).to.equal(200);
    expect(answer.text).not.to.contain('<script>');
    await save(keeper, { suche: `${hostile}&__proto__=x&$where=1&zurueck=https://evil.example` }, 'q=x');
    expect((await stored())[0]?.query).to.equal('q=%3Cscript%3E');
    const long = new URLSearchParams({ q: 'ä'.repeat(300) });
    for (let index = 0; index < 20; index += 1) long.append('thema', `${index}-${'x'.repeat(90)}`);
    expect((await save(keeper, { name: 'lang' }, long.toString())).status).to.equal(303);
    expect((await keeper.visitor.get('/suchauftraege/nicht-da')).status).to.equal(404);
  });

  it('list no more of what colleagues share than one reads', async () => {
    await save(keeper, { name: 'Meine' });
    await save(colleague, { name: 'Geteilt', shared: 'ja' });
    const theirs = (await stored()).find(({ userId }) => userId === colleague.userId);
    const many = Array.from({ length: 120 }, (_, index) => {
      const { _id, ...one } = theirs ?? {};
      return { ...one, queryHash: String(index) };
    });
    await app.connection.collection('savedSearches').insertMany(many);
    const list = await keeper.visitor.get('/suchauftraege');
    expect(list.$('form[action$="/oeffnen"]')).to.have.length(101);
    expect(list.text).to.contain('Meine');
  });

  it('answer at once to a search of more names than anybody types', async () => {
    const suche = `${search}&${Array.from({ length: 150_000 }, (_, index) => `n${index}`).join('&')}`;
    const answer = await save(keeper, { suche });
    expect(answer.status).to.equal(422);
    expect(answer.$('input[name="suche"]').attr('value')).to.equal(search);
    expect(await stored()).to.have.length(0);
  });

  it('are renamed, removed, exported and erased', async () => {
    await save(keeper, { name: 'Erst so', shared: 'ja' });
    const page = await pageOf();
    await keeper.visitor.submit(page, { name: 'Dann so' }, `${page}/aendern`);
    await colleague.visitor.get('/suchauftraege');
    const exported = JSON.parse((await keeper.visitor.get('/konto/daten')).text);
    expect(exported.savedSearches[0]).to.include({ name: 'Dann so', query: search });
    await save(colleague, { name: 'Meins', shared: 'ja' });
    const theirs = (await stored()).find(({ userId }) => userId === colleague.userId);
    await keeper.visitor.submit('/suchauftraege', {}, `/suchauftraege/${String(theirs?._id)}/oeffnen`);
    await keeper.visitor.submit('/konto/loeschen', { password: testPassword });
    const left = await stored();
    expect(left).to.have.length(1);
    expect(JSON.stringify(left)).not.to.contain(keeper.userId);
    await colleague.visitor.submit('/suchauftraege', {}, `/suchauftraege/${String(theirs?._id)}/entfernen`);
    expect(await stored()).to.have.length(0);
  });
});
