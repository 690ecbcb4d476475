import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { aDraft, aTeam, completeContent, snapshot, stored, type Team } from './publishing.helper.ts';

describe('writing a solution', () => {
  const app = useApp();
  let team: Team;
  before(async () => {
    team = await aTeam(app);
  });

  it('needs a title and keeps what was typed', async () => {
    const before = await snapshot(app);
    const answer = await team.editor.visitor.submit('/loesungen/neu', {
      title: ' ',
      summary: 'Ein Satz bleibt.',
    });
    expect(answer.status).to.equal(422);
    expect(answer.$('[data-error-summary] a[href="#title"]').length).to.equal(1);
    expect(answer.$('#summary').val()).to.equal('Ein Satz bleibt.');
    expect(await snapshot(app)).to.equal(before);
  });

  it('gives each solution of the same title an address of its own', async () => {
    const content = completeContent({ title: 'Straßenbäume fördern' });
    const slugs = await Promise.all([1, 2, 3].map(() => aDraft(app, team, content)));
    expect(slugs.toSorted()).to.deep.equal([
      'strassenbaeume-foerdern',
      'strassenbaeume-foerdern-2',
      'strassenbaeume-foerdern-3',
    ]);
    expect(await aDraft(app, team, completeContent({ title: 'Neu' }))).to.equal('neu-2');
  });

  it('shows both texts where somebody saved in between, and saves on the second try', async () => {
    const slug = await aDraft(app, team);
    const page = `/loesungen/${slug}/bearbeiten/inhalt`;
    const mine = await team.editor.visitor.form(page);
    await team.approver.visitor.submit(page, { description: 'Von der anderen Person.' });
    const typed = { ...mine.values, description: 'Von mir.' };
    const stale = await team.editor.visitor.post(page, typed);
    expect(stale.status).to.equal(409);
    expect(stale.text).to.contain('Von der anderen Person.').and.to.contain('Von mir.');
    expect((await stored(app, slug)).working?.content.description).to.equal('Von der anderen Person.');
    const hidden = (name: string) => stale.$(`main input[name="${name}"]`).attr('value') ?? '';
    const again = { ...typed, revision: hidden('revision'), seen: hidden('seen') };
    expect(stale.$('#description').val()).to.contain('Von mir.');
    expect((await team.editor.visitor.post(page, again)).status).to.equal(303);
    expect((await stored(app, slug)).working?.content.description).to.equal('Von mir.');
  });

  for (const [section, fields, field] of [
    ['grundlagen', { title: 'x'.repeat(151) }, 'title'],
    ['grundlagen', { title: '' }, 'title'],
    ['grundlagen', { topics: ['Raumfahrt'] }, 'topics'],
    ['grundlagen', { modelRegion: 'bayern' }, 'modelRegion'],
    ['grundlagen', { summary: 'a\u202eb' }, 'summary'],
    ['technik', { maturity: 'perfekt' }, 'maturity'],
    ['technik', { operatingModels: ['self', '__proto__'] }, 'operatingModels'],
    ['aufwand', { fundingTotalEur: 'viel' }, 'fundingTotalEur'],
    ['aufwand', { periodStart: '2021-13' }, 'periodStart'],
    ['verweise', { linkWebsite: 'javascript:alert(1)' }, 'linkWebsite'],
    ['verweise', { linkDemo: 'https://user:pass@demo.example/' }, 'linkDemo'],
    ['verweise', { sources: 'data:text/html,x Quelle' }, 'sources'],
    ['verweise', { relatedSlugs: 'https://blaupause.example/loesungen/gibt-es-nicht' }, 'relatedSlugs'],
  ] as const) {
    it(`refuses ${encodeURI(JSON.stringify(fields)).slice(0, 60)} at its field`, async () => {
      const slug = await aDraft(app, team);
      const before = await snapshot(app);
      const values = Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          Array.isArray(value) ? [...value] : String(value),
        ]),
      );
      const answer = await team.editor.visitor.submit(`/loesungen/${slug}/bearbeiten/${section}`, values);
      expect(answer.status).to.equal(422);
      expect(answer.$(`[data-error-summary] a[href="#${field}"]`).length).to.equal(1);
      expect(answer.$(`#${field}`).length).to.equal(1);
      expect(await snapshot(app)).to.equal(before);
    });
  }

  it('ignores every field that the section does not ask for', async () => {
    const slug = await aDraft(app, team);
    const before = await stored(app, slug);
    const answer = await team.editor.visitor.submit(`/loesungen/${slug}/bearbeiten/inhalt`, {
      description: 'Neu.',
      title: 'Untergeschoben',
      providerId: '64b000000000000000000001',
      visibility: 'published',
      slug: 'anders',
      state: 'submitted',
      submittedBy: team.approver.userId,
      releases: '1',
      _id: '64b000000000000000000009',
      statement: 'frei',
    });
    expect(answer.status).to.equal(303);
    const after = await stored(app, slug);
    expect(after.working?.content).to.deep.equal({ ...before.working?.content, description: 'Neu.' });
    expect({ ...after, working: null }).to.deep.equal({ ...before, working: null });
    expect(after.working?.state).to.equal('draft');
  });

  it('refuses operators and foreign revisions', async () => {
    const slug = await aDraft(app, team);
    const before = await snapshot(app);
    const page = `/loesungen/${slug}/bearbeiten/inhalt`;
    const { values } = await team.editor.visitor.form(page);
    const hostile: Record<string, string>[] = [
      { 'description[$ne]': 'x' },
      { $where: '1' },
      { revision: 'abc' },
      { revision: '-1' },
    ];
    for (const fields of hostile) {
      const answer = await team.editor.visitor.post(page, {
        ...values,
        ...(fields as Record<string, string>),
      });
      expect(answer.status, JSON.stringify(fields)).to.equal(400);
    }
    expect((await team.editor.visitor.post(page, { ...values, _csrf: 'x' })).status).to.equal(403);
    expect(await snapshot(app)).to.equal(before);
  });

  it('takes organisations from the registry only', async () => {
    const slug = await aDraft(app, team);
    const page = `/loesungen/${slug}/bearbeiten/beteiligte`;
    const { organisation, editor } = team;
    const unknown = await editor.visitor.submit(page, { partner: 'Frei erfundene GmbH' });
    expect(unknown.status).to.equal(422);
    expect(unknown.$('#partner').val()).to.equal('Frei erfundene GmbH');
    expect(
      (await editor.visitor.submit(page, { lead: organisation.fullName, weiter: 'mehr' })).location,
    ).to.equal(page);
    expect((await stored(app, slug)).working?.content.leadIds).to.deep.equal([organisation.id]);
    const { values } = await editor.visitor.form(page);
    await editor.visitor.post(page, { ...values, partnerIds: '64b000000000000000000001' });
    expect((await stored(app, slug)).working?.content.partnerIds).to.deep.equal([]);
    const { leadIds: _ticked, ...rest } = (await editor.visitor.form(page)).values;
    await editor.visitor.post(page, rest);
    expect((await stored(app, slug)).working?.content.leadIds).to.deep.equal([]);
  });

  it('deletes a draft only after asking by a page', async () => {
    const slug = await aDraft(app, team);
    const asked = await team.editor.visitor.get(`/loesungen/${slug}/verwerfen`);
    expect(asked.text).to.contain('lässt sich nicht wiederherstellen');
    expect((await team.editor.visitor.submit(`/loesungen/${slug}/verwerfen`, {})).status).to.equal(303);
    expect(await app.connection.collection('solutions').countDocuments({ slug })).to.equal(0);
  });

  it('lists what the organisation has, and teaches where it has nothing', async () => {
    await aDraft(app, team, completeContent({ title: 'Steht in der Liste' }));
    expect((await team.editor.visitor.get('/meine-loesungen')).text).to.contain('Steht in der Liste');
    const other = await aTeam(app);
    const empty = await other.editor.visitor.get('/meine-loesungen');
    expect(empty.text).to.contain('Erste Lösung anlegen').and.not.to.contain('Steht in der Liste');
  });
});
