import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { anOrganisation, type Person, person, testPassword } from '../../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../../helpers/solutions.ts';

describe('Merkliste', () => {
  const app = useApp();
  let provider: string;
  let keeper: Person;
  let colleague: Person;
  let stranger: Person;
  let solution: MadeSolution;

  beforeEach(async () => {
    provider = (await anOrganisation(app)).id;
    const { slug } = await anOrganisation(app);
    keeper = await person(app, { organisation: slug, roles: ['member'], name: 'Fachstelle Steuern' });
    colleague = await person(app, { organisation: slug, roles: ['editor'] });
    stranger = await person(app, { roles: ['editor', 'administrator'] });
    solution = await aPublishedSolution(app, { provider, title: 'Marktgebühren einziehen' });
    await app.services.catalogue.refresh();
  });

  const keep = ({ visitor }: Person) =>
    visitor.submit(`/loesungen/${solution.slug}`, {}, '/merkliste').then(() => visitor.get('/merkliste'));
  const stored = () => app.connection.collection('bookmarks').find({ solutionId: solution.id }).toArray();
  const pageOf = async () => `/merkliste/${String((await stored())[0]?._id)}`;
  const share = async (note: string) => {
    const page = await pageOf();
    return keeper.visitor.submit(page, { note, shared: 'ja' }, `${page}/aendern`);
  };

  it('keeps a solution from its page and comes back there', async () => {
    const answer = await keeper.visitor.submit(`/loesungen/${solution.slug}`, {}, '/merkliste');
    expect([answer.status, answer.location]).to.deep.equal([303, `/loesungen/${solution.slug}`]);
    const { $ } = await keeper.visitor.get(`/loesungen/${solution.slug}`);
    expect($('main').text()).to.contain('Gemerkt');
    expect($('.solution-head a[href="/merkliste"]').length).to.equal(1);
    expect(await stored()).to.have.length(1);
    expect((await stored())[0]).to.include({ userId: keeper.userId, organisationId: keeper.organisationId });
  });

  it('keeps a solution from a result and comes back to the same result', async () => {
    const { visitor } = keeper;
    const search = '/loesungen?q=Marktgeb%C3%BChren';
    const { $ } = await visitor.get(search);
    const form = $(`form[action="/merkliste"]:has(input[value="${solution.slug}"])`);
    const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]));
    const answer = await visitor.post('/merkliste', fields);
    expect(answer.location).to.equal(search);
    expect((await visitor.get(search)).$('.results a[href="/merkliste"]').length).to.equal(1);
  });

  it('keeps a solution once, however often', async () => {
    await keep(keeper);
    const token = String((await keeper.visitor.form('/konto/name')).values._csrf);
    const fields = { _csrf: token, loesung: solution.slug };
    await Promise.all([1, 2, 3].map(() => keeper.visitor.post('/merkliste', fields)));
    expect(await stored()).to.have.length(1);
  });

  it('shows anonymous visitors the way to log in and back', async () => {
    const { $ } = await app.visitor().get(`/loesungen/${solution.slug}`);
    const href = $('.solution-head a:contains("Anmelden und merken")').attr('href');
    expect(href).to.equal(`/anmelden?weiter=${encodeURIComponent(`/loesungen/${solution.slug}`)}`);
    expect($('form[action="/merkliste"]').length).to.equal(0);
  });

  it('never leads to another site afterwards', async () => {
    for (const zurueck of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
      const token = String((await keeper.visitor.form('/konto/name')).values._csrf);
      const answer = await keeper.visitor.post('/merkliste', {
        _csrf: token,
        loesung: solution.slug,
        zurueck,
      });
      expect(answer.location).to.equal('/merkliste');
    }
  });

  it('refuses what is no published solution, and forms without their token', async () => {
    const token = String((await keeper.visitor.form('/konto/name')).values._csrf);
    const gone = await aPublishedSolution(app, { provider, visibility: 'withdrawn' });
    const post = (fields: Record<string, string>) => keeper.visitor.post('/merkliste', fields);
    expect((await post({ loesung: solution.slug })).status).to.equal(403);
    expect((await post({ _csrf: token })).status).to.equal(400);
    expect((await post({ _csrf: token, loesung: 'gibt-es-nicht' })).status).to.equal(404);
    expect((await post({ _csrf: token, loesung: gone.slug })).status).to.equal(410);
    expect(await stored()).to.have.length(0);
  });

  it('shows a note to nobody else until it is shared, and then to colleagues only', async () => {
    await keep(keeper);
    const page = await pageOf();
    await keeper.visitor.submit(page, { note: 'Nach der Gebührensatzung fragen' }, `${page}/aendern`);
    expect((await keeper.visitor.get('/merkliste')).text).to.contain('Nach der Gebührensatzung fragen');
    expect((await colleague.visitor.get('/merkliste')).text).not.to.contain(solution.title);

    await share('Für alle: <b>bitte lesen</b>');
    const seen = await colleague.visitor.get('/merkliste');
    expect(seen.text).to.contain('Für alle: &lt;b&gt;bitte lesen&lt;/b&gt;');
    expect(seen.text).to.contain('geteilt von Fachstelle Steuern');
    expect(seen.$('form[action$="/entfernen"]').length).to.equal(0);
    expect((await stranger.visitor.get('/merkliste')).text).not.to.contain(solution.title);
    for (const other of [colleague, stranger]) {
      const token = String((await other.visitor.form('/konto/name')).values._csrf);
      expect((await other.visitor.get(page)).status).to.equal(404);
      for (const act of ['aendern', 'entfernen']) {
        const answer = await other.visitor.post(`${page}/${act}`, { _csrf: token, note: 'fremd' });
        expect(answer.status, act).to.equal(404);
      }
    }
    expect((await stored())[0]).to.include({ note: 'Für alle: <b>bitte lesen</b>', shared: true });
  });

  it('hides what somebody shared who is no member any more', async () => {
    await keep(keeper);
    await share('noch da');
    await app.services.organisations.eraseMemberships(keeper.userId);
    expect((await colleague.visitor.get('/merkliste')).text).not.to.contain('noch da');
  });

  it('filters by words and by who kept it', async () => {
    await keep(keeper);
    await share('Wochenmarkt');
    const titles = async ({ visitor }: Person, query: string) =>
      (await visitor.get(`/merkliste?${query}`)).$('.results h2').text();
    expect(await titles(colleague, 'q=wochenMARKT')).to.contain(solution.title);
    expect(await titles(colleague, 'q=Friedhof')).to.equal('');
    expect(await titles(colleague, 'zeigen=eigene')).to.equal('');
    expect(await titles(colleague, 'zeigen=geteilte')).to.contain(solution.title);
    expect(await titles(colleague, 'zeigen=%5B%5D&q=a&q=b')).to.be.a('string');
  });

  it('says of a withdrawn solution only that it was withdrawn', async () => {
    await keep(keeper);
    await app.connection
      .collection('solutions')
      .updateOne({ slug: solution.slug }, { $set: { visibility: 'withdrawn' } });
    const { $ } = await keeper.visitor.get('/merkliste');
    expect($('.results').text()).to.contain('zurückgezogen');
    expect($(`.results a[href="/loesungen/${solution.slug}"]`).length).to.equal(0);
    expect($('.results input[name="l"]').length).to.equal(0);
  });

  it('leads to the comparison of what is ticked', async () => {
    await keep(keeper);
    solution = await aPublishedSolution(app, { provider, title: 'Zweite Lösung' });
    const { $ } = await keep(keeper);
    expect($('form#auswahl').attr('action')).to.equal('/loesungen/vergleich');
    expect($('input[name="l"][form="auswahl"]').length).to.equal(2);
  });

  it('shows too long a note again with what is wrong', async () => {
    await keep(keeper);
    const page = await pageOf();
    const answer = await keeper.visitor.submit(page, { note: 'x'.repeat(2001) }, `${page}/aendern`);
    expect(answer.status).to.equal(422);
    expect(answer.$('textarea').text()).to.contain('xxx');
    expect((await stored())[0]?.note).to.equal('');
  });

  it('is removed, exported and erased', async () => {
    await keep(keeper);
    await share('Nur hier zu lesen');
    const exported = JSON.parse((await keeper.visitor.get('/konto/daten')).text);
    expect(exported.bookmarks).to.have.length(1);
    expect(exported.bookmarks[0]).to.include({ note: 'Nur hier zu lesen', solutionId: solution.id });
    expect(JSON.parse((await colleague.visitor.get('/konto/daten')).text).bookmarks).to.deep.equal([]);

    await keep(colleague);
    const own = (await stored()).find(({ userId }) => userId === colleague.userId);
    await colleague.visitor.submit('/merkliste', {}, `/merkliste/${String(own?._id)}/entfernen`);
    expect(await stored()).to.have.length(1);
    await keeper.visitor.submit('/konto/loeschen', { password: testPassword });
    expect(await stored()).to.have.length(0);
  });
});
