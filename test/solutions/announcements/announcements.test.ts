import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { person } from '../../helpers/people.ts';
import {
  aDraft,
  announcement,
  aTeam,
  completeContent,
  snapshot,
  stored,
  type Team,
} from '../publishing.helper.ts';

describe('projects announced as "In Abschluss"', () => {
  const app = useApp();
  let team: Team;
  let slug: string;
  before(async () => {
    team = await aTeam(app);
  });
  beforeEach(async () => {
    slug = await aDraft(app, team, completeContent({ title: 'Geheimer Arbeitstitel', topics: ['Umwelt'] }));
  });

  const announcePage = () => `/loesungen/${slug}/ankuendigen`;
  const year = new Date().getUTCFullYear() + 1;
  const typed = { title: 'Baumkataster', summary: 'Bäume finden.', expectedOn: `06/${year}` };
  const announce = (fields: Record<string, string> = {}) =>
    team.approver.visitor.submit(announcePage(), { ...typed, ...fields });
  async function aFollower() {
    const follower = await person(app);
    const page = `/in-abschluss/${slug}`;
    expect((await follower.visitor.submit(page, {}, `${page}/verfolgen`)).status).to.equal(303);
    return follower;
  }
  const mailsTo = async (email: string) => (await app.mails()).filter(({ to }) => to === email);

  it('are public with what was announced and nothing else of the draft', async () => {
    expect((await app.visitor().get(`/in-abschluss/${slug}`)).status).to.equal(404);
    expect((await announce()).location).to.equal(`/in-abschluss/${slug}`);
    const reader = app.visitor();
    expect((await reader.get('/in-abschluss')).text)
      .to.contain('Baumkataster')
      .and.to.contain(`Juni ${year}`);
    const page = await reader.get(`/in-abschluss/${slug}`);
    expect(page.text)
      .to.contain('Baumkataster')
      .and.to.contain('Umwelt')
      .and.to.contain(team.organisation.fullName);
    expect(page.text).not.to.contain('Geheimer Arbeitstitel');
    expect((await reader.get(`/loesungen/${slug}`)).status).to.equal(404);
    expect((await stored(app, slug)).history.at(-1)).to.include({
      action: 'announced',
      reason: 'Baumkataster',
    });
  });

  it('are announced by approvers and administrators of the own organisation only', async () => {
    const before = await snapshot(app);
    const other = await aTeam(app);
    for (const [visitor, status] of [
      [team.editor.visitor, 403],
      [other.approver.visitor, 404],
      [(await person(app, { platformRoles: ['kdn'] })).visitor, 403],
    ] as const) {
      expect((await visitor.get(announcePage())).status).to.equal(status);
      const { _csrf = '' } = (await visitor.form('/konto/name')).values;
      expect((await visitor.post(announcePage(), { ...typed, _csrf })).status).to.equal(status);
    }
    expect(await snapshot(app)).to.equal(before);
  });

  for (const [field, value] of [
    ['title', ' '],
    ['summary', ''],
    ['expectedOn', ''],
    ['expectedOn', 'bald'],
    ['expectedOn', '01/2020'],
  ] as const)
    it(`refuse ${field} "${value}" at its field`, async () => {
      const before = await snapshot(app);
      const answer = await announce({ [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.$(`[data-error-summary] a[href="#${field}"]`).length).to.equal(1);
      expect(await snapshot(app)).to.equal(before);
    });

  for (const month of [`06/${year}`, `6/${year}`, `6.${year}`, `06.${year}`, ` 6 / ${year} `, `${year}-06`])
    it(`take "${month}" for June, however it is written`, async () => {
      expect((await announce({ expectedOn: month })).status).to.equal(303);
      expect((await stored(app, slug)).announcement?.expectedOn).to.equal(`${year}-06`);
      expect((await app.visitor().get(`/in-abschluss/${slug}`)).text).to.contain(`Juni ${year}`);
      const form = await team.approver.visitor.get(announcePage());
      expect(form.$('#expectedOn').val()).to.equal(`06/${year}`);
    });

  for (const month of [
    `13/${year}`,
    `0/${year}`,
    `6/${year % 100}`,
    `Juni ${year}`,
    `${year}-6`,
    `1.6.${year}`,
    '06/2101',
    `٠٦/${year}`,
  ])
    it(`take "${month}" for no month, and keep what was typed`, async () => {
      const answer = await announce({ expectedOn: month });
      expect(answer.status).to.equal(422);
      expect(answer.$('#expectedOn-error').text()).to.contain('Bitte Monat und Jahr angeben');
      expect(answer.$('#expectedOn').val()).to.equal(month);
      expect((await stored(app, slug)).announcement).to.equal(null);
    });

  it('say plainly that their date has passed', async () => {
    await announce({ expectedOn: `${String(new Date().getUTCMonth() + 1).padStart(2, '0')}/${year - 1}` });
    const days = 40 * 86_400_000;
    app.travel(days);
    try {
      expect((await app.visitor().get(`/in-abschluss/${slug}`)).text).to.contain('Termin ist verstrichen');
      expect((await app.visitor().get('/in-abschluss')).text).to.contain('überfällig');
    } finally {
      app.travel(-days);
    }
  });

  it('tell followers of another date, and nobody of another sentence', async () => {
    await announce();
    const follower = await aFollower();
    await announce({ summary: 'Alle Bäume finden.' });
    expect(await mailsTo(follower.email)).to.have.length(0);
    await announce({ expectedOn: `09/${year}` });
    const mails = await mailsTo(follower.email);
    expect(mails.map(({ subject }) => subject)).to.deep.equal(['Neuer Termin: Baumkataster']);
    expect(mails[0]?.text).to.contain(`September ${year}`);
  });

  it('tell followers that they were given up and why, before the draft may be deleted', async () => {
    await announce();
    const follower = await aFollower();
    const discard = `/loesungen/${slug}/verwerfen`;
    expect((await team.editor.visitor.submit(discard, {})).status).to.equal(409);
    const withdraw = `/loesungen/${slug}/ankuendigung-zuruecknehmen`;
    expect((await team.approver.visitor.submit(withdraw, { reason: '' })).status).to.equal(422);
    expect((await team.approver.visitor.submit(withdraw, { reason: 'Das Projekt endet.' })).status).to.equal(
      303,
    );
    expect((await app.visitor().get(`/in-abschluss/${slug}`)).status).to.equal(404);
    const left = { userId: follower.userId };
    expect(await app.connection.collection('follows').countDocuments(left), 'follows').to.equal(0);
    expect((await team.editor.visitor.submit(discard, {})).status, 'untold yet').to.equal(409);
    const mail = (await mailsTo(follower.email)).at(-1);
    expect(mail?.subject).to.equal('Ankündigung zurückgenommen: Baumkataster');
    expect(mail?.text).to.contain('Das Projekt endet.').and.not.to.contain('Arbeitstitel');
    expect((await team.editor.visitor.submit(discard, {})).status).to.equal(303);
    expect((await follower.visitor.get('/verfolgt')).text).not.to.contain('Baumkataster');
  });

  it('lead to the solution once it is published, and tell followers', async () => {
    await announce();
    const follower = await aFollower();
    const { solutions } = app.services;
    await solutions.submit(team.actors.editor, slug, { revision: 1, changeNote: '' });
    await solutions.approve(team.actors.approver, slug, { revision: 1 });
    const moved = await app.visitor().get(`/in-abschluss/${slug}`);
    expect([moved.status, moved.location]).to.deep.equal([301, `/loesungen/${slug}`]);
    expect((await app.visitor().get('/in-abschluss')).text).not.to.contain(`/in-abschluss/${slug}`);
    const mail = (await mailsTo(follower.email)).at(-1);
    expect(mail?.subject).to.equal('Jetzt veröffentlicht: Geheimer Arbeitstitel');
    expect(mail?.text).to.contain(`/loesungen/${slug}`);
    expect((await follower.visitor.get('/verfolgt')).text).to.contain('veröffentlicht');
    expect((await team.approver.visitor.get(announcePage())).status).to.equal(409);
  });

  it('are followed once however often asked, and not any more after', async () => {
    await announce();
    const follower = await aFollower();
    const page = `/in-abschluss/${slug}`;
    const { _csrf = '' } = (await follower.visitor.form('/konto/name')).values;
    await Promise.all([1, 2, 3].map(() => follower.visitor.post(`${page}/verfolgen`, { _csrf })));
    const follows = app.connection.collection('follows');
    expect(await follows.countDocuments({ userId: follower.userId })).to.equal(1);
    expect((await follower.visitor.submit(page, {}, `${page}/nicht-mehr-verfolgen`)).location).to.equal(
      '/verfolgt',
    );
    expect(await follows.countDocuments({ userId: follower.userId })).to.equal(0);
    expect((await app.visitor().get('/verfolgt')).status).to.equal(302);
  });

  it('stand in the export of who follows, and the follow goes with the account', async () => {
    await announce();
    const follower = await aFollower();
    const data = await app.services.accounts.exportOf(follower.userId);
    expect(JSON.stringify(data.follows)).to.contain('Baumkataster');
    await app.services.accounts.eraseAccount(follower.userId);
    expect(await app.connection.collection('follows').countDocuments({ userId: follower.userId })).to.equal(
      0,
    );
  });

  it('cannot be followed where nothing is announced', async () => {
    const follower = await person(app);
    const { _csrf = '' } = (await follower.visitor.form('/konto/name')).values;
    expect((await follower.visitor.post(`/in-abschluss/${slug}/verfolgen`, { _csrf })).status).to.equal(404);
    expect(await app.connection.collection('follows').countDocuments({ userId: follower.userId })).to.equal(
      0,
    );
  });

  it('are made from one announcement where two people announce at once', async () => {
    const { solutions } = app.services;
    const answers = await Promise.allSettled([
      solutions.announce(team.actors.approver, slug, announcement()),
      solutions.announce(team.actors.administrator, slug, announcement()),
    ]);
    const entries = (await stored(app, slug)).history.filter(({ action }) => action === 'announced');
    expect(entries).to.have.length(1);
    expect(answers.some(({ status }) => status === 'fulfilled')).to.equal(true);
  });
});

describe('the list of projects announced as "In Abschluss"', () => {
  const app = useApp();
  const region = 'owl';

  before(async function () {
    this.timeout(30_000);
    const team = await aTeam(app);
    const year = new Date().getUTCFullYear();
    for (let index = 0; index < 27; index += 1) {
      const slug = await aDraft(
        app,
        team,
        completeContent({ title: `Entwurf ${index}`, modelRegion: region }),
      );
      const expectedOn = `${year + 1 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
      await app.services.solutions.announce(team.actors.approver, slug, {
        title: `Vorhaben ${String(index).padStart(2, '0')}`,
        summary: 'Ein Satz.',
        expectedOn,
      });
    }
    await aDraft(app, team, completeContent({ title: 'Verschwiegenes' }));
  });

  const titlesAt = async (path: string) => {
    const { $, status } = await app.visitor().get(path);
    expect(status).to.equal(200);
    return {
      titles: $('.results h2')
        .toArray()
        .map((one) => $(one).text()),
      pages: $('.pagination a')
        .toArray()
        .map((one) => $(one).attr('href')),
      current: $('.pagination [aria-current="page"]').text().replace(/\D/g, ''),
    };
  };

  it('shows 25 a page in the order of their months, each once', async () => {
    const first = await titlesAt('/in-abschluss');
    const second = await titlesAt('/in-abschluss?seite=2');
    expect(first.titles).to.have.lengthOf(25);
    expect([...first.titles, ...second.titles]).to.deep.equal(
      Array.from({ length: 27 }, (_, index) => `Vorhaben ${String(index).padStart(2, '0')}`),
    );
    expect(first.pages).to.include('/in-abschluss?seite=2');
    expect(second.pages).to.include('/in-abschluss');
    expect([first.current, second.current]).to.deep.equal(['1', '2']);
  });

  it('shows the last page for one beyond it, and the first for what is no page', async () => {
    expect((await titlesAt('/in-abschluss?seite=99')).titles).to.have.lengthOf(2);
    for (const page of ['0', '-1', 'x', '1.5', '%24ne'])
      expect((await titlesAt(`/in-abschluss?seite=${page}`)).titles).to.have.lengthOf(25);
  });

  it('pages within a model region, and shows nothing of it in another', async () => {
    const { titles, pages } = await titlesAt(`/in-abschluss?region=${region}&seite=2`);
    expect(titles).to.have.lengthOf(2);
    expect(pages).to.include(`/in-abschluss?region=${region}`);
    expect((await titlesAt('/in-abschluss?region=soest')).titles).to.deep.equal([]);
  });
});
