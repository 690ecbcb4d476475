import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person, testPassword } from '../helpers/people.ts';
import { users } from './mail.ts';

describe('own data', () => {
  const app = useApp();

  it('exports what is kept about the person, and nobody else', async () => {
    const other = await person(app, { roles: ['member'] });
    const { visitor, email, userId } = await person(app, { organisation: { name: 'Exportstadt' } });
    const answer = await visitor.get('/konto/daten');
    expect(answer.headers.get('content-disposition')).to.contain('blaupause-meine-daten.json');
    const data = JSON.parse(answer.text);
    expect(data.account).to.include({ id: userId, email });
    expect(data.memberships[0].organisation).to.equal('Exportstadt');
    expect(answer.text).not.to.contain(other.email);
    expect(answer.text).not.to.contain('$argon2');
  });

  it('erases the account always, leaves no trace of name and address and tells KDN', async () => {
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const organisation = await anOrganisation(app);
    const name = 'Unverwechselbar Gelöscht';
    const last = await person(app, { organisation: organisation.slug, roles: ['administrator'], name });
    await app.visitor().submit('/kennwort-vergessen', { email: last.email });
    await app.mails();

    const wrong = await last.visitor.submit('/konto/loeschen', { password: 'falsch' });
    expect(wrong.status).to.equal(403);
    expect(await users(app).countDocuments({ email: last.email })).to.equal(1);
    const done = await last.visitor.submit('/konto/loeschen', { password: testPassword });
    expect(done.status).to.equal(303);
    expect((await last.visitor.visit(done.location ?? '')).status).to.equal(200);
    expect((await last.visitor.get('/konto')).status).to.equal(302);

    const told = (await app.mails()).filter(({ to }) => to === kdn.email);
    expect(told.map(({ subject }) => subject)).to.include(
      `${organisation.fullName} hat keine Mitglieder mehr`,
    );
    for (const { name: collection } of (await app.connection.db?.listCollections().toArray()) ?? []) {
      const dump = JSON.stringify(await app.connection.collection(collection).find().toArray());
      expect(dump.includes(last.email), collection).to.equal(false);
      expect(dump.includes(name), collection).to.equal(false);
    }
    expect((await app.services.accounts.namesOf([last.userId])).get(last.userId)).to.equal(
      'ehemaliges Mitglied',
    );
    expect(await app.services.organisations.isOrphaned(organisation.id)).to.equal(true);
    const again = await app.visitor().submit('/anmelden', { email: last.email, password: testPassword });
    expect(again.status).to.equal(422);
  });

  it('finishes an erasure that was cut off', async () => {
    const { email, organisationId, userId } = await person(app, { roles: ['editor'] });
    await users(app).updateOne({ email }, { $set: { state: 'disabled', erasingSince: new Date() } });
    await app.mails();
    expect(await users(app).countDocuments({ email })).to.equal(0);
    expect(await app.services.organisations.activeMembersWithRole(organisationId, 'member')).not.to.include(
      userId,
    );
  });

  it('sends mail to each active person of an audience once', async () => {
    const editor = await person(app, { roles: ['editor', 'approver'] });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const gone = await person(app, { platformRoles: ['kdn'] });
    await users(app).updateOne({ email: gone.email }, { $set: { state: 'disabled' } });
    const audience = {
      organisationIds: [editor.organisationId],
      roles: ['editor' as const, 'approver' as const],
      userIds: [editor.userId, gone.userId, 'kein'],
      platformRole: 'kdn' as const,
      exceptUserId: null,
    };
    const emails = (await app.services.accounts.recipientsOf(audience)).map(({ email }) => email);
    expect(emails).to.include.members([editor.email, kdn.email]);
    expect(emails).not.to.include(gone.email);
    expect(new Set(emails).size).to.equal(emails.length);
    const nobody = { ...audience, organisationIds: [], userIds: [], platformRole: null };
    expect(await app.services.accounts.recipientsOf(nobody)).to.deep.equal([]);
  });
});
