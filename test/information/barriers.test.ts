import { expect } from 'chai';
import type { StoredBarrierReport } from '../../src/information/barrier-report.model.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useApp } from '../helpers/app.ts';

const day = 24 * 60 * 60 * 1000;
const operatorActor: Actor = {
  userId: 'operator-1',
  name: 'Plattformbetrieb',
  organisation: null,
  memberships: [],
  platformRoles: ['operator'],
};

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

  it('shows the list and single reports to nobody without the role', async () => {
    const { _id } = await last();
    for (const path of ['/betrieb/barrieren', `/betrieb/barrieren/${_id}`]) {
      const answer = await app.visitor().get(path);
      expect(answer.status).to.equal(302);
      expect(answer.location).to.match(/^\/anmelden/);
    }
    const member: Actor = { ...operatorActor, platformRoles: ['kdn'] };
    const refused = await app.services.information.barrierReports
      .list(member)
      .catch((error: unknown) => error);
    expect(refused).to.include({ code: 'forbidden' });
  });

  it('mails interim and final answer once each, points to the Ombudsstelle and forgets the address', async () => {
    const { barrierReports } = app.services.information;
    await send({ description: 'Kontrast zu schwach.', email: 'leser@example.org' });
    const report = await last();
    const id = String(report._id);
    await barrierReports.answer(operatorActor, id, { kind: 'interim', text: 'Wir prüfen das.', revision: 0 });
    await app.mails();
    expect(await last()).to.include({ state: 'interim', email: 'leser@example.org' });
    await barrierReports.answer(operatorActor, id, {
      kind: 'final',
      text: 'Der Kontrast ist jetzt besser.',
      revision: 1,
    });
    await app.mails();
    const mails = (await app.mails()).filter((mail) => mail.to === 'leser@example.org');
    expect(mails.map((mail) => mail.subject)).to.deep.equal([
      `Zwischenbescheid zu Ihrer Meldung ${report.reference}`,
      `Antwort zu Ihrer Meldung ${report.reference}`,
    ]);
    expect(mails[1]?.text).to.include('Der Kontrast ist jetzt besser.').and.to.include('/barrierefreiheit');
    expect(await last()).to.include({ state: 'closed', email: null });
  });

  it('refuses an answer to a report that was answered meanwhile', async () => {
    const { barrierReports } = app.services.information;
    await send({ description: 'Überschrift fehlt.' });
    const id = String((await last())._id);
    const answers = await Promise.allSettled(
      ['eins', 'zwei'].map((text) =>
        barrierReports.answer(operatorActor, id, { kind: 'final', text, revision: 0 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect((await last()).answers).to.have.length(1);
  });

  it('lists open reports by due date', async () => {
    const { open } = await app.services.information.barrierReports.list(operatorActor);
    const dates = open.map((report) => report.dueAt.getTime());
    expect(dates).to.deep.equal(dates.toSorted((a, b) => a - b)).and.not.be.empty;
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
