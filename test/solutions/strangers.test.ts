import { expect } from 'chai';
import { Types } from 'mongoose';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import {
  aDraft,
  aPublished,
  aSubmission,
  aTeam,
  completeContent,
  snapshot,
  stored,
  type Team,
} from './publishing.helper.ts';

describe('strangers to a solution', () => {
  const app = useApp();
  let team: Team;
  let stranger: Person;
  let token: string;
  before(async () => {
    team = await aTeam(app);
    stranger = await person(app, { roles: ['editor', 'approver', 'administrator'] });
    token = String((await stranger.visitor.form('/loesungen/neu')).values._csrf);
  });

  const pages = [
    '',
    '/vorschau',
    '/bearbeiten',
    '/bearbeiten/grundlagen',
    '/bearbeiten/beteiligte',
    '/einreichen',
    '/freigabe',
    '/verlauf',
    '/verwerfen',
    '/zurueckziehen',
    '/uebernehmen',
    '/versionen/1',
  ];
  const acts = [
    '/bearbeiten/grundlagen',
    '/bearbeiten/beteiligte',
    '/neue-version',
    '/verwerfen',
    '/einreichen',
    '/zurueckholen',
    '/freigabe',
    '/zurueckgeben',
    '/zurueckziehen',
    '/uebernehmen',
  ];

  for (const [state, arrange] of [
    ['a draft', () => aDraft(app, team, completeContent({ title: 'Geheimer Entwurf' }))],
    ['a submission', () => aSubmission(app, team, completeContent({ title: 'Geheimer Entwurf' }))],
  ] as const) {
    it(`get 404 on every page of ${state}, as for one that does not exist`, async () => {
      const slug = await arrange();
      for (const page of pages) {
        const answer = await stranger.visitor.get(`/loesungen/${slug}${page}`);
        expect(answer.status, page).to.equal(404);
        expect(answer.text, page).not.to.contain('Geheimer Entwurf');
        expect((await stranger.visitor.get(`/loesungen/gibt-es-nicht${page}`)).status, page).to.equal(404);
      }
      for (const page of ['', '/versionen/1'])
        expect((await app.visitor().get(`/loesungen/${slug}${page}`)).status, page).to.equal(404);
    });

    it(`change nothing about ${state}`, async () => {
      const slug = await arrange();
      const before = await snapshot(app);
      for (const act of acts) {
        const answer = await stranger.visitor.post(`/loesungen/${slug}${act}`, {
          _csrf: token,
          revision: '1',
          title: 'Übernommen',
          reason: 'Weil ich es will.',
        });
        expect(answer.status, act).to.equal(404);
      }
      expect(await snapshot(app)).to.equal(before);
    });
  }

  it('cannot write or withdraw what is published', async () => {
    const slug = await aPublished(app, team);
    const before = await snapshot(app);
    for (const act of acts.filter((one) => one !== '/uebernehmen')) {
      const answer = await stranger.visitor.post(`/loesungen/${slug}${act}`, {
        _csrf: token,
        revision: '1',
        reason: 'Weil ich es will.',
      });
      expect(answer.status, act).to.equal(404);
    }
    expect(await snapshot(app)).to.equal(before);
  });

  it('need a role even inside the organisation', async () => {
    const slug = await aDraft(app, team);
    const member = await person(app, { organisation: team.organisation.slug, roles: [] });
    expect((await member.visitor.get(`/loesungen/${slug}/vorschau`)).status).to.equal(200);
    expect((await member.visitor.get(`/loesungen/${slug}/bearbeiten`)).status).to.equal(403);
    expect((await team.editor.visitor.get(`/loesungen/${slug}/freigabe`)).status).to.equal(403);
    const anonymous = await app.visitor().get(`/loesungen/${slug}/bearbeiten`);
    expect(anonymous.location).to.equal(
      `/anmelden?weiter=${encodeURIComponent(`/loesungen/${slug}/bearbeiten`)}`,
    );
  });

  it('keep drafts from KDN until they are submitted', async () => {
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const slug = await aDraft(app, team);
    expect((await kdn.visitor.get(`/loesungen/${slug}/vorschau`)).status).to.equal(404);
    await app.services.solutions.submit(team.actors.editor, slug, { revision: 1, changeNote: '' });
    expect((await kdn.visitor.get(`/loesungen/${slug}/vorschau`)).status).to.equal(200);
  });

  it('keep the next version from KDN until it is submitted', async () => {
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const slug = await aPublished(app, team);
    const { solutions } = app.services;
    const begun = await solutions.startRelease(team.actors.editor, slug);
    const revision = begun.working?.revision ?? 0;
    const content = completeContent({ title: 'Geheime neue Version' });
    await solutions.saveDraft(team.actors.editor, slug, { revision, content });
    const preview = () => kdn.visitor.get(`/loesungen/${slug}/vorschau`);
    expect((await preview()).location).to.equal(`/loesungen/${slug}`);
    expect((await kdn.visitor.get(`/loesungen/${slug}/verlauf`)).text).not.to.contain('Geheime');
    await solutions.submit(team.actors.editor, slug, { revision: revision + 1, changeNote: 'Neu' });
    expect((await preview()).text).to.contain('Geheime neue Version');
  });

  it('are not the members of a successor, who go on with what the ended organisation had', async () => {
    const ended = await aTeam(app);
    const slug = await aDraft(app, ended, completeContent({ title: 'Geerbter Entwurf' }));
    const published = await aPublished(app, ended, completeContent({ title: 'Geerbte Lösung' }));
    await app.connection.collection('organisations').updateOne(
      { _id: new Types.ObjectId(ended.organisation.id) },
      {
        $set: { succession: { successorId: new Types.ObjectId(team.organisation.id), since: new Date() } },
      },
    );
    expect((await team.editor.visitor.get('/meine-loesungen')).text).to.contain('Geerbter Entwurf');
    const { submit } = app.services.solutions;
    await submit(team.actors.editor, slug, { revision: 1, changeNote: '' });
    const review = await team.approver.visitor.get(`/loesungen/${slug}/freigabe`);
    expect(review.$(`form[action="/loesungen/${slug}/freigabe"]`).length).to.equal(1);
    const page = await app.visitor().get(`/loesungen/${published}`);
    expect(page.$('.provider').text()).to.contain(team.organisation.fullName);
    expect((await stored(app, published)).providerId).to.equal(ended.organisation.id);
    expect((await stranger.visitor.get(`/loesungen/${slug}/vorschau`)).status).to.equal(404);
  });
});
