import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
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

describe('publishing a solution', () => {
  const app = useApp();
  let team: Team;
  before(async () => {
    team = await aTeam(app);
  });

  it('goes from two typed fields to a public page, by two people', async () => {
    const { editor, approver } = team;
    const begun = await editor.visitor.submit('/loesungen/neu', {
      title: 'Gewerbeanmeldung in einem Schritt',
      summary: 'Ein Antrag für drei Behörden.',
    });
    expect(begun.status).to.equal(303);
    expect(begun.location).to.equal('/loesungen/gewerbeanmeldung-in-einem-schritt/bearbeiten');
    const page = '/loesungen/gewerbeanmeldung-in-einem-schritt';
    const save = async (section: string, fields: Record<string, string | string[]>) => {
      const answer = await editor.visitor.submit(`${page}/bearbeiten/${section}`, {
        ...fields,
        weiter: 'spaeter',
      });
      expect(answer.status, section).to.equal(303);
      expect(answer.location).to.equal(`${page}/bearbeiten`);
    };

    const missing = await editor.visitor.get(`${page}/einreichen`);
    expect(missing.text).to.contain('fehlen');
    const links = missing.$('#fehlt a').toArray();
    expect(links.length).to.be.greaterThan(5);
    for (const link of links) {
      const [path = '', field = ''] = (missing.$(link).attr('href') ?? '').split('#');
      const form = await editor.visitor.get(path);
      expect(form.$(`#${field}`).length, `#${field} on ${path}`).to.equal(1);
    }

    await save('grundlagen', {
      contactFunction: 'Projektbüro',
      topics: ['Wirtschaft', 'Verwaltung'],
      modelRegion: 'owl',
    });
    await save('inhalt', { description: 'Ein *Antrag*.', transferable: 'Quellcode' });
    await save('technik', {
      maturity: 'pilot',
      operatingModels: ['self'],
      technology: 'Node.js\n\nPostgreSQL',
    });
    await save('aufwand', { fundingTotalEur: '475.222', periodStart: '2021-06' });
    await save('bedingungen', {
      licenceFree: 'ja',
      rightsConfirmed: 'ja',
      remainingCosts: 'Hosting',
      support: 'keine',
    });
    await save('verweise', {
      linkRepository: 'https://code.example/gewerbe',
      sources: 'https://stadt.example/bericht Stadt Musterstadt',
    });

    const submitted = await editor.visitor.submit(`${page}/einreichen`, {});
    expect(submitted.status).to.equal(303);
    const list = await approver.visitor.get('/freigaben');
    expect(list.text).to.contain('Gewerbeanmeldung in einem Schritt');
    const cases = await approver.visitor.get('/vorgaenge');
    expect(cases.$(`main a[href="${page}/freigabe"]`).length).to.equal(1);
    expect((await editor.visitor.get('/vorgaenge')).$(`main a[href="${page}/vorschau"]`).length).to.equal(1);
    const mails = await app.mails();
    const asked = mails.filter(
      ({ subject }) => subject === 'Zur Freigabe: Gewerbeanmeldung in einem Schritt',
    );
    expect(asked.map(({ to }) => to)).to.deep.equal([approver.email]);

    const approved = await approver.visitor.submit(`${page}/freigabe`, {}, `${page}/freigabe`);
    expect(approved.status).to.equal(303);
    const shown = await app.visitor().get(page);
    expect(shown.status).to.equal(200);
    expect(shown.$('h1').text()).to.equal('Gewerbeanmeldung in einem Schritt');
    expect(shown.$('.prose em').text()).to.equal('Antrag');
    expect(shown.text).to.contain('475.222');
    expect(shown.$('a[href="/loesungen/gewerbeanmeldung-in-einem-schritt/anfragen"]').length).to.equal(1);

    const record = await stored(app, 'gewerbeanmeldung-in-einem-schritt');
    expect(record.visibility).to.equal('published');
    expect(record.working).to.equal(null);
    expect(record.releases).to.have.length(1);
    expect(record.releases[0]).to.include({ submittedBy: editor.userId, approvedBy: approver.userId });
    expect(record.releases[0]?.content.technology).to.deep.equal(['Node.js', 'PostgreSQL']);
    expect(record.history.map(({ action }) => action)).to.deep.equal(['created', 'submitted', 'published']);
    const told = (await app.mails()).filter(({ subject }) => subject.startsWith('Veröffentlicht: Gewerbe'));
    expect(told.map(({ to }) => to)).to.have.members([editor.email, team.administrator.email]);
  });

  it('refuses an approval by who submitted', async () => {
    const slug = await aDraft(app, team);
    await app.services.solutions.submit(team.actors.approver, slug, { revision: 1, changeNote: '' });
    const before = await snapshot(app);
    const page = await team.approver.visitor.get(`/loesungen/${slug}/freigabe`);
    expect(page.status).to.equal(200);
    expect(page.$('form[action$="/freigabe"]').length).to.equal(0);
    const list = await team.approver.visitor.form('/loesungen/neu');
    const token = String(list.values._csrf);
    const answer = await team.approver.visitor.post(`/loesungen/${slug}/freigabe`, {
      _csrf: token,
      revision: '1',
    });
    expect(answer.status).to.equal(403);
    expect(await snapshot(app)).to.equal(before);
  });

  it('refuses an approval of a revision that changed meanwhile', async () => {
    const slug = await aSubmission(app, team);
    const { solutions } = app.services;
    const seen = await team.approver.visitor.form(
      `/loesungen/${slug}/freigabe`,
      `/loesungen/${slug}/freigabe`,
    );
    await solutions.recall(team.actors.editor, slug);
    await solutions.saveDraft(team.actors.editor, slug, {
      revision: 1,
      content: completeContent({ description: 'Etwas anderes.' }),
    });
    await solutions.submit(team.actors.editor, slug, { revision: 2, changeNote: '' });
    const before = await snapshot(app);
    const answer = await team.approver.visitor.post(`/loesungen/${slug}/freigabe`, seen.values);
    expect(answer.status).to.equal(409);
    expect(await snapshot(app)).to.equal(before);
  });

  it('returns with reasons, told to the editors', async () => {
    const slug = await aSubmission(app, team, completeContent({ title: 'Zurückzugebendes' }));
    const without = await team.approver.visitor.submit(
      `/loesungen/${slug}/freigabe`,
      { reason: '' },
      `/loesungen/${slug}/zurueckgeben`,
    );
    expect(without.status).to.equal(422);
    expect(without.$('[data-error-summary] a[href="#reason"]').length).to.equal(1);
    const answer = await team.approver.visitor.submit(
      `/loesungen/${slug}/freigabe`,
      { reason: 'Bitte die Rechte klären.' },
      `/loesungen/${slug}/zurueckgeben`,
    );
    expect(answer.status).to.equal(303);
    expect((await stored(app, slug)).working?.state).to.equal('draft');
    const mails = (await app.mails()).filter(({ subject }) => subject.includes('Zurückzugebendes'));
    const returned = mails.filter(({ subject }) => subject.startsWith('Zur Überarbeitung'));
    expect(returned.map(({ to }) => to)).to.include(team.editor.email);
    expect(returned[0]?.text).to.contain('Bitte die Rechte klären.');
  });

  for (const [what, change] of [
    ['rights', { rightsConfirmed: false }],
    ['remaining costs', { remainingCosts: '' }],
    ['support', { support: '' }],
    ['freedom of licence costs', { licenceFree: false }],
  ] as const) {
    it(`refuses to submit without ${what}, beside the field`, async () => {
      const content = completeContent();
      const slug = await aDraft(app, team, { ...content, terms: { ...content.terms, ...change } });
      const form = await team.editor.visitor.form('/loesungen/neu');
      const answer = await team.editor.visitor.post(`/loesungen/${slug}/einreichen`, {
        _csrf: String(form.values._csrf),
        revision: '1',
      });
      expect(answer.status).to.equal(422);
      const field = Object.keys(change)[0];
      expect(answer.$(`#fehlt a[href="/loesungen/${slug}/bearbeiten/bedingungen#${field}"]`).length).to.equal(
        1,
      );
      expect((await stored(app, slug)).working?.state).to.equal('draft');
    });
  }

  it('refuses to submit a file without a licence', async () => {
    const slug = await aDraft(app, team);
    const artifact = {
      id: 'a1',
      kind: 'concept',
      title: 'Fachkonzept',
      licence: '',
      licenceText: '',
      access: 'everyone',
      source: {
        type: 'file',
        sha256: 'a'.repeat(64),
        size: 5,
        filename: 'k.pdf',
        mediaType: 'application/pdf',
      },
      addedAt: new Date(),
      addedBy: team.editor.userId,
    };
    await app.connection
      .collection('solutions')
      .updateOne({ slug }, { $set: { 'working.artifacts': [artifact] } });
    const page = await team.editor.visitor.get(`/loesungen/${slug}/einreichen`);
    expect(page.$('#fehlt').text()).to.contain('Wählen Sie eine Lizenz für „Fachkonzept“');
    const form = await team.editor.visitor.form('/loesungen/neu');
    const answer = await team.editor.visitor.post(`/loesungen/${slug}/einreichen`, {
      _csrf: String(form.values._csrf),
      revision: '1',
    });
    expect(answer.status).to.equal(422);
  });

  it('lets KDN approve where the organisation has nobody else, and only there', async () => {
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const withApprover = await aSubmission(app, team, completeContent({ title: 'Mit eigener Freigabe' }));
    const alone = await anOrganisation(app);
    const editor = await person(app, { organisation: alone.slug, roles: ['editor', 'approver'] });
    await editor.visitor.submit('/loesungen/neu', { title: 'Ohne eigene Freigabe', summary: 'Ein Satz.' });
    const slug = 'ohne-eigene-freigabe';
    await app.connection
      .collection('solutions')
      .updateOne(
        { slug },
        { $set: { 'working.content': completeContent({ title: 'Ohne eigene Freigabe' }) } },
      );
    expect((await editor.visitor.submit(`/loesungen/${slug}/einreichen`, {})).status).to.equal(303);

    const list = await kdn.visitor.get('/freigaben');
    expect(list.text).to.contain('Ohne eigene Freigabe');
    expect(list.text).not.to.contain('Mit eigener Freigabe');
    const mails = (await app.mails()).filter(
      ({ subject }) => subject === 'Zur Freigabe: Ohne eigene Freigabe',
    );
    expect(mails.map(({ to }) => to)).to.deep.equal([kdn.email]);

    const form = await kdn.visitor.form(`/loesungen/${slug}/freigabe`, `/loesungen/${slug}/freigabe`);
    const refused = await kdn.visitor.post(`/loesungen/${withApprover}/freigabe`, form.values);
    expect(refused.status).to.equal(403);
    expect((await kdn.visitor.post(`/loesungen/${slug}/freigabe`, form.values)).status).to.equal(303);
    expect((await stored(app, slug)).visibility).to.equal('published');
  });

  it('keeps old releases readable and asks what changed', async () => {
    const slug = await aPublished(
      app,
      team,
      completeContent({ title: 'Zwei Versionen', effort: 'zwei Tage' }),
    );
    const page = `/loesungen/${slug}`;
    const { visitor } = team.editor;
    expect((await visitor.submit(page, {}, `${page}/neue-version`)).status).to.equal(303);
    await visitor.submit(`${page}/bearbeiten/aufwand`, { effort: 'einen Tag', weiter: 'spaeter' });
    const unnoted = await visitor.submit(`${page}/einreichen`, { changeNote: '' });
    expect(unnoted.status).to.equal(422);
    expect(unnoted.$('[data-error-summary] a[href="#changeNote"]').length).to.equal(1);
    expect(
      (await visitor.submit(`${page}/einreichen`, { changeNote: 'Schneller eingeführt' })).status,
    ).to.equal(303);
    const meanwhile = await app.visitor().get(page);
    expect(meanwhile.text).to.contain('zwei Tage');
    await team.approver.visitor.submit(`${page}/freigabe`, {}, `${page}/freigabe`);
    const now = await app.visitor().get(page);
    expect(now.text).to.contain('einen Tag').and.to.contain('Schneller eingeführt');
    const old = await app.visitor().get(`${page}/versionen/1`);
    expect(old.status).to.equal(200);
    expect(old.text).to.contain('zwei Tage').and.to.contain('nicht die aktuelle');
    expect((await app.visitor().get(`${page}/versionen/3`)).status).to.equal(404);
    expect((await app.visitor().get(`${page}/versionen/x`)).status).to.equal(404);
  });

  it('answers 410 with the reason for what was withdrawn, and lists it no more', async () => {
    const slug = await aPublished(app, team, completeContent({ title: 'Abgelöstes Verfahren' }));
    const page = `/loesungen/${slug}`;
    const { visitor } = team.approver;
    const asked = await visitor.get(`${page}/zurueckziehen`);
    expect(asked.text).to.contain('nicht mehr zu sehen');
    expect((await visitor.submit(`${page}/zurueckziehen`, { reason: ' ' })).status).to.equal(422);
    expect(
      (await visitor.submit(`${page}/zurueckziehen`, { reason: 'Das Land bietet es selbst an.' })).status,
    ).to.equal(303);
    const gone = await app.visitor().get(page);
    expect(gone.status).to.equal(410);
    expect(gone.text).to.contain('Das Land bietet es selbst an.');
    expect((await app.visitor().get(`${page}/versionen/1`)).status).to.equal(410);
    const { id, title } = { id: String((await stored(app, slug))._id), title: 'Abgelöstes Verfahren' };
    const { solutions } = app.services;
    expect((await solutions.publishedByIds([id])).size).to.equal(0);
    expect((await solutions.referencesByIds([id])).get(id)).to.include({ title, published: false });
    const own = await visitor.get(`${page}/verlauf`);
    expect(own.text).to.contain('Zurückgezogen').and.to.contain('Das Land bietet es selbst an.');
  });
});
