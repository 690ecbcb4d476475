import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person, signIn, testPassword } from '../helpers/people.ts';
import { accountMails, users } from './mail.ts';

describe('operator', () => {
  const app = useApp();

  it('sets the first operator up by a link that works once', async () => {
    const link = await app.services.accounts.ensureFirstOperatorLink();
    expect(link?.startsWith(`${app.url}/einrichtung/`)).to.equal(true);
    const older = new URL(link ?? '').pathname;
    const path = new URL((await app.services.accounts.ensureFirstOperatorLink()) ?? '').pathname;
    const visitor = app.visitor();
    expect((await visitor.get(older)).status).to.equal(410);
    const fields = { name: 'Plattformbetrieb', email: 'betrieb@blaupause.example', password: testPassword };
    const weak = await visitor.submit(path, { ...fields, password: 'zu kurz' });
    expect(weak.status).to.equal(422);
    expect(weak.$('#email').val()).to.equal(fields.email);
    const form = await visitor.form(path);
    expect((await visitor.post(path, { ...form.values, ...fields })).status).to.equal(303);
    expect(
      (await visitor.post(path, { ...form.values, ...fields, email: 'zweite@blaupause.example' })).status,
    ).to.equal(410);
    expect(await users(app).countDocuments({ platformRoles: 'operator' })).to.equal(1);
    expect(await app.services.accounts.ensureFirstOperatorLink()).to.equal(null);
    const overview = await (await signIn(app, fields.email)).get('/betrieb');
    expect(overview.$('main a[href="/betrieb/konten"]').length).to.equal(1);
  });

  it('keeps the last operator', async () => {
    const visitor = await signIn(app, 'betrieb@blaupause.example');
    const own = await users(app).findOne({ email: 'betrieb@blaupause.example' });
    const page = `/betrieb/konten/${String(own?._id)}`;
    const form = await visitor.form(page);
    const attempts: Record<string, string>[] = [
      { act: 'sperren' },
      { act: 'rolle-nehmen', role: 'operator' },
    ];
    for (const fields of attempts) {
      expect((await visitor.post(page, { ...form.values, ...fields })).status).to.equal(409);
    }
    const after = await users(app).findOne({ email: 'betrieb@blaupause.example' });
    expect(after).to.deep.include({ state: 'active', platformRoles: ['operator'] });
  });

  it('expires the first link after a day', async () => {
    const { email, visitor } = await person(app, { platformRoles: ['operator'] });
    await users(app).updateMany({}, { $pull: { platformRoles: 'operator' } as never });
    const path = new URL((await app.services.accounts.ensureFirstOperatorLink()) ?? '').pathname;
    expect((await visitor.get(path)).status).to.equal(200);
    app.travel(24 * 3_600_000 + 1000);
    expect((await visitor.get(path)).status).to.equal(410);
    await users(app).updateOne({ email }, { $set: { platformRoles: ['operator'] } });
  });

  it('finds accounts by any part of name or address, taken literally', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    const wanted = await person(app, { name: 'Vermessungsamt (Nord)' });
    const found = await visitor.get(`/betrieb/konten?suche=${encodeURIComponent('amt (nord')}`);
    expect(found.$('main tbody tr').length).to.equal(1);
    expect(found.$('main').text()).to.contain(wanted.email);
    expect((await visitor.get('/betrieb/konten?suche=.*')).$('main tbody tr').length).to.equal(0);
    expect((await visitor.get('/betrieb/konten?suche[$ne]=x')).status).to.equal(400);
  });

  it('disables an account at once and lets it in again', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    const other = await person(app);
    const page = `/betrieb/konten/${other.userId}`;
    const form = await visitor.form(page);
    expect((await visitor.post(page, { ...form.values, act: 'sperren' })).status).to.equal(303);
    expect((await other.visitor.get('/konto')).status).to.equal(302);
    expect(
      (await app.visitor().submit('/anmelden', { email: other.email, password: testPassword })).status,
    ).to.equal(422);
    expect((await visitor.post(page, { ...form.values, act: 'sperren' })).status).to.equal(409);
    expect((await visitor.post(page, { ...form.values, act: 'freigeben' })).status).to.equal(303);
    expect((await other.visitor.get('/konto')).status).to.equal(302);
    await signIn(app, other.email);
    expect(await accountMails(app, other.email, 'Blaupause')).to.have.length(2);
  });

  it('gives and takes platform roles, effective with the next request', async () => {
    const { visitor } = await person(app, { platformRoles: ['operator'] });
    const other = await person(app);
    const page = `/betrieb/konten/${other.userId}`;
    const form = await visitor.form(page);
    const act = (fields: Record<string, string>) => visitor.post(page, { ...form.values, ...fields });
    expect((await other.visitor.get('/betrieb')).status).to.equal(403);
    expect((await act({ act: 'rolle-geben', role: 'operator' })).status).to.equal(303);
    expect((await act({ act: 'rolle-geben', role: 'operator' })).status).to.equal(409);
    expect((await other.visitor.get('/betrieb')).status).to.equal(200);
    expect((await act({ act: 'rolle-nehmen', role: 'operator' })).status).to.equal(303);
    expect((await other.visitor.get('/betrieb')).status).to.equal(403);
    for (const fields of [{ act: 'rolle-geben', role: 'administrator' }, { act: 'loeschen' }, {}]) {
      expect((await act(fields as Record<string, string>)).status).to.equal(400);
    }
    expect(await users(app).findOne({ email: other.email })).to.deep.include({ platformRoles: [] });
  });

  it('is closed to everybody else', async () => {
    const target = await person(app);
    for (const made of [
      await person(app, { roles: ['administrator'] }),
      await person(app, { platformRoles: ['kdn'] }),
    ]) {
      const form = await made.visitor.form('/konto/name');
      for (const path of ['/betrieb', '/betrieb/konten', `/betrieb/konten/${target.userId}`]) {
        expect((await made.visitor.get(path)).status).to.equal(403);
      }
      const answer = await made.visitor.post(`/betrieb/konten/${target.userId}`, {
        ...form.values,
        act: 'sperren',
      });
      expect(answer.status).to.equal(403);
    }
    expect(await users(app).findOne({ email: target.email })).to.include({ state: 'active' });
  });
});
