import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import type { Visitor } from '../helpers/visitor.ts';
import { aTeam, type Team } from '../solutions/publishing.helper.ts';
import { fillAll } from './filling.helper.ts';
import { dump } from './snapshot.helper.ts';

const id = '64badbadbadbadbadbadbad0';
const word = 'untergeschoben';
const date = '1999-09-09';
const of = (names: string, value: string) =>
  Object.fromEntries(names.split(' ').map((name) => [name, value]));
/** Fields of records that no form has, each with a value that would be right for it. */
const extras: Record<string, string> = {
  ...of(
    '_id id providerId organisationId requesterId reuserId userId by owner ownerId submittedBy approvedBy',
    id,
  ),
  ...of('solutionId acceptedRequestId addedBy assignedTo blob sha256 history tell events members blocks', id),
  ...of('slug __v providerName requesterName filename mediaType tokenHash passwordHash', word),
  ...of(
    'createdAt publishedAt updatedAt confirmedAt dueAt assignedAt requestedAt takenOverAt answeredAt',
    date,
  ),
  ...of('platformRoles platformRole', 'operator'),
  ...of('roles role members', 'administrator'),
  ...of('visibility', 'published'),
  ...of('state status reviewState', 'confirmed'),
  ...of('confirmed verified mediated active publicBody emailConfirmed counted', 'true'),
  ...of('confirmedStage', 'productive'),
  ...of('pendingSide waitsFor side', 'provider'),
  ...of('relation', 'transfer'),
  ...of('downloads hits size number releases release', '99'),
};

