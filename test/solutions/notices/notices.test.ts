import { expect } from 'chai';
import type { SecurityNotice } from '../../../src/solutions/record/solution.model.ts';
import { useApp } from '../../helpers/app.ts';
import { type Person, person } from '../../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../../helpers/solutions.ts';
import { stored } from '../publishing.helper.ts';

const fields = {
  releases: ['2'],
  severity: 'critical',
  title: 'Formular nimmt fremde Skripte an',
  text: 'Eingaben werden ungeprüft angezeigt.',
  remedy: 'Formular abschalten.',
};

describe('security notices', () => {
  const app = useApp();
  let approver: Person;
  let solution: MadeSolution;
  let page: string;
  let form: string;

  beforeEach(async () => {
    approver = await person(app, { roles: ['approver'] });
    solution = await aPublishedSolution(app, {
      provider: approver.organisationId,
      releases: 2,
      artifacts: [{ title: 'Konzept' }],
    });
    page = `/loesungen/${solution.slug}`;
    form = `${page}/sicherheitshinweis`;
  });

  const notices = async (): Promise<SecurityNotice[]> => (await stored(app, solution.slug)).notices ?? [];
  async function warned(overrides: Record<string, string | string[]> = {}) {
    const answer = await approver.visitor.submit(form, { ...fields, ...overrides }, form);
    expect(answer.status, answer.$('[data-error-summary]').text()).to.equal(303);
    const made = (await notices()).at(-1);
    if (!made) throw new Error('no notice');
    return { made, address: `${page}/sicherheitshinweise/${made.id}` };
  }
  const banner = async (at: string) => (await app.visitor().get(at)).$('#sicherheit').text();

  it('are public at once: on the pages of the releases, beside downloads, in the list and in the API', async () => {
    const before = await stored(app, solution.slug);
    await warned();
    const after = await stored(app, solution.slug);
    expect(after.revision).to.equal(before.revision + 1);
    expect(after.history.at(-1)).to.deep.include({ action: 'noticePublished', by: approver.userId });
    expect(after.notices).to.have.length(1);
    expect(await banner(page))
      .to.include(fields.title)
      .and.include('Gefahr kritisch')
      .and.include(fields.remedy);
    expect(await banner(`${page}/versionen/2`)).to.include(fields.title);
    expect(await banner(`${page}/versionen/1`)).to.equal('');
    expect((await app.visitor().get(page)).$('#ergebnisse').nextUntil('h2').text()).to.include(
      'Sicherheitshinweis beachten',
    );
    expect((await app.visitor().get('/sicherheitshinweise?stand=offen')).text).to.include(fields.title);
    const record = JSON.parse((await app.visitor().get(`/api/v1/solutions/${solution.slug}`)).text);
    expect(record.notices[0]).to.deep.include({
      title: fields.title,
      severity: 'critical',
      releases: [2],
      resolved: null,
    });
    expect(JSON.stringify(record)).not.to.include(approver.userId);
    const check = record.readiness.checks.find(({ id }: { id: string }) => id === 'securityNotice');
    expect(check.passed).to.equal(false);
    expect((await app.visitor().get(page)).$('main a[href$="/ergaenzen"]')).to.have.length(0);
  });

  it('say on the page of the current release that only an older one is concerned', async () => {
    await warned({ releases: ['1'] });
    expect(await banner(page)).to.include('nicht die hier gezeigte');
    expect((await app.visitor().get(page)).$('#ergebnisse').nextUntil('h2').text()).not.to.include(
      'beachten',
    );
    expect(await banner(`${page}/versionen/1`)).to.include(fields.title);
  });

  it('stand in the cases of those who use or ask for the solution, also when it is withdrawn', async () => {
    const reuser = await person(app, { roles: ['editor'] });
    const reported = await reuser.visitor.submit(`${page}/nachnutzung`, {
      stage: 'productive',
      since: '03/2024',
      release: '2',
    });
    const asked = await reuser.visitor.submit(`${page}/anfragen`, { purpose: 'Wir möchten das nutzen.' });
    const cases = [reported.location ?? '', asked.location ?? ''];
    const warning = async (at: string) => (await reuser.visitor.get(at)).$('#sicherheit').text();
    for (const at of cases) {
      expect(at).to.match(/^\/vorgaenge\//);
      expect(await warning(at)).to.equal('');
    }
    await warned();
    await warned({ title: 'Nur die erste', releases: ['1'] });
    const { address } = await warned({ title: 'Schon erledigt' });
    await approver.visitor.submit(`${address}/erledigen`, { text: 'Behoben' }, `${address}/erledigen`);
    await app.connection
      .collection('solutions')
      .updateOne({ slug: solution.slug }, { $set: { visibility: 'withdrawn' } });
    for (const at of cases) {
      const shown = await warning(at);
      expect(shown).to.include(fields.title).and.include(fields.remedy);
      expect(shown).to.match(/Betrifft Version 1, nicht die dieses Vorgangs/);
      expect(shown).not.to.include('Schon erledigt');
    }
  });

  it('are published by responsible people of the provider only', async () => {
    const editor = await person(app, {
      roles: ['editor'],
      organisation: (await app.services.organisations.getById(approver.organisationId))?.slug ?? '',
    });
    const other = await person(app, { roles: ['approver', 'administrator', 'editor'] });
    for (const [who, status] of [
      [editor, 403],
      [other, 404],
    ] as const) {
      expect((await who.visitor.get(form)).status).to.equal(status);
      const token = String((await who.visitor.form('/konto/name')).values._csrf);
      const submission = '6f0d8a52-3a52-4c0e-9a53-0d6f5a1b7c09';
      expect((await who.visitor.post(form, { ...fields, submission, _csrf: token })).status).to.equal(status);
    }
    expect((await app.visitor().get(form)).location).to.match(/^\/anmelden/);
    expect(await notices()).to.deep.equal([]);
  });

  it('say what lacks and keep what was typed', async () => {
    const answer = await approver.visitor.submit(
      form,
      { title: 'Nur ein Titel', releases: [], severity: '', text: '', remedy: '' },
      form,
    );
    expect(answer.status).to.equal(422);
    const links = answer.$('[data-error-summary] a').toArray();
    expect(links.map((one) => one.attribs.href)).to.have.members([
      '#releases',
      '#severity',
      '#text',
      '#remedy',
    ]);
    expect(answer.$('[data-error-summary]').text()).to.include('Bitte geben Sie an, was passieren kann.');
    expect(answer.$('input[name=title]').attr('value')).to.equal('Nur ein Titel');
    expect((await approver.visitor.submit(form, { ...fields, releases: ['7'] }, form)).status).to.equal(422);
    expect(await notices()).to.deep.equal([]);
  });

  it('are published once where the form is sent twice', async () => {
    const sent = await approver.visitor.form(form, form);
    const both = { ...sent.values, ...fields };
    expect((await approver.visitor.post(sent.action, both)).status).to.equal(303);
    expect((await approver.visitor.post(sent.action, both)).status).to.equal(303);
    expect(await notices()).to.have.length(1);
    expect(
      (await stored(app, solution.slug)).history.filter(({ action }) => action === 'noticePublished'),
    ).to.have.length(1);
  });

  it('are supplemented and settled, and never change or vanish', async () => {
    const { made, address } = await warned();
    const stale = await approver.visitor.form(`${address}/erledigen`, `${address}/erledigen`);
    const added = await approver.visitor.submit(
      `${address}/ergaenzen`,
      { text: 'Auch Version 1 prüfen.' },
      `${address}/ergaenzen`,
    );
    expect(added.status).to.equal(303);
    expect(await banner(page)).to.include('Auch Version 1 prüfen.');
    const late = await approver.visitor.post(stale.action, { ...stale.values, text: 'Behoben' });
    expect(late.status).to.equal(409);
    expect((await notices())[0]?.resolved).to.equal(null);

    const settled = await approver.visitor.submit(
      `${address}/erledigen`,
      { text: 'Version 3 behebt es.' },
      `${address}/erledigen`,
    );
    expect(settled.status).to.equal(303);
    const [now] = await notices();
    expect(now).to.deep.include({
      id: made.id,
      title: fields.title,
      text: fields.text,
      remedy: fields.remedy,
    });
    expect(now?.resolved?.text).to.equal('Version 3 behebt es.');
    expect(await banner(page)).to.equal('');
    const list = await app.visitor().get('/sicherheitshinweise?stand=erledigt');
    expect(list.text).to.include('Version 3 behebt es.');
    for (const act of ['ergaenzen', 'erledigen'])
      expect((await approver.visitor.get(`${address}/${act}`)).status).to.equal(409);
    const actions = (await stored(app, solution.slug)).history.map(({ action }) => action);
    expect(actions).to.deep.equal(['noticePublished', 'noticeSupplemented', 'noticeResolved']);
  });

  it('cannot be gone on with by others, nor by a wrong id', async () => {
    const { address } = await warned();
    const other = await person(app, { roles: ['approver'] });
    const token = String((await other.visitor.form('/konto/name')).values._csrf);
    for (const act of ['ergaenzen', 'erledigen']) {
      expect((await other.visitor.get(`${address}/${act}`)).status).to.equal(404);
      const sent = { text: 'Alles gut', seen: '0', _csrf: token };
      expect((await other.visitor.post(`${address}/${act}`, sent)).status).to.equal(404);
      expect((await approver.visitor.get(`${page}/sicherheitshinweise/x/${act}`)).status).to.equal(404);
    }
    expect((await notices())[0]).to.deep.include({ resolved: null, supplements: [] });
  });

  it('stay in the list when the solution is withdrawn, and never tell of drafts', async () => {
    await warned({ title: 'Hinweis zu Zurückgezogenem' });
    const filter = { slug: solution.slug };
    await app.connection.collection('solutions').updateOne(filter, { $set: { visibility: 'withdrawn' } });
    expect((await app.visitor().get('/sicherheitshinweise')).text).to.include('Hinweis zu Zurückgezogenem');
    await app.connection.collection('solutions').updateOne(filter, { $set: { visibility: 'unpublished' } });
    expect((await app.visitor().get('/sicherheitshinweise')).text).not.to.include(
      'Hinweis zu Zurückgezogenem',
    );
  });
});
