import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import type { Visitor } from '../../helpers/visitor.ts';
import {
  aDraft,
  aSubmission,
  aTeam,
  completeContent,
  snapshot,
  stored,
  type Team,
} from '../publishing.helper.ts';

type Told = {
  revision: number;
  seen: string;
  savedAt: string;
  faults: string[];
  clash: string | null;
  others: string | null;
  progress: { answered: number; total: number; text: string };
};

describe('a form that saves by itself', () => {
  const app = useApp();
  let team: Team;
  let slug: string;
  let page: string;
  before(async () => {
    team = await aTeam(app);
  });
  beforeEach(async () => {
    slug = await aDraft(app, team);
    page = `/loesungen/${slug}/bearbeiten/aufwand`;
  });

  async function send(visitor: Visitor, values: Record<string, string | string[]>, to = page) {
    const answer = await visitor.post(to, values, {
      'X-Requested-With': 'fetch',
      Accept: 'application/json',
    });
    return { status: answer.status, told: JSON.parse(answer.text) as Told & { detail?: string } };
  }

  it('saves, says when, and carries the revision on', async () => {
    const { visitor } = team.editor;
    const { values } = await visitor.form(page);
    const first = await send(visitor, { ...values, effort: 'Zehn Tage' });
    expect(first.status).to.equal(200);
    expect(first.told).to.deep.include({ revision: 2, faults: [], clash: null, others: null });
    expect(first.told.savedAt).to.match(/^\d\d:\d\d$/);
    expect(first.told.progress.text).to.match(/^\d+ von \d+ Fragen, alle Pflichtangaben sind da$/);
    const { revision, seen } = first.told;
    const second = await send(visitor, { ...values, effort: 'Elf Tage', revision: String(revision), seen });
    expect(second.told.revision).to.equal(3);
    const { working, history } = await stored(app, slug);
    expect(working?.content.effort).to.equal('Elf Tage');
    expect(history.map(({ action }) => action)).to.deep.equal(['created']);
  });

  it('writes nothing where nothing changed', async () => {
    const { visitor } = team.editor;
    const { values } = await visitor.form(page);
    const before = await snapshot(app);
    expect((await send(visitor, values)).told.revision).to.equal(1);
    expect(await snapshot(app)).to.equal(before);
  });

  it('keeps the old value of a field at fault, says so, and saves the rest', async () => {
    const { visitor } = team.editor;
    const { values } = await visitor.form(page);
    await send(visitor, { ...values, fundingTotalEur: '475.000' });
    const fresh = (await visitor.form(page)).values;
    const answer = await send(visitor, { ...fresh, fundingTotalEur: 'viel', cost: 'keine' });
    expect(answer.status).to.equal(200);
    expect(answer.told.faults.join()).to.contain('Gesamtkosten des Projekts');
    expect((await stored(app, slug)).working?.content).to.include({
      fundingTotalEur: 475_000,
      cost: 'keine',
    });
  });

  it('never saves a solution without a title', async () => {
    const { visitor } = team.editor;
    const basics = `/loesungen/${slug}/bearbeiten/grundlagen`;
    const { values } = await visitor.form(basics);
    const answer = await send(visitor, { ...values, title: ' ', summary: 'Neu gesagt.' }, basics);
    expect(answer.told.faults).to.have.length(1);
    const content = (await stored(app, slug)).working?.content;
    expect(content).to.include({ title: 'Hundesteuer online', summary: 'Neu gesagt.' });
  });

  it('answers 409 at a clash, keeps both, and saves what is not in it', async () => {
    const { visitor } = team.editor;
    const { values } = await visitor.form(page);
    await team.approver.visitor.submit(page, { effort: 'Von der anderen.' });
    const answer = await send(visitor, { ...values, effort: 'Von mir.', cost: 'keine' });
    expect(answer.status).to.equal(409);
    expect(answer.told.clash).to.contain('Aufwand der Übernahme');
    expect((await stored(app, slug)).working?.content).to.include({
      effort: 'Von der anderen.',
      cost: 'keine',
    });
    const { revision, seen } = answer.told;
    const compare = await visitor.post(page, {
      ...values,
      effort: 'Von mir.',
      cost: 'keine',
      revision: String(revision),
      seen,
    });
    expect(compare.status).to.equal(409);
    expect(compare.text).to.contain('Von der anderen.').and.to.contain('Von mir.');
  });

  it('does not bring back what others changed and this page still shows in its old form', async () => {
    const { visitor } = team.editor;
    const { values } = await visitor.form(page);
    await team.approver.visitor.submit(page, { effort: 'Von der anderen.' });
    const first = await send(visitor, { ...values, cost: 'keine' });
    expect(first.told.others).to.contain('Aufwand der Übernahme');
    const { revision, seen } = first.told;
    const next = await send(visitor, { ...values, cost: 'wenig', revision: String(revision), seen });
    expect(next.status).to.equal(200);
    expect((await stored(app, slug)).working?.content).to.include({
      effort: 'Von der anderen.',
      cost: 'wenig',
    });
  });

  it('tells strangers and the logged-out nothing and changes nothing', async () => {
    const { values } = await team.editor.visitor.form(page);
    const before = await snapshot(app);
    const stranger = (await aTeam(app)).editor.visitor;
    const token = String((await stranger.form('/konto/name')).values._csrf);
    expect((await send(stranger, { ...values, _csrf: token, effort: 'Fremd' })).status).to.equal(404);
    expect((await send(app.visitor(), { ...values, effort: 'Fremd' })).status).to.equal(401);
    expect((await send(team.editor.visitor, { ...values, _csrf: 'x', effort: 'Fremd' })).status).to.equal(
      403,
    );
    expect((await send(team.administrator.visitor, values)).status).to.equal(403);
    expect(await snapshot(app)).to.equal(before);
  });

  it('says that a submission cannot be written any more', async () => {
    const { values } = await team.editor.visitor.form(page);
    const submitted = await aSubmission(app, team, completeContent({ title: 'Liegt zur Freigabe' }));
    const answer = await send(team.editor.visitor, values, `/loesungen/${submitted}/bearbeiten/aufwand`);
    expect(answer.status).to.equal(409);
    expect(answer.told.detail).to.contain('liegt zur Freigabe');
  });

  it('shows how far the draft has come, all sections, and the way to the next one', async () => {
    const shown = await team.editor.visitor.get(page);
    expect(shown.$('[data-progress] p').text()).to.match(/^\d+ von \d+ Fragen/);
    expect(shown.$('.section-nav a[aria-current="page"]').text()).to.equal('Aufwand und Kosten');
    const sections = shown.$('.section-nav a').toArray();
    const here = sections.findIndex((one) => one.attribs['aria-current'] === 'page');
    expect(here).to.be.greaterThan(0);
    expect(shown.$('a[rel="prev"]').attr('href')).to.equal(sections[here - 1]?.attribs.href);
    expect(shown.$('a[rel="next"]').attr('href')).to.equal(sections[here + 1]?.attribs.href);
  });
});
