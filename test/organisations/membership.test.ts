import { expect } from 'chai';
import type { Member } from '../../src/organisations/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, join, type Person, person } from '../helpers/people.ts';

describe('memberships', () => {
  const app = useApp();

  const stored = async (slug: string) => app.connection.collection('organisations').findOne({ slug });
  const membersOf = async (slug: string): Promise<Member[]> => (await stored(slug))?.members ?? [];
  const rolesOf = async (slug: string, { userId }: Person) =>
    (await membersOf(slug)).find((one) => one.userId === userId)?.roles;
  const asks = ({ userId, email }: Person, organisationId: string) =>
    app.services.organisations.requestMembership({ organisationId, userId, email });
  const asActor = ({ userId }: Person): Actor => ({
    userId,
    name: '',
    organisation: null,
    memberships: [],
    platformRoles: [],
  });

  /** An organisation with an administrator. */
  async function administered() {
    const organisation = await anOrganisation(app);
    const administrator = await person(app, { organisation: organisation.slug, roles: ['administrator'] });
    return { organisation, administrator, page: `/organisationen/${organisation.slug}/mitglieder` };
  }

  async function act(who: Person, page: string, fields: Record<string, string | string[]>) {
    const { values } = await who.visitor.form(page);
    return who.visitor.post(page, { _csrf: values._csrf ?? '', ...fields });
  }

  it('let a person ask, and tell the administrators', async () => {
    const { organisation, administrator } = await administered();
    const newcomer = await person(app);
    expect(await asks(newcomer, organisation.id)).to.equal('requested');
    expect(await membersOf(organisation.slug)).to.have.length(2);
    const mail = (await app.mails()).find(({ to }) => to === administrator.email);
    expect(mail?.subject).to.equal(`Neuer Antrag auf Mitgliedschaft: ${organisation.fullName}`);
    expect(mail?.text).to.include(`/organisationen/${organisation.slug}/mitglieder`);
  });

  it('refuse a second request of the same person, also when both come at once', async () => {
    const { organisation } = await administered();
    const newcomer = await person(app);
    const answers = await Promise.allSettled([
      asks(newcomer, organisation.id),
      asks(newcomer, organisation.id),
    ]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    expect(
      (await membersOf(organisation.slug)).filter(({ userId }) => userId === newcomer.userId),
    ).to.have.length(1);
  });

  it('are given by an administrator with roles, and the person is told', async () => {
    const { organisation, administrator, page } = await administered();
    const newcomer = await person(app);
    await asks(newcomer, organisation.id);
    const answer = await act(administrator, page, {
      act: 'aufnehmen',
      person: newcomer.userId,
      roles: ['editor'],
    });
    expect(answer.status).to.equal(303);
    expect(await rolesOf(organisation.slug, newcomer)).to.deep.equal(['member', 'editor']);
    const subjects = (await app.mails())
      .filter(({ to }) => to === newcomer.email)
      .map(({ subject }) => subject);
    expect(subjects).to.include(`Sie handeln jetzt für ${organisation.fullName}`);
    const history = (await stored(organisation.slug))?.history.map(
      ({ action }: { action: string }) => action,
    );
    expect(history).to.include.members(['membership-requested', 'member-admitted']);
  });

  it('are refused by an administrator, and may be asked for again', async () => {
    const { organisation, administrator, page } = await administered();
    const newcomer = await person(app);
    await asks(newcomer, organisation.id);
    await act(administrator, page, { act: 'ablehnen', person: newcomer.userId });
    expect(await membersOf(organisation.slug)).to.have.length(1);
    expect((await act(administrator, page, { act: 'aufnehmen', person: newcomer.userId })).status).to.equal(
      409,
    );
    expect(await asks(newcomer, organisation.id)).to.equal('requested');
  });

  it('are what a newcomer lacks: the refusal says so and leads to the account', async () => {
    const newcomer = await person(app);
    const { status, $ } = await newcomer.visitor.get('/meine-loesungen');
    expect(status).to.equal(403);
    expect($('main').text()).to.contain('Mitgliedschaft in einer Organisation');
    expect($('main a[href="/konto"]').length).to.equal(1);
  });

  it('begin with the operator where nobody administers: the first one becomes administrator', async () => {
    const organisation = await anOrganisation(app);
    const operator = await person(app, { platformRoles: ['operator'] });
    const [first, second] = [await person(app), await person(app)];
    await asks(first, organisation.id);
    await asks(second, organisation.id);
    const list = await operator.visitor.get('/betrieb/organisationen');
    expect(list.$('main').text()).to.include(organisation.fullName);
    const page = `/betrieb/organisationen/${organisation.slug}/mitglieder`;
    const asked = (await app.mails()).find(
      ({ to, subject }) => to === operator.email && subject.includes('Neuer Antrag'),
    );
    expect(asked?.text).to.contain(page);
    const { values } = await operator.visitor.form(page);
    const admit = (who: Person) =>
      operator.visitor.post(page, { _csrf: values._csrf ?? '', act: 'aufnehmen', person: who.userId });
    expect((await admit(first)).status).to.equal(303);
    expect(await rolesOf(organisation.slug, first)).to.deep.equal(['member', 'administrator']);
    expect((await admit(second)).status).to.equal(409);
    expect(
      (await membersOf(organisation.slug)).find(({ userId }) => userId === second.userId)?.state,
    ).to.equal('requested');
  });

  it('are given at once under a confirmed mail domain, and only there', async () => {
    const organisation = await anOrganisation(app, { mailDomains: ['stadt-amtlich.example'] });
    const first = await person(app, { email: 'it@stadt-amtlich.example' });
    const second = await person(app, { email: 'Kita@Stadt-Amtlich.example' });
    const stranger = await person(app, { email: 'it@nicht.stadt-amtlich.example' });
    expect(await asks(first, organisation.id)).to.equal('active');
    expect(await asks(second, organisation.id)).to.equal('active');
    expect(await asks(stranger, organisation.id)).to.equal('requested');
    expect(await rolesOf(organisation.slug, first)).to.deep.equal(['member', 'administrator']);
    expect(await rolesOf(organisation.slug, second)).to.deep.equal(['member']);
  });

  it('make one administrator of two who come first at the same time', async () => {
    const organisation = await anOrganisation(app, { mailDomains: ['zugleich.example'] });
    const people = await Promise.all([1, 2].map((n) => person(app, { email: `p${n}@zugleich.example` })));
    await Promise.all(people.map((one) => asks(one, organisation.id)));
    const members = await membersOf(organisation.slug);
    expect(members).to.have.length(2);
    expect(members.filter(({ roles }) => roles.includes('administrator'))).to.have.length(1);
  });

  it('keep the last administrator: leaving and giving up the role answer 409', async () => {
    const { organisation, administrator, page } = await administered();
    const own = administrator.userId;
    const leave = await act(administrator, page, { act: 'entfernen', person: own });
    expect(leave.status).to.equal(409);
    expect(leave.text).to.include('letzte Administration');
    expect((await act(administrator, page, { act: 'rollen', person: own, roles: [] })).status).to.equal(409);
    expect(await rolesOf(organisation.slug, administrator)).to.include('administrator');
  });

  it('keep one administrator when two leave at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { organisation, administrator } = await administered();
      const other = await person(app, { organisation: organisation.slug, roles: ['administrator'] });
      const leave = (who: Person) =>
        app.services.organisations.removeMember(asActor(who), {
          organisationId: organisation.id,
          userId: who.userId,
        });
      const answers = await Promise.allSettled([leave(administrator), leave(other)]);
      expect(answers.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
      expect(await membersOf(organisation.slug)).to.have.length(1);
    }
  });

  it('keep one administrator when two take the role from each other at the same time', async () => {
    const { organisation, administrator } = await administered();
    const other = await person(app, { organisation: organisation.slug, roles: ['administrator'] });
    const demote = (who: Person, whom: Person) =>
      app.services.organisations.changeRoles(
        asActor(who),
        { organisationId: organisation.id, userId: whom.userId },
        [],
      );
    const answers = await Promise.allSettled([demote(administrator, other), demote(other, administrator)]);
    expect(answers.map(({ status }) => status).sort()).to.deep.equal(['fulfilled', 'rejected']);
    const left = (await membersOf(organisation.slug)).filter(({ roles }) => roles.includes('administrator'));
    expect(left).to.have.length(1);
  });

  it('end by an administrator after a page that says what is lost', async () => {
    const { organisation, administrator, page } = await administered();
    const editor = await person(app, { organisation: organisation.slug, roles: ['editor'] });
    const ask = await administrator.visitor.get(`${page}/entfernen?person=${editor.userId}`);
    expect(ask.status).to.equal(200);
    expect(ask.$('main').text()).to.include('kann danach nicht mehr');
    const answer = await administrator.visitor.submit(`${page}/entfernen?person=${editor.userId}`, {
      act: 'entfernen',
    });
    expect(answer.location).to.equal(page);
    expect(await membersOf(organisation.slug)).to.have.length(1);
  });

  it('are nothing to strangers, to members without the role and to anonymous visitors', async () => {
    const { organisation, page } = await administered();
    const before = await stored(organisation.slug);
    const editor = await person(app, { organisation: organisation.slug, roles: ['editor', 'approver'] });
    const neighbour = await person(app, { roles: ['administrator'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    for (const who of [editor, neighbour, kdn]) {
      expect((await who.visitor.get(page)).status).to.equal(404);
      const { values } = await who.visitor.form('/organisationen', '/abmelden');
      const answer = await who.visitor.post(page, {
        _csrf: values._csrf ?? '',
        act: 'rollen',
        person: editor.userId,
        roles: ['administrator'],
      });
      expect(answer.status).to.equal(404);
    }
    expect((await app.visitor().get(page)).status).to.equal(302);
    const after = await stored(organisation.slug);
    expect(after?.members.slice(0, 1)).to.deep.equal(before?.members);
    const page2 = await app.visitor().get(`/organisationen/${organisation.slug}`);
    expect(page2.text).not.to.include('@stadt-musterstadt.example');
  });

  it('cannot be had by a forged body', async () => {
    const { organisation, administrator, page } = await administered();
    const member = await person(app, { organisation: organisation.slug });
    const forged: Record<string, string | string[]>[] = [
      { act: 'rollen', person: member.userId, roles: ['operator'] },
      { act: 'befoerdern', person: member.userId },
      { act: 'rollen', 'person[$ne]': 'x' },
    ];
    for (const fields of forged) {
      expect((await act(administrator, page, fields)).status).to.equal(400);
    }
    expect(await rolesOf(organisation.slug, member)).to.deep.equal(['member']);
  });

  it('end with the account, also the last one: KDN is told and the records stay', async () => {
    const { organisation, administrator } = await administered();
    const kdn = await person(app, { platformRoles: ['kdn'] });
    await app.services.organisations.eraseMemberships(administrator.userId);
    await app.services.organisations.eraseMemberships(administrator.userId);
    expect(await app.services.organisations.isOrphaned(organisation.id)).to.equal(true);
    const mails = (await app.mails()).filter(({ to }) => to === kdn.email);
    expect(mails.map(({ subject }) => subject)).to.deep.equal([
      `${organisation.fullName} hat keine Mitglieder mehr`,
    ]);
  });

  it('of an erased colleague end silently where others act', async () => {
    const { organisation, administrator } = await administered();
    const editor = await person(app, { roles: [] });
    await join(app, organisation.id, editor.userId, ['editor']);
    await app.services.organisations.eraseMemberships(editor.userId);
    const members = await membersOf(organisation.slug);
    expect(members.map(({ userId }) => userId)).to.deep.equal([administrator.userId]);
    expect(
      (await app.mails()).some(({ subject }) => subject.startsWith(`${organisation.fullName} hat keine`)),
    ).to.equal(false);
  });
});
