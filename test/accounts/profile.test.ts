import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person, signIn, testPassword } from '../helpers/people.ts';
import { accountMails, linkIn, users } from './mail.ts';

const newPassword = 'neun neue Amtsstuben';

describe('own account', () => {
  const app = useApp();

  it('changes the password with the present one and ends the other sessions only', async () => {
    const { visitor, email } = await person(app);
    const elsewhere = await signIn(app, email);
    const wrong = await visitor.submit('/konto/kennwort', { password: 'falsch geraten', newPassword });
    expect(wrong.status).to.equal(403);
    expect(wrong.$('#password-error').text()).to.contain('stimmt nicht');
    const weak = await visitor.submit('/konto/kennwort', { password: testPassword, newPassword: 'zu kurz' });
    expect(weak.status).to.equal(422);
    expect((await elsewhere.get('/konto')).status).to.equal(200);
    const before = visitor.cookie('blaupause');
    const done = await visitor.submit('/konto/kennwort', { password: testPassword, newPassword });
    expect(done.status).to.equal(303);
    expect(visitor.cookie('blaupause')).not.to.equal(before);
    expect((await visitor.get('/konto')).status).to.equal(200);
    expect((await elsewhere.get('/konto')).status).to.equal(302);
    await signIn(app, email, newPassword);
    expect(await accountMails(app, email, 'Kennwort')).to.have.length(1);
  });

  it('ends the other sessions on demand', async () => {
    const { visitor, email } = await person(app);
    const elsewhere = await signIn(app, email);
    expect((await visitor.submit('/konto', {}, '/konto/sitzungen')).status).to.equal(303);
    expect((await elsewhere.get('/konto')).status).to.equal(302);
    expect((await visitor.get('/konto')).status).to.equal(200);
  });

  it('changes the name, and nothing else that a form brings along', async () => {
    const { visitor, userId, email } = await person(app);
    const fields = {
      name: 'Redaktion Süd',
      platformRoles: 'operator',
      state: 'disabled',
      email: 'x@y.example',
    };
    expect((await visitor.submit('/konto/name', fields)).status).to.equal(303);
    expect(await users(app).findOne({ email })).to.deep.include({
      name: 'Redaktion Süd',
      platformRoles: [],
      state: 'active',
    });
    expect((await app.services.accounts.namesOf([userId])).get(userId)).to.equal('Redaktion Süd');
    const broken = await visitor.submit('/konto/name', { name: 'Zwei\r\nZeilen' });
    expect(broken.status).to.equal(422);
    expect(broken.$('#name-error').text()).to.contain('Steuerzeichen');
  });

  it('changes the address by a link to the new one; both are told, sessions end', async () => {
    const { visitor, email } = await person(app);
    const next = 'umgezogen@stadt-musterstadt.example';
    const without = await visitor.submit('/konto/adresse', { email: next, password: '' });
    expect(without.status).to.equal(403);
    expect(await accountMails(app, next, '')).to.deep.equal([]);
    const asked = await visitor.submit('/konto/adresse', {
      email: next.toUpperCase(),
      password: testPassword,
    });
    expect(asked.status).to.equal(303);
    expect((await accountMails(app, email, 'soll geändert werden'))[0]?.text).to.contain(next);
    expect(await users(app).countDocuments({ email })).to.equal(1);

    const link = linkIn(await accountMails(app, next, 'neue Adresse'));
    const elsewhere = app.visitor();
    expect((await elsewhere.submit(link, {})).status).to.equal(303);
    expect((await elsewhere.get(link)).status).to.equal(410);
    expect((await visitor.get('/konto')).status).to.equal(302);
    await signIn(app, next);
    for (const to of [email, next]) expect(await accountMails(app, to, 'wurde geändert')).to.have.length(1);
  });

  it('does not tell that a new address is taken, and never gives it away', async () => {
    const { visitor } = await person(app);
    const other = await person(app);
    const answer = await visitor.submit('/konto/adresse', { email: other.email, password: testPassword });
    expect(answer.status).to.equal(303);
    const [mail] = await accountMails(app, other.email, 'bereits ein Konto');
    expect(mail?.text).not.to.match(/[A-Za-z0-9_-]{43}/);
  });

  it('voids a change of address by a change of the password', async () => {
    const { visitor } = await person(app);
    const next = 'gekapert@stadt-musterstadt.example';
    await visitor.submit('/konto/adresse', { email: next, password: testPassword });
    const link = linkIn(await accountMails(app, next, 'neue Adresse'));
    await visitor.submit('/konto/kennwort', { password: testPassword, newPassword });
    expect((await app.visitor().submit(link, {})).status).to.equal(410);
    expect(await users(app).countDocuments({ email: next })).to.equal(0);
  });

  it('asks for a membership and leaves it again, but not as last administrator', async () => {
    const { visitor, organisationId } = await person(app, { roles: ['administrator'] });
    const own = await app.services.organisations.getById(organisationId);
    const last = await visitor.submit(`/konto/verlassen/${own?.slug}`, {});
    expect(last.status).to.equal(409);

    const { organisationId: otherId } = await person(app, { roles: ['administrator'] });
    const other = await app.services.organisations.getById(otherId);
    const asked = await visitor.submit(`/konto/beitreten?fuer=${other?.slug}`, {});
    expect(asked.status).to.equal(303);
    expect((await visitor.get('/konto')).$('main').text()).to.contain('beantragt');
    const form = await visitor.form('/konto/name');
    const again = await visitor.post('/konto/beitreten', { ...form.values, organisation: other?.slug ?? '' });
    expect(again.status).to.equal(409);
    expect((await visitor.submit(`/konto/verlassen/${other?.slug}`, {})).status).to.equal(303);
    expect((await visitor.get(`/konto/verlassen/${other?.slug}`)).status).to.equal(404);
  });
});

describe('own account, limited', () => {
  const app = useApp({ config: { rateLimitFactor: 1 } });

  it('stops guessing the present password, for every page that asks for it together', async () => {
    const { visitor, email } = await person(app);
    const { values } = await visitor.form('/konto/loeschen');
    const pages = ['/konto/loeschen', '/konto/kennwort', '/konto/adresse'];
    for (let tries = 0; tries < 10; tries += 1) {
      const answer = await visitor.post(pages[tries % 3] ?? '', { ...values, password: 'geraten' });
      expect(answer.status).to.equal(403);
    }
    const stopped = await visitor.post('/konto/loeschen', { ...values, password: testPassword });
    expect(stopped.status).to.equal(429);
    expect(await users(app).countDocuments({ email })).to.equal(1);
  });
});