describe('fields that no form has', () => {
  const app = useApp();
  let team: Team;
  let requester: Person;
  let operator: Person;
  before(async () => {
    team = await aTeam(app);
    requester = await person(app, { roles: ['member'] });
    operator = await person(app, { platformRoles: ['operator'] });
  });

  let forms = 0;
  /** Fills in a form as it should be, with all the other fields besides; those it has itself are left alone. */
  async function send(
    { visitor }: { visitor: Visitor },
    page: string,
    fields: Record<string, string> = {},
    action?: string,
  ): Promise<string> {
    const { values } = await visitor.form(page, action);
    const foreign = Object.entries(extras).filter(([name]) => !(name in values) && !(name in fields));
    const filling = { line: 'Eine Zeile', text: 'Ein Text' };
    const answers = await fillAll(visitor, page, filling, {
      fields: { ...Object.fromEntries(foreign), ...fields },
      action,
    });
    const last = answers.at(-1);
    expect(last?.status, `${page} ${last?.$('[data-error-summary]').text()}`).to.equal(303);
    expect(await dump(app), page).not.to.match(new RegExp(`${id}|${word}|${date}`));
    forms += 1;
    return last?.location ?? '';
  }
  const one = async (collection: string, filter = {}): Promise<Record<string, unknown>> =>
    (await app.connection.collection(collection).findOne(filter)) ?? {};

  it('are never stored, whatever form brings them along', async () => {
    const roles = async () => ({
      users: await app.connection
        .collection('users')
        .find({})
        .project({ platformRoles: 1, state: 1 })
        .toArray(),
      members: await app.connection.collection('organisations').find({}).project({ members: 1 }).toArray(),
    });
    const visiting = await person(app, { roles: ['member'] });
    const before = await roles();
    for (const who of [team.editor, requester, operator]) await send(who, '/konto/name');

    const begun = await send(team.editor, '/loesungen/neu');
    const slug = begun.split('/')[2] ?? '';
    const page = `/loesungen/${slug}`;
    expect(await one('solutions', { slug })).to.include({
      visibility: 'unpublished',
      providerId: team.organisation.id,
    });
    const needed = { maturity: 'pilot', licenceFree: 'ja', rightsConfirmed: 'ja' };
    for (const section of ['grundlagen', 'inhalt', 'technik', 'aufwand', 'verweise', 'beteiligte'])
      await send(team.editor, `${page}/bearbeiten/${section}`, { weiter: 'spaeter', ...needed });
    const link = {
      url: 'https://code.example/x',
      kind: 'sourceCode',
      access: 'everyone',
      licenceChoice: 'EUPL-1.2',
    };
    await send(team.editor, `${page}/projektergebnisse/link`, link);
    await send(team.editor, `${page}/bearbeiten/bedingungen`, { weiter: 'spaeter', ...needed });
    expect(await one('solutions', { slug })).to.have.nested.property('working.state', 'draft');
    await send(team.editor, `${page}/einreichen`);
    const submitted = await one('solutions', { slug });
    expect(submitted).to.have.nested.property('working.state', 'submitted');
    expect(submitted).to.have.nested.property('working.submittedBy', team.editor.userId);
    await send(team.approver, `${page}/freigabe`, {}, `${page}/freigabe`);
    const { releases } = await one('solutions', { slug });
    const release: unknown = Array.isArray(releases) ? releases[0] : null;
    expect(release).to.include({
      number: 1,
      submittedBy: team.editor.userId,
      approvedBy: team.approver.userId,
    });

    const asked = await send(requester, `${page}/anfragen`);
    expect(await one('requests')).to.include({
      state: 'open',
      requesterId: requester.organisationId,
      providerId: team.organisation.id,
      mediated: false,
    });
    await send(requester, asked, {}, `${asked}/nachrichten`);
    const reused = await send(requester, `${page}/nachnutzung`, { stage: 'pilot', since: '01/2024' });
    expect(await one('reuses')).to.include({
      state: 'reported',
      organisationId: requester.organisationId,
      confirmedStage: null,
      relation: 'transfer',
      releaseNumber: 1,
    });
    await send(requester, reused, { stage: 'productive', since: '02/2024' }, `${reused}/stufe`);
    expect(await one('reuses')).to.include({ state: 'reported', confirmedStage: null });
    await send(visiting, `${page}/nicht-nachgenutzt`, { reason: 'other' });
    await send(requester, `/organisationen/${team.organisation.slug}/kontakt`);

    const entry = await aPublishedSolution(app, {
      provider: requester.organisationId,
      artifacts: [{}],
      inventory: {
        sourceId: 'x',
        takenOverAt: new Date(),
        status: '',
        statusEvidence: '',
        completeness: 'stub',
        missingFields: [],
        assignmentCertain: false,
        note: '',
        assignedAt: null,
      },
    });
    await send(team.editor, `/loesungen/${entry.slug}/uebernehmen`);
    expect(await one('solutions', { slug: entry.slug })).to.include({ providerId: requester.organisationId });

    await send(operator, '/betrieb/organisationen/neu', { kind: 'association', land: '05', publicBody: '' });
    expect(await one('organisations', { fullName: 'Eine Zeile' })).to.deep.include({
      publicBody: false,
      members: [],
    });
    const anybody = { visitor: app.visitor() };
    await send(anybody, '/barriere-melden');
    await send(anybody, `/loesungen/${entry.slug}/projektergebnisse/${entry.artifacts[0]?.id}/melden`);
    expect(await one('rightsReports')).to.include({ state: 'open' });
    expect(await one('solutions', { slug: entry.slug }))
      .to.have.property('blocks')
      .with.length(0);

    const email = 'neu@stadt-musterstadt.example';
    const register = `/registrieren?fuer=${team.organisation.slug}`;
    await send(anybody, register, { email, password: 'sieben blaue Amtsstuben' }, '/registrieren');
    expect(await one('users', { email })).to.deep.include({ platformRoles: [] });
    const after = await roles();
    const known = new Set(before.users.map(({ _id }) => String(_id)));
    expect(after.users.filter(({ _id }) => known.has(String(_id)))).to.deep.equal(before.users);
    expect(after.members).to.deep.include.members(before.members);
    expect(forms).to.be.greaterThan(20);
  }).timeout(40_000);
});
