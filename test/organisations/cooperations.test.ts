import { expect } from 'chai';
import { Types } from 'mongoose';
import { loadCooperations } from '../../src/organisations/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';

const desk = '/betrieb/kooperationen';

describe('cooperations', () => {
  const app = useApp();
  let operator: Person;
  before(async () => {
    operator = await person(app, { platformRoles: ['operator'] });
  });

  const stored = (key: string) => app.connection.collection('cooperations').findOne({ key });
  const count = () => app.connection.collection('cooperations').countDocuments();

  const fields = {
    title: 'Vereinbarung über gemeinsame Formulare',
    signedOn: '2024-05-14',
    description: 'Beide Seiten pflegen Formulare.\nErste Maßnahme ist der Hundeantrag.',
    documentUrl: 'https://vereinbarung.example/formulare.pdf',
    source: 'Bekanntmachung vom 15. Mai 2024',
    weiter: 'eintragen',
  };

  let nth = 0;
  /** Records a cooperation of two organisations through the page. */
  async function recorded(overrides: Record<string, string> = {}) {
    nth += 1;
    const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
    const title = `Vereinbarung Nummer ${nth}`;
    const answer = await operator.visitor.submit(
      `${desk}/neu`,
      { ...fields, title, organisation: a.fullName, organisation2Slug: b.slug, ...overrides },
      desk,
    );
    expect(answer.status, answer.$('[data-error-summary]').text()).to.equal(303);
    const key = answer.location?.split('/').at(-1) ?? '';
    return { a, b, key, title, page: `${desk}/${key}` };
  }

  it('are recorded, shown on the pages of all sides, and told to their administrators only', async () => {
    const administrator = await person(app, { roles: ['administrator'] });
    const editor = await person(app, { roles: ['editor'] });
    const bystander = await person(app, { roles: ['administrator'] });
    const { organisations } = app.services;
    const a = await organisations.getById(administrator.organisationId);
    const b = await organisations.getById(editor.organisationId);
    const answer = await operator.visitor.submit(
      `${desk}/neu`,
      { ...fields, organisation: a?.fullName ?? '', organisation2: b?.fullName ?? '' },
      desk,
    );
    expect(answer.location).to.equal('/kooperationen/vereinbarung-ueber-gemeinsame-formulare');
    const made = await stored('vereinbarung-ueber-gemeinsame-formulare');
    expect(made).to.deep.include({ revision: 1, ended: null, signedOn: new Date('2024-05-14') });
    expect(made?.history).to.have.length(1);
    expect(made?.history[0]).to.include({ by: operator.userId, action: 'cooperation-recorded' });
    for (const [own, other] of [
      [a, b],
      [b, a],
    ]) {
      const { $ } = await app.visitor().get(`/organisationen/${own?.slug}`);
      const text = $('main').text();
      expect(text).to.include('14. Mai 2024');
      expect($(`main .results a[href="/organisationen/${other?.slug}"]`)).to.have.length(1);
      expect($(`main .results a[href="/organisationen/${own?.slug}"]`)).to.have.length(0);
      expect($('main a[href="https://vereinbarung.example/formulare.pdf"]')).to.have.length(1);
      expect($(`main a[href="${answer.location}"]`)).to.have.length(1);
    }
    const page = await app.visitor().get(answer.location ?? '');
    expect(page.$('h1').text()).to.equal(fields.title);
    expect(page.$(`main a[href="/organisationen/${a?.slug}"]`)).to.have.length(1);
    expect(page.text).not.to.include('Für den Plattformbetrieb öffnen');
    const mails = (await app.mails()).filter(({ subject }) => subject.includes(fields.title));
    expect(mails.map(({ to }) => to)).to.deep.equal([administrator.email]);
    expect(mails[0]?.text).to.include(`${app.url}${answer.location}`);
    expect(mails.map(({ to }) => to)).not.to.include(bystander.email);
    expect((await stored('vereinbarung-ueber-gemeinsame-formulare'))?.tell).to.deep.equal([]);
  });

  it('say so where no date is known', async () => {
    const { a, key } = await recorded({ signedOn: '', undated: 'ja', documentUrl: '' });
    expect((await stored(key))?.signedOn).to.equal(null);
    const text = (await app.visitor().get(`/organisationen/${a.slug}`)).$('main').text();
    expect(text).to.include('Datum nicht angegeben').and.to.include('nicht hinterlegt');
  });

  it('take as many organisations as are added one by one, without scripts', async () => {
    const all = [await anOrganisation(app), await anOrganisation(app), await anOrganisation(app)];
    const names = all.map(({ fullName }) => fullName);
    const first = await operator.visitor.submit(
      `${desk}/neu`,
      { title: 'Dreierbund', organisation: names[0] ?? '', organisation2: names[1] ?? '', weiter: 'mehr' },
      desk,
    );
    expect(first.status).to.equal(200);
    expect(first.$('[data-error-summary]')).to.have.length(0);
    expect(first.$('#title').attr('value')).to.equal('Dreierbund');
    const ticked = first.$('input[name="organisationIds"][checked]').toArray();
    const organisationIds = ticked.map((one) => one.attribs.value ?? '');
    expect(organisationIds).to.deep.equal(all.slice(0, 2).map(({ id }) => id));
    const second = await operator.visitor.submit(
      `${desk}/neu`,
      { ...fields, title: 'Dreierbund', organisationIds, organisation: names[2] ?? '' },
      desk,
    );
    expect(second.location).to.equal('/kooperationen/dreierbund');
    expect((await stored('dreierbund'))?.organisationIds.map(String)).to.deep.equal(all.map(({ id }) => id));
  });

  const faulty: Record<string, { sent: Record<string, string>; at: string }> = {
    'one organisation only': { sent: { organisation2: '' }, at: 'organisation' },
    'an unknown organisation': { sent: { organisation2: 'Xyzxyz' }, at: 'organisation2' },
    'no title': { sent: { title: '' }, at: 'title' },
    'no date and no word about it': { sent: { signedOn: '' }, at: 'signedOn' },
    'a date and that there is none': { sent: { undated: 'ja' }, at: 'signedOn' },
    'a date to come': { sent: { signedOn: '2999-01-01' }, at: 'signedOn' },
    'no date': { sent: { signedOn: 'gestern' }, at: 'signedOn' },
    'no content': { sent: { description: ' ' }, at: 'description' },
    'an address that runs a script': { sent: { documentUrl: 'javascript:alert(1)' }, at: 'documentUrl' },
    'no source': { sent: { source: '' }, at: 'source' },
    'the address of the form as its title': { sent: { title: 'Neu' }, at: 'title' },
  };
  for (const [what, { sent, at }] of Object.entries(faulty)) {
    it(`are refused with ${what}, and what was typed stays`, async () => {
      const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
      const before = await count();
      const form = { ...fields, title: `Mit Fehler ${what}`.slice(0, 100), organisation: a.fullName };
      const answer = await operator.visitor.submit(
        `${desk}/neu`,
        { ...form, organisation2: b.fullName, ...sent },
        desk,
      );
      expect(answer.status).to.equal(422);
      expect(answer.$(`#${at}-error`), `#${at}-error`).to.have.length(1);
      expect(answer.$(`[data-error-summary] a[href="#${at}"]`)).to.have.length(1);
      expect(answer.$(`#${at}`)).to.have.length(1);
      expect(answer.$('input[name="organisationIds"][checked]').first().attr('value')).to.equal(a.id);
      if (at !== 'description') expect(answer.$('#description').text()).to.include('Hundeantrag');
      expect(await count()).to.equal(before);
    });
  }

  it('bear a title of their own', async () => {
    const { title } = await recorded();
    const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
    const answer = await operator.visitor.submit(
      `${desk}/neu`,
      { ...fields, title, organisation: a.fullName, organisation2: b.fullName },
      desk,
    );
    expect(answer.status).to.equal(422);
    expect(answer.$('#title-error').text()).to.include('gibt es schon');
    expect(answer.$('input[name="organisationIds"][checked]')).to.have.length(2);
  });

  it('are corrected with a reason; who is added is told, an older page overwrites nothing', async () => {
    const { a, b, page, key, title } = await recorded();
    await app.mails();
    const added = await person(app, { roles: ['administrator'] });
    const third = await app.services.organisations.getById(added.organisationId);
    const correct = `${page}/berichtigen`;
    const { values } = await operator.visitor.form(page, correct);
    expect(values.organisationIds).to.deep.equal([a.id, b.id]);
    const unexplained = await operator.visitor.post(correct, { ...values, source: 'Neue Quelle' });
    expect(unexplained.status).to.equal(422);
    expect(unexplained.$('#reason-error')).to.have.length(1);
    expect(unexplained.$('#source').attr('value')).to.equal('Neue Quelle');
    const sent = {
      ...values,
      organisationIds: [b.id],
      organisation: third?.fullName ?? '',
      source: 'Neue Quelle',
      reason: 'Beteiligte verwechselt',
    };
    expect((await operator.visitor.post(correct, sent)).location).to.equal(page);
    const now = await stored(key);
    expect(now).to.include({ revision: 2, source: 'Neue Quelle', title });
    expect(now?.organisationIds.map(String)).to.deep.equal([b.id, third?.id]);
    expect(now?.history.at(-1)).to.include({
      action: 'cooperation-corrected',
      detail: 'Beteiligte verwechselt',
    });
    expect((await app.visitor().get(`/organisationen/${a.slug}`)).text).not.to.include(title);
    const told = (await app.mails()).filter(({ subject }) => subject.includes(title)).map(({ to }) => to);
    expect(told).to.deep.equal([added.email]);
    const late = await operator.visitor.post(correct, { ...sent, description: 'Später Text' });
    expect(late.status).to.equal(409);
    expect(late.$('#description').text()).to.include('Später Text');
    expect(late.$('[data-error-summary]').text()).to.include('inzwischen geändert');
    expect(await stored(key)).to.deep.equal({ ...now, tell: [] });
    const { $ } = await operator.visitor.get(page);
    expect($('.timeline').text()).to.include('Beteiligte verwechselt');
  });

  it('end with a reason, stay visible as ended, and can be taken up again', async () => {
    const { a, b, page, key, title } = await recorded();
    const end = `${page}/beenden`;
    const { values } = await operator.visitor.form(page, end);
    for (const [endedOn, endReason] of [
      ['', 'Laufzeit'],
      ['2999-01-01', 'Laufzeit'],
      ['2024-05-13', 'Laufzeit'],
      ['2025-05-14', ''],
    ]) {
      const answer = await operator.visitor.post(end, {
        ...values,
        endedOn: endedOn ?? '',
        endReason: endReason ?? '',
      });
      expect(answer.status, `${endedOn} ${endReason}`).to.equal(422);
      expect(answer.$('#endedOn').attr('value')).to.equal(endedOn);
    }
    expect((await stored(key))?.ended).to.equal(null);
    const sent = { ...values, endedOn: '2025-05-14', endReason: 'Laufzeit abgelaufen' };
    const answers = await Promise.all([operator.visitor.post(end, sent), operator.visitor.post(end, sent)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 409]);
    expect(await stored(key)).to.deep.include({
      ended: { on: new Date('2025-05-14'), reason: 'Laufzeit abgelaufen' },
      revision: 2,
    });
    for (const path of [`/organisationen/${a.slug}`, `/organisationen/${b.slug}`, `/kooperationen/${key}`]) {
      const text = (await app.visitor().get(path)).$('main').text();
      expect(text, path).to.include(title).and.to.include('14. Mai 2025: Laufzeit abgelaufen');
    }
    const back = `${page}/beendigung-zuruecknehmen`;
    const unexplained = await operator.visitor.submit(page, { reopenReason: '' }, back);
    expect(unexplained.status).to.equal(422);
    expect((await operator.visitor.submit(page, { reopenReason: 'Verlängert' }, back)).status).to.equal(303);
    const again = await stored(key);
    expect(again).to.include({ ended: null, revision: 3 });
    expect(again?.history.map(({ action }: { action: string }) => action)).to.deep.equal([
      'cooperation-recorded',
      'cooperation-ended',
      'cooperation-reopened',
    ]);
  });

  it('follow an organisation to its successor', async () => {
    const { a, b, title } = await recorded();
    const heir = await anOrganisation(app);
    const answer = await operator.visitor.submit(`/organisationen/${a.slug}/nachfolge`, {
      successor: heir.fullName,
      since: '2026-01-01',
    });
    expect(answer.status).to.equal(303);
    const { $ } = await app.visitor().get(`/organisationen/${heir.slug}`);
    expect($('main .results').text()).to.include(title).and.to.include(b.fullName);
  });

  it('are listed for everybody; pages of the operator are nothing to others', async () => {
    const { key, title, page } = await recorded();
    const list = await app.visitor().get('/kooperationen');
    expect(list.$(`main a[href="/kooperationen/${key}"]`).text()).to.equal(title);
    expect((await operator.visitor.get(desk)).$(`main a[href="${page}"]`)).to.have.length(1);
    expect((await operator.visitor.get('/betrieb')).$(`main a[href="${desk}"]`)).to.have.length(1);
    expect((await app.visitor().get('/kooperationen/nirgendwo')).status).to.equal(404);
    expect((await operator.visitor.get(`${desk}/nirgendwo`)).status).to.equal(404);
    const stranger = await person(app, { roles: ['administrator'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const { values } = await stranger.visitor.form('/konto/name');
    const before = await stored(key);
    for (const who of [stranger, kdn]) {
      for (const path of [desk, `${desk}/neu`, page])
        expect((await who.visitor.get(path)).status).to.equal(403);
    }
    for (const path of [desk, `${page}/berichtigen`, `${page}/beenden`, `${page}/beendigung-zuruecknehmen`]) {
      const answer = await stranger.visitor.post(path, {
        ...fields,
        _csrf: values._csrf ?? '',
        revision: '1',
      });
      expect(answer.status, path).to.equal(403);
    }
    expect(await stored(key)).to.deep.equal(before);
  });

  it('of earlier installations get what they lack, and can be changed', async () => {
    const [a, b] = [await anOrganisation(app), await anOrganisation(app)];
    await app.connection.collection('cooperations').insertOne({
      key: 'frueher',
      title: 'Von früher',
      organisationIds: [a.id, b.id].map((id) => new Types.ObjectId(id)),
      signedOn: null,
      description: 'Alt',
      documentUrl: null,
      source: 'Quelle',
    });
    await loadCooperations(app.connection);
    expect(await stored('frueher')).to.deep.include({ revision: 1, ended: null, history: [], tell: [] });
    const page = `${desk}/frueher`;
    const sent = { endedOn: '2025-01-01', endReason: 'Ausgelaufen' };
    expect((await operator.visitor.submit(page, sent, `${page}/beenden`)).status).to.equal(303);
  });
});
