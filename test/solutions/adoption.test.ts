import { expect } from 'chai';
import { emptyContent } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';
import { aTeam, completeContent, snapshot, stored, type Team } from './publishing.helper.ts';

describe('taking over a Bestandseintrag', () => {
  const app = useApp();
  let team: Team;
  let kdn: Person;
  before(async () => {
    team = await aTeam(app);
    kdn = await person(app, { platformRoles: ['kdn'] });
  });

  let count = 0;
  const recordOf = (slug: string, providerId: string) => ({
    slug,
    providerId,
    content: { ...emptyContent(), title: slug, description: 'Aus Quellen.' },
    artifacts: [],
    inventory: {
      sourceId: slug,
      takenOverAt: new Date('2026-04-25T10:00:00Z'),
      status: '',
      statusEvidence: '',
      completeness: 'partial' as const,
      missingFields: [],
      assignmentCertain: true,
      note: '',
    },
  });

  async function anEntry(providerId?: string): Promise<string> {
    count += 1;
    const slug = `bestandseintrag-${count}`;
    const record = recordOf(slug, providerId ?? (await anOrganisation(app)).id);
    await app.services.solutions.importInventory([record]);
    return slug;
  }

  const ask = (who: Person, slug: string, reason = 'Wir waren federführend.') =>
    who.visitor.submit(`/loesungen/${slug}/uebernehmen`, { reason });

  async function decide(slug: string, fields: Record<string, string>) {
    const adoption = (await stored(app, slug)).adoptions.find(({ state }) => state === 'open');
    return kdn.visitor.submit('/kdn/uebernahmen', fields, `/kdn/uebernahmen/${slug}/${adoption?.id}`);
  }

  it('needs a reason', async () => {
    const slug = await anEntry();
    const before = await snapshot(app);
    const answer = await ask(team.editor, slug, ' ');
    expect(answer.status).to.equal(422);
    expect(answer.$('[data-error-summary] a[href="#reason"]').length).to.equal(1);
    expect(await snapshot(app)).to.equal(before);
  });

  it('is decided by KDN and ends when the organisation publishes its own release', async () => {
    const slug = await anEntry();
    expect((await ask(team.administrator, slug)).status).to.equal(303);
    expect((await ask(team.administrator, slug)).status).to.equal(409);
    expect(
      (await app.mails()).some(({ to, subject }) => to === kdn.email && subject.startsWith('Übernahme')),
    ).to.equal(true);

    const accepted = await decide(slug, { decision: 'annehmen' });
    expect(accepted.status).to.equal(303);
    const assigned = await stored(app, slug);
    expect(assigned.providerId).to.equal(team.organisation.id);
    expect(assigned.working?.state).to.equal('draft');
    expect(assigned.inventory).not.to.equal(null);
    const told = (await app.mails()).filter(({ subject }) => subject.startsWith('Übernahme angenommen'));
    expect(told.map(({ to }) => to)).to.include(team.editor.email);

    const still = await app.visitor().get(`/loesungen/${slug}`);
    expect(still.$('.above').text()).to.contain('Bestandseintrag');
    const { solutions } = app.services;
    const revision = assigned.working?.revision ?? 0;
    const refused = await team.editor.visitor.get(`/loesungen/${slug}/einreichen`);
    expect(refused.$('#fehlt').length).to.equal(1);

    await solutions.saveDraft(team.actors.editor, slug, { revision, content: completeContent() });
    await solutions.submit(team.actors.editor, slug, { revision: revision + 1, changeNote: 'Übernommen' });
    await solutions.approve(team.actors.approver, slug, { revision: revision + 1 });
    const done = await stored(app, slug);
    expect(done.inventory).to.equal(null);
    expect(done.releases.map(({ number }) => number)).to.deep.equal([1, 2]);
    const page = await app.visitor().get(`/loesungen/${slug}`);
    expect(page.text).not.to.contain('Nachnutzungsbedingungen nicht angegeben');
    const again = await solutions.importInventory([recordOf(slug, team.organisation.id)]);
    expect(again.imported).to.equal(0);
    expect(await stored(app, slug)).to.deep.equal(done);
  });

  it('is refused with a reason, and the entry stays as it was', async () => {
    const slug = await anEntry();
    const { providerId } = await stored(app, slug);
    await ask(team.editor, slug);
    const without = await decide(slug, { decision: 'ablehnen' });
    expect(without.status).to.equal(422);
    expect(without.$('[data-error-summary] a').attr('href')).to.match(/^#reason-/);
    expect((await decide(slug, {})).status).to.equal(422);
    expect((await decide(slug, { decision: 'ablehnen', reason: 'Nur Partner.' })).status).to.equal(303);
    const after = await stored(app, slug);
    expect(after.providerId).to.equal(providerId);
    expect(after.working).to.equal(null);
    expect(after.adoptions[0]).to.include({ state: 'declined', decisionReason: 'Nur Partner.' });
    const told = (await app.mails()).filter(({ subject }) => subject.startsWith('Übernahme abgelehnt'));
    expect(told[0]?.text).to.contain('Nur Partner.');
    expect((await ask(team.editor, slug)).status).to.equal(303);
  });

  it('declines the others when one is accepted', async () => {
    const slug = await anEntry();
    const other = await aTeam(app);
    await ask(team.editor, slug);
    await ask(other.editor, slug);
    await decide(slug, { decision: 'annehmen' });
    const { adoptions } = await stored(app, slug);
    expect(adoptions.map(({ state }) => state)).to.deep.equal(['accepted', 'declined']);

    const told = (await app.mails()).filter(
      ({ to, subject }) => to === other.editor.email && subject.endsWith(slug),
    );
    expect(told.map(({ subject }) => subject)).to.deep.equal([`Übernahme abgelehnt: ${slug}`]);
    expect(told[0]?.text).to.contain('von einer anderen Organisation übernommen');
  });

  it('is KDN’s decision alone, made once', async () => {
    const slug = await anEntry();
    await ask(team.editor, slug);
    const [adoption] = (await stored(app, slug)).adoptions;
    const path = `/kdn/uebernahmen/${slug}/${adoption?.id}`;
    const { values } = await kdn.visitor.form('/kdn/uebernahmen', path);
    expect((await team.approver.visitor.get('/kdn/uebernahmen')).status).to.equal(403);
    const before = await snapshot(app);
    const token = String((await team.approver.visitor.form('/loesungen/neu')).values._csrf);
    const own = await team.approver.visitor.post(path, { _csrf: token, decision: 'annehmen' });
    expect(own.status).to.equal(403);
    expect(await snapshot(app)).to.equal(before);
    const both = await Promise.all([
      kdn.visitor.post(path, { ...values, decision: 'annehmen' }),
      kdn.visitor.post(path, { ...values, decision: 'annehmen' }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).to.deep.equal([303, 409]);
  });

  it('leaves an entry closed to everybody before, its named organisation included', async () => {
    const slug = await anEntry(team.organisation.id);
    const page = await team.editor.visitor.get(`/loesungen/${slug}`);
    expect(page.$(`form[action="/loesungen/${slug}/neue-version"]`).length).to.equal(0);
    const token = String((await team.editor.visitor.form('/loesungen/neu')).values._csrf);
    const before = await snapshot(app);
    const answer = await team.editor.visitor.post(`/loesungen/${slug}/neue-version`, { _csrf: token });
    expect(answer.status).to.equal(409);
    expect(await snapshot(app)).to.equal(before);
  });
});
