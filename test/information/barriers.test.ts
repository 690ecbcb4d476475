import { expect } from 'chai';
import type { StoredBarrierReport } from '../../src/information/barrier-report.model.ts';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';

const day = 24 * 60 * 60 * 1000;
describe('reporting a barrier', () => {
  const app = useApp();
  const stored = () =>
    app.connection.model<StoredBarrierReport>('BarrierReport').find().sort({ receivedAt: 1 }).lean();
  const last = async (): Promise<StoredBarrierReport> => {
    const report = (await stored()).at(-1);
    if (!report) throw new Error('no report stored');
    return report;
  };
  const send = (fields: Record<string, string>, page = '/barriere-melden?seite=%2Floesungen') =>
    app.visitor().submit(page, fields, '/barriere-melden');

  it("is counted on the operator's overview, where the operator begins", async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    const waiting = async () => {
      const { status, $ } = await visitor.get('/betrieb');
      expect(status).to.equal(200);
      return $('.cards > li:contains("Gemeldete Barrieren")').text();
    };
    expect(await waiting()).to.contain('nichts offen');
    await send({ description: 'Das Menü öffnet sich nicht.', email: '' });
    expect(await waiting()).to.contain('1 zu entscheiden');
    await app.connection.model('BarrierReport').deleteMany({});
  });

  it('fills in the page and works without an account', async () => {
    const { values } = await app.visitor().form('/barriere-melden?seite=%2Floesungen', '/barriere-melden');
    expect(values.page).to.equal('/loesungen');
  });

  it('stores the report with its due dates and says when the answer comes', async () => {
    const visitor = app.visitor();
    const answer = await visitor.submit(
      '/barriere-melden?seite=%2Floesungen',
      { description: 'Der Filter ist mit der Tastatur nicht erreichbar.', email: 'Leserin@Example.org' },
      '/barriere-melden',
    );
    expect(answer.status).to.equal(303);
    const report = await last();
    expect(report).to.include({
      state: 'open',
      page: '/loesungen',
      email: 'leserin@example.org',
      revision: 0,
    });
    expect(report.interimDueAt.getTime() - report.receivedAt.getTime()).to.equal(14 * day);
    expect(report.dueAt.getTime() - report.receivedAt.getTime()).to.equal(42 * day);
    expect(answer.location).to.equal(`/barriere-melden/${report.reference}`);
    const receipt = await visitor.get(answer.location ?? '');
    expect(receipt.$('main').text()).to.include(report.reference).and.to.include('Antwort bis');
    expect(receipt.text).to.not.include('leserin@example.org');
  });

  it('keeps what was typed and names the fault at the field', async () => {
    const before = (await stored()).length;
    const answer = await send({ description: '  ', email: 'keine-adresse', page: '/transfer' });
    expect(answer.status).to.equal(422);
    expect(answer.$('title').text()).to.match(/^Fehler: /);
    expect(answer.$('#email').attr('value')).to.equal('keine-adresse');
    expect(answer.$('#page').attr('value')).to.equal('/transfer');
    for (const field of ['description', 'email']) {
      expect(answer.$(`#${field}`).attr('aria-invalid')).to.equal('true');
      expect(answer.$(`#${field}`).attr('aria-describedby')).to.include(`${field}-error`);
      expect(answer.$(`[role="alert"] a[href="#${field}"]`).length).to.equal(1);
    }
    expect((await stored()).length).to.equal(before);
  });

  it('shows markup in a report as text', async () => {
    const answer = await send({ description: '', page: '"><script>alert(1)</script>' });
    expect(answer.status).to.equal(422);
    expect(answer.$('main script').length).to.equal(0);
    expect(answer.$('#page').attr('value')).to.equal('"><script>alert(1)</script>');
  });

  it('refuses a form without the token and stores nothing', async () => {
    const before = (await stored()).length;
    const answer = await app.visitor().post('/barriere-melden', { description: 'gefälscht' });
    expect(answer.status).to.equal(403);
    expect((await stored()).length).to.equal(before);
  });

  it('answers 404 for a reference that does not exist', async () => {
    for (const reference of ['000000000000', 'abc', '%24ne'])
      expect((await app.visitor().get(`/barriere-melden/${reference}`)).status).to.equal(404);
  });

  it('shows the list, single reports and the act of answering to nobody without the role', async () => {
    const id = String((await last())._id);
    const stranger = app.visitor();
    const { visitor: kdn } = await person(app, { platformRoles: ['kdn'] });
    for (const path of ['/betrieb/barrieren', `/betrieb/barrieren/${id}`]) {
      const answer = await stranger.get(path);
      expect(answer.status).to.equal(302);
      expect(answer.location).to.match(/^\/anmelden/);
      expect((await kdn.get(path)).status).to.equal(403);
    }
    const { values } = await kdn.form('/barriere-melden', '/barriere-melden');
    const forged = await kdn.post(`/betrieb/barrieren/${id}/antwort`, {
      _csrf: values._csrf ?? '',
      kind: 'final',
      text: 'von anderen',
      revision: '0',
    });
    expect(forged.status).to.equal(403);
    expect(await last()).to.include({ state: 'open', revision: 0 });
  });

  it('tells the operator by mail and leads to the report', async () => {
    const { visitor, email } = await person(app, { platformRoles: ['operator'] });
    await send({ description: 'Das Menü schließt sich nicht.' });
    const id = String((await last())._id);
    const mail = (await app.mails()).findLast(({ to }) => to === email);
    expect(mail?.subject).to.equal('Neue Meldung einer Barriere');
    expect(mail?.text).to.include(`/betrieb/barrieren/${id}`);
    const page = await visitor.get(`/betrieb/barrieren/${id}`);
    expect(page.status).to.equal(200);
    expect(page.$('main').text()).to.include('Das Menü schließt sich nicht.');
  });

  it('sends interim and final answer once each, points to the Ombudsstelle and forgets the address', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    await send({ description: 'Kontrast zu schwach.', email: 'leser@example.org' });
    const report = await last();
    const page = `/betrieb/barrieren/${report._id}`;
    const interim = await visitor.submit(
      page,
      { kind: 'interim', text: 'Wir prüfen das.' },
      `${page}/antwort`,
    );
    expect(interim).to.include({ status: 303, location: '/betrieb/barrieren' });
    await app.mails();
    expect(await last()).to.include({ state: 'interim', email: 'leser@example.org' });
    await visitor.submit(page, { kind: 'final', text: 'Der Kontrast ist jetzt besser.' }, `${page}/antwort`);
    await app.mails();
    const mails = (await app.mails()).filter((mail) => mail.to === 'leser@example.org');
    expect(mails.map((mail) => mail.subject)).to.deep.equal([
      `Zwischenbescheid zu Ihrer Meldung ${report.reference}`,
      `Antwort zu Ihrer Meldung ${report.reference}`,
    ]);
    expect(mails[1]?.text).to.include('Der Kontrast ist jetzt besser.').and.to.include('/barrierefreiheit');
    expect(await last()).to.include({ state: 'closed', email: null });
    expect((await visitor.get(page)).$('main form').length).to.equal(0);
  });

  it('keeps an answer without kind at the field and refuses one to a report answered meanwhile', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    await send({ description: 'Überschrift fehlt.' });
    const page = `/betrieb/barrieren/${(await last())._id}`;
    const incomplete = await visitor.submit(page, { text: 'Wird gemacht.' }, `${page}/antwort`);
    expect(incomplete.status).to.equal(422);
    expect(incomplete.$('#text').val()).to.equal('Wird gemacht.');
    expect(incomplete.$('[role="alert"] a[href="#kind"]').length).to.equal(1);
    const { values } = await visitor.form(page, `${page}/antwort`);
    const answerWith = (text: string) => visitor.post(`${page}/antwort`, { ...values, kind: 'final', text });
    expect((await answerWith('eins')).status).to.equal(303);
    expect((await answerWith('zwei')).status).to.equal(409);
    expect((await last()).answers.map(({ text }) => text)).to.deep.equal(['eins']);
  });

  it('lists open reports by due date and marks what is overdue', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    const before = await visitor.get('/betrieb/barrieren');
    expect(before.$('main').text()).to.not.include('überfällig');
    app.travel(15 * day);
    const { visitor: later } = await person(app, { platformRoles: ['operator'] });
    const after = await later.get('/betrieb/barrieren');
    expect(after.$('main').text()).to.include('überfällig');
    app.travel(-15 * day);
  });

  it('answers 404 for a report that does not exist', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    for (const id of ['000000000000000000000000', 'x'])
      expect((await visitor.get(`/betrieb/barrieren/${id}`)).status).to.equal(404);
  });
});

describe('reporting barriers in masses', () => {
  const app = useApp({ config: { rateLimitFactor: 1 } });

  it('is limited to ten an hour from one address', async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 11; turn += 1) {
      const { status } = await app
        .visitor()
        .submit('/barriere-melden', { description: `Nummer ${turn}` }, '/barriere-melden');
      statuses.push(status);
    }
    expect(statuses.slice(0, 10)).to.deep.equal(Array(10).fill(303));
    expect(statuses[10]).to.equal(429);
    expect(await app.connection.model('BarrierReport').countDocuments()).to.equal(10);
  });
});
