import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { person } from '../../helpers/people.ts';
import { aPublished, aTeam, completeContent, snapshot, stored, type Team } from '../publishing.helper.ts';

describe('releases of a solution', () => {
  const app = useApp();
  let team: Team;
  let slug: string;
  before(async () => {
    team = await aTeam(app);
  });
  beforeEach(async () => {
    slug = await aPublished(app, team);
    await next(
      { description: 'Der Antrag geht **sofort** in das Fachverfahren.', maturity: 'pilot' },
      'Schneller.',
    );
  });

  /** Another release with these changes of content and artifacts. */
  async function next(change: object, changeNote: string, artifacts?: object[]): Promise<void> {
    const { solutions } = app.services;
    await solutions.startRelease(team.actors.editor, slug);
    const started = (await stored(app, slug)).working;
    const revision = started?.revision ?? 0;
    const content = { ...completeContent(), ...started?.content, ...change };
    await solutions.saveDraft(team.actors.editor, slug, { revision, content });
    if (artifacts)
      await app.connection
        .collection('solutions')
        .updateOne({ slug }, { $set: { 'working.artifacts': artifacts } });
    await solutions.submit(team.actors.editor, slug, { revision: revision + 1, changeNote });
    await solutions.approve(team.actors.approver, slug, { revision: revision + 1 });
  }

  const anArtifact = (id: string, more: object = {}) => ({
    id,
    kind: 'concept',
    title: `Projektergebnis ${id}`,
    licence: 'CC-BY-4.0',
    licenceText: '',
    access: 'everyone',
    source: { type: 'link', url: `https://beispiel.example/geheim-${id}` },
    addedAt: new Date(),
    addedBy: team.editor.userId,
    ...more,
  });

  it('are never changed by anything that is done afterwards', async () => {
    await next({}, 'Mit Dateien.', [anArtifact('a')]);
    const before = JSON.stringify((await stored(app, slug)).releases);
    const { solutions, artifacts } = app.services;
    const { editor, approver } = team.actors;
    await solutions.adviseAgainst(approver, slug, 1, 'Veraltet.');
    await solutions.startRelease(editor, slug);
    await artifacts.editing.remove(editor, slug, 'a');
    await solutions.saveDraft(editor, slug, {
      revision: (await stored(app, slug)).working?.revision ?? 0,
      content: completeContent({ title: 'Ganz anders' }),
    });
    await solutions.discardWorking(editor, slug);
    await next({ title: 'Umbenannt' }, 'Neuer Name.');
    await solutions.recommendAgain(approver, slug, 1);
    await solutions.withdraw(approver, slug, 'Abgelöst.');
    const { releases } = await stored(app, slug);
    expect(releases.map(({ number }) => number)).to.deep.equal([1, 2, 3, 4]);
    expect(JSON.stringify(releases.slice(0, 3))).to.equal(before);
  });

  it('are compared word by word, with what was said between them', async () => {
    await next({ benefit: 'Spart **Zeit**.' }, 'Nutzen ergänzt.');
    const page = await app.visitor().get(`/loesungen/${slug}/versionen/vergleich?von=1&bis=3`);
    expect(page.status).to.equal(200);
    expect(page.$('del').text()).to.contain('direkt');
    expect(page.$('ins').text()).to.contain('sofort').and.to.contain('Spart');
    expect(page.$('.as-typed ins .sr-only').first().text()).to.contain('neu');
    expect(page.text)
      .to.contain('Schneller.')
      .and.to.contain('Nutzen ergänzt.')
      .and.to.contain('Pilotbetrieb');
    expect(page.$('h3').text()).not.to.contain('Ausgangslage');
  });

  it('are compared by their artifacts, without telling addresses of links', async () => {
    const file = {
      type: 'file',
      sha256: 'a'.repeat(64),
      size: 1,
      filename: 'a.txt',
      mediaType: 'text/plain',
    };
    await next({}, 'Mit Dateien.', [anArtifact('a'), anArtifact('b', { source: file }), anArtifact('c')]);
    await next({}, 'Anders.', [
      anArtifact('a', {
        source: { type: 'link', url: 'https://beispiel.example/geheim-neu' },
        access: 'accepted',
      }),
      anArtifact('b', { source: { ...file, sha256: 'b'.repeat(64) }, licence: 'EUPL-1.2' }),
      anArtifact('d'),
    ]);
    const page = await app.visitor().get(`/loesungen/${slug}/versionen/vergleich?von=3&bis=4`);
    const text = page.$('main').text();
    expect(text).to.contain('Projektergebnis d').and.to.contain('Projektergebnis c');
    expect(text)
      .to.contain('b'.repeat(64))
      .and.to.contain('EUPL-1.2')
      .and.to.contain('Adresse des Verweises');
    expect(text).to.contain('jetzt nach angenommener Anfrage');
    expect(text).not.to.contain('geheim');
  });

  for (const [query, status] of [
    ['', 200],
    ['?von=2&bis=1', 200],
    ['?von=1&bis=1', 200],
    ['?von=9', 404],
    ['?von=abc', 404],
    ['?von=1&von=2', 404],
  ] as const)
    it(`answer ${status} to a comparison ${query}`, async () => {
      expect((await app.visitor().get(`/loesungen/${slug}/versionen/vergleich${query}`)).status).to.equal(
        status,
      );
    });

  it('can be advised against with a reason that everybody reads, and recommended again', async () => {
    const page = `/loesungen/${slug}/versionen/1/nicht-empfohlen`;
    const empty = await team.approver.visitor.submit(page, { reason: ' ' }, page);
    expect(empty.status).to.equal(422);
    const reason = 'Die Schnittstelle hat eine Lücke. Nehmen Sie Version 2.';
    expect((await team.approver.visitor.submit(page, { reason }, page)).status).to.equal(303);
    const reader = app.visitor();
    expect((await reader.get(`/loesungen/${slug}/versionen/1`)).text).to.contain(reason);
    expect((await reader.get(`/loesungen/${slug}`)).text)
      .to.contain('nicht mehr empfohlen')
      .and.to.contain(reason);
    const api = JSON.parse((await reader.get(`/api/v1/solutions/${slug}`)).text);
    expect(api.releases.find((one: { number: number }) => one.number === 1).notRecommended.reason).to.equal(
      reason,
    );
    expect(JSON.stringify(api)).not.to.contain(team.approver.userId);
    const { history, revision } = await stored(app, slug);
    expect(history.at(-1)).to.include({ action: 'releaseNotRecommended', reason, release: 1 });
    const lift = `/loesungen/${slug}/versionen/1/wieder-empfohlen`;
    expect((await team.approver.visitor.submit(page, {}, lift)).status).to.equal(303);
    const after = await stored(app, slug);
    expect(after.notRecommended).to.deep.equal([]);
    expect(after.revision).to.equal(revision + 1);
    expect((await reader.get(`/loesungen/${slug}/versionen/1`)).text).not.to.contain(reason);
  });

  it('cannot be advised against while current, and the page says why', async () => {
    const page = `/loesungen/${slug}/versionen/2/nicht-empfohlen`;
    expect((await team.approver.visitor.get(page)).text).to.contain('nur bei älteren Versionen');
    const before = await snapshot(app);
    const { _csrf = '' } = (await team.approver.visitor.form('/konto/name')).values;
    const answer = await team.approver.visitor.post(page, { _csrf, reason: 'Weg damit.' });
    expect(answer.status).to.equal(409);
    expect(await snapshot(app)).to.equal(before);
  });

  it('are judged by their own approvers and administrators only', async () => {
    const page = `/loesungen/${slug}/versionen/1/nicht-empfohlen`;
    const before = await snapshot(app);
    const stranger = await aTeam(app);
    const kdn = await person(app, { platformRoles: ['kdn'] });
    for (const [visitor, status] of [
      [team.editor.visitor, 403],
      [stranger.approver.visitor, 404],
      [kdn.visitor, 403],
    ] as const) {
      expect((await visitor.get(page)).status).to.equal(status);
      const { _csrf = '' } = (await visitor.form('/konto/name')).values;
      expect((await visitor.post(page, { _csrf, reason: 'Fremd' })).status).to.be.oneOf([403, 404]);
    }
    expect((await app.visitor().get(page)).status).to.equal(302);
    expect(await snapshot(app)).to.equal(before);
  });
});
