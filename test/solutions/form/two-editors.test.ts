import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import type { Answer, Visitor } from '../../helpers/visitor.ts';
import { aDraft, aTeam, snapshot, stored, type Team } from '../publishing.helper.ts';

describe('two editors of one draft', () => {
  const app = useApp();
  let team: Team;
  let slug: string;
  let page: string;
  let mine: Awaited<ReturnType<Visitor['form']>>;
  before(async () => {
    team = await aTeam(app);
  });
  beforeEach(async () => {
    slug = await aDraft(app, team);
    page = `/loesungen/${slug}/bearbeiten/inhalt`;
    mine = await team.editor.visitor.form(page);
  });

  const theirs = (fields: Record<string, string>) => team.approver.visitor.submit(page, fields);
  const content = async () => (await stored(app, slug)).working?.content;
  /** What the page of both texts would send. */
  const shownOn = ({ $ }: Answer): Record<string, string> =>
    Object.fromEntries(
      $('main form [name]')
        .toArray()
        .filter((one) => !['radio', 'submit'].includes($(one).attr('type') ?? ''))
        .map((one) => [$(one).attr('name') ?? '', String($(one).val() ?? '')]),
    );

  it('do not disturb each other in different fields', async () => {
    await theirs({ benefit: 'Spart Zeit.' });
    const answer = await team.editor.visitor.post(page, { ...mine.values, situation: 'Papier überall.' });
    expect(answer.status).to.equal(303);
    expect(await content()).to.include({ benefit: 'Spart Zeit.', situation: 'Papier überall.' });
    const next = await team.editor.visitor.get(answer.location ?? '');
    expect(next.text).to.contain('Von jemand anderem stammt').and.to.contain('Nutzen für andere Kommunen');
  });

  it('do not disturb each other in different sections', async () => {
    await team.approver.visitor.submit(`/loesungen/${slug}/bearbeiten/technik`, {
      prerequisites: 'Ein Amt.',
    });
    const answer = await team.editor.visitor.post(page, { ...mine.values, situation: 'Papier überall.' });
    expect(answer.status).to.equal(303);
    expect(await content()).to.include({ prerequisites: 'Ein Amt.', situation: 'Papier überall.' });
  });

  it('choose between both texts of each field, and nothing else typed is lost', async () => {
    await theirs({ description: 'Von der anderen.', special: 'Auch von der anderen.' });
    const typed = {
      description: 'Von mir.',
      special: 'Auch von mir.',
      situation: 'Nur von mir.\nZweite Zeile.',
    };
    const before = await snapshot(app);
    const stale = await team.editor.visitor.post(page, { ...mine.values, ...typed });
    expect(stale.status).to.equal(409);
    expect(stale.text).to.contain('Von der anderen.').and.to.contain('Von mir.');
    expect(await snapshot(app)).to.equal(before);
    expect(stale.$('[name="wahl-description"]').length).to.equal(2);
    expect(stale.$('[name="wahl-situation"]').length).to.equal(0);
    expect(stale.$('[name="wahl-description"][checked]').val()).to.equal('meine');
    const chosen = { 'wahl-description': 'gespeichert', 'wahl-special': 'meine' };
    const saved = await team.editor.visitor.post(page, { ...shownOn(stale), ...chosen });
    expect(saved.status).to.equal(303);
    expect(await content()).to.include({
      description: 'Von der anderen.',
      special: 'Auch von mir.',
      situation: 'Nur von mir.\nZweite Zeile.',
    });
  });

  it('are asked again where somebody saves while one of them chooses', async () => {
    await theirs({ description: 'Erste Fassung.' });
    const stale = await team.editor.visitor.post(page, { ...mine.values, description: 'Von mir.' });
    await theirs({ description: 'Zweite Fassung.' });
    const again = await team.editor.visitor.post(page, { ...shownOn(stale), 'wahl-description': 'meine' });
    expect(again.status).to.equal(409);
    expect(again.text).to.contain('Zweite Fassung.').and.to.contain('Von mir.');
    expect((await content())?.description).to.equal('Zweite Fassung.');
  });

  it('without fingerprints are asked about every difference', async () => {
    await theirs({ benefit: 'Spart Zeit.' });
    const { seen: _seen, ...values } = mine.values;
    const answer = await team.editor.visitor.post(page, { ...values, situation: 'Papier überall.' });
    expect(answer.status).to.equal(409);
    expect((await content())?.benefit).to.equal('Spart Zeit.');
  });

  it('add and remove organisations side by side', async () => {
    const list = `/loesungen/${slug}/bearbeiten/beteiligte`;
    const [first, second] = [await aTeam(app), await aTeam(app)];
    await team.editor.visitor.submit(list, { partner: first.organisation.fullName });
    const opened = await team.editor.visitor.form(list);
    await team.approver.visitor.submit(list, { partner: second.organisation.fullName });
    const { partnerIds: _unticked, ...values } = opened.values;
    expect((await team.editor.visitor.post(list, values)).status).to.equal(303);
    expect((await content())?.partnerIds).to.deep.equal([second.organisation.id]);
  });
});
