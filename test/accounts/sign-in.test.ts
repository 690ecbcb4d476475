import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, join, person, signIn, testPassword } from '../helpers/people.ts';

const hours = 3_600_000;
const whoActs = (text: string) => /handelt für|ohne Organisation/.test(text);

describe('log-in', () => {
  const app = useApp();

  it('lets a person in and shows for whom they act', async () => {
    const organisation = await anOrganisation(app, { name: 'Musterstadt am Wehr' });
    const { visitor } = await person(app, { organisation: organisation.slug, roles: ['editor'] });
    const page = await visitor.get('/konto');
    expect(page.status).to.equal(200);
    expect(page.$('main').text()).to.contain('Musterstadt am Wehr').and.to.contain('Redaktion');
    expect(page.headers.get('cache-control')).to.contain('no-store');
  });

  it('goes on to the page that was asked for, or to the cases of the organisation', async () => {
    const { email } = await person(app, { roles: ['member'] });
    const stranger = app.visitor();
    const asked = await stranger.get('/konto/name');
    expect(asked.status).to.equal(302);
    expect(asked.location).to.equal('/anmelden?weiter=%2Fkonto%2Fname');
    const answer = await stranger.submit(asked.location ?? '', { email, password: testPassword });
    expect(answer.status).to.equal(303);
    expect(answer.location).to.equal('/konto/name');
    const other = await app.visitor().submit('/anmelden', { email, password: testPassword });
    expect(other.location).to.equal('/vorgaenge');
  });

  it('starts a new session, so that a planted id is worth nothing', async () => {
    const { email } = await person(app);
    const visitor = app.visitor();
    await visitor.get('/anmelden');
    const planted = visitor.cookie('blaupause');
    expect(planted).to.be.a('string');
    await visitor.submit('/anmelden', { email, password: testPassword });
    expect(visitor.cookie('blaupause')).not.to.equal(planted);
    const attacker = app.visitor();
    attacker.setCookie('blaupause', planted ?? '');
    expect((await attacker.get('/konto')).status).to.equal(302);
  });

  it('gives a session one token, so that the forms of two pages opened at once both hold', async () => {
    const { visitor } = await person(app, { name: 'Vorher' });
    const [first, second] = await Promise.all([visitor.form('/konto/name'), visitor.form('/konto/name')]);
    for (const [form, name] of [
      [first, 'Aus dem ersten Fenster'],
      [second, 'Aus dem zweiten Fenster'],
    ] as const)
      expect((await visitor.post(form.action, { ...form.values, name })).status, name).to.equal(303);
    expect((await visitor.get('/konto')).text).to.contain('Aus dem zweiten Fenster');
    const own = String(first.values._csrf);
    const other = await person(app);
    const { action, values } = await other.visitor.form('/konto/name');
    expect(values._csrf).not.to.equal(own);
    const forged = await other.visitor.post(action, { ...values, _csrf: own, name: 'Gefälscht' });
    expect(forged.status).to.equal(403);
  });

  it('answers alike for a wrong password, an unknown address and an unconfirmed account', async () => {
    const { email } = await person(app);
    await app.connection.collection('users').insertOne({
      email: 'unbestaetigt@stadt-musterstadt.example',
      name: 'Noch nicht',
      passwordHash: (await app.connection.collection('users').findOne({ email }))?.passwordHash,
      state: 'unconfirmed',
      platformRoles: [],
      sessionEpoch: 1,
    });
    const tries = [
      { email, password: 'ein falsches Kennwort' },
      { email: 'niemand@stadt-musterstadt.example', password: 'ein falsches Kennwort' },
      { email: 'unbestaetigt@stadt-musterstadt.example', password: testPassword },
      { email, password: `${testPassword} ` },
      { email, password: testPassword.toUpperCase() },
    ];
    const texts = new Set<string>();
    for (const fields of tries) {
      const answer = await app.visitor().submit('/anmelden', fields);
      expect(answer.status).to.equal(422);
      expect(answer.$('#email').val()).to.equal(fields.email);
      expect(answer.$('#password').val()).to.equal('');
      texts.add(answer.$('[data-error-summary]').text());
    }
    expect(texts.size).to.equal(1);
  });

  it('takes the address in any spelling of its letters', async () => {
    const { email } = await person(app);
    const answer = await app
      .visitor()
      .submit('/anmelden', { email: ` ${email.toUpperCase()} `, password: testPassword });
    expect(answer.status).to.equal(303);
  });

  it('ends with log-out, also for a copy of the cookie', async () => {
    const { visitor } = await person(app);
    const copy = app.visitor();
    copy.setCookie('blaupause', visitor.cookie('blaupause') ?? '');
    expect((await copy.get('/konto')).status).to.equal(200);
    const answer = await visitor.submit('/konto', {}, '/abmelden');
    expect(answer.status).to.equal(303);
    expect((await copy.get('/konto')).status).to.equal(302);
    expect((await visitor.get('/konto')).status).to.equal(302);
  });

  it('is not ended by a mere GET', async () => {
    const { visitor } = await person(app);
    expect((await visitor.get('/abmelden')).status).to.equal(404);
    expect((await visitor.get('/konto')).status).to.equal(200);
  });

  it('ends after eight idle hours and after a day in any case', async () => {
    const { visitor, email } = await person(app);
    app.travel(8 * hours + 1000);
    expect((await visitor.get('/konto')).status).to.equal(302);
    const busy = await signIn(app, email);
    for (let passed = 0; passed < 24; passed += 6) {
      expect((await busy.get('/konto')).status).to.equal(200);
      app.travel(6 * hours);
    }
    app.travel(1000);
    expect((await busy.get('/konto')).status).to.equal(302);
  });

  it('keeps other people out of an organisation with the next request after they were removed', async () => {
    const { visitor, userId, organisationId } = await person(app, { roles: ['administrator'] });
    const organisation = await app.services.organisations.getById(organisationId);
    const page = `/organisationen/${organisation?.slug}/mitglieder`;
    expect((await visitor.get('/konto')).text).to.contain('Administration');
    await app.services.organisations.eraseMemberships(userId);
    expect((await visitor.get('/konto')).text).not.to.contain('Administration');
    expect([403, 404]).to.contain((await visitor.get(page)).status);
  });

  it('lets a person choose only among their own organisations', async () => {
    const { visitor, userId } = await person(app, { organisation: { name: 'Erste Stadt' } });
    const second = await anOrganisation(app, { name: 'Zweite Stadt' });
    const foreign = await anOrganisation(app, { name: 'Fremde Stadt' });
    await join(app, second.id, userId, []);
    const form = await visitor.form('/konto', '/konto/organisation');
    const switched = await visitor.post('/konto/organisation', { ...form.values, organisationId: second.id });
    expect(switched.status).to.equal(303);
    expect((await visitor.get('/konto')).$('.menu__name').text()).to.contain('Zweite Stadt');
    for (const organisationId of [foreign.id, '000000000000000000000000', 'kein', '']) {
      const refused = await visitor.post('/konto/organisation', { ...form.values, organisationId });
      expect(refused.status).to.equal(403);
    }
    expect((await visitor.get('/konto')).$('.menu__name').text()).to.contain('Zweite Stadt');
  });

  const leading = ['//evil.example', '/\\evil.example', 'https:evil.example', 'https://evil.example/'];
  const hidden = ['/%2f%2fevil.example/..//', '/\t/evil.example', 'javascript:alert(1)', '/.//evil.example'];
  for (const target of [...leading, ...hidden, '\\\\evil.example', ' //evil.example', 'evil.example']) {
    it(`never leads away from this site: ${JSON.stringify(target)}`, async () => {
      const { email } = await person(app);
      const page = `/anmelden?weiter=${encodeURIComponent(target)}`;
      const shown = await app.visitor().submit(page, { email, password: testPassword });
      const sent = await app.visitor().submit('/anmelden', { email, password: testPassword, weiter: target });
      for (const answer of [shown, sent]) {
        expect(answer.status).to.equal(303);
        expect(new URL(answer.location ?? '', app.url).origin).to.equal(app.url);
      }
    });
  }

  it('refuses operators, other types and missing tokens, and changes nothing', async () => {
    const visitor = app.visitor();
    const { values } = await visitor.form('/anmelden');
    const attacks: Record<string, string>[] = [
      { 'password[$ne]': 'x', email: 'a@b.example' },
      { 'email[$gt]': '', password: 'x' },
      { $where: '1', email: 'a@b.example', password: 'x' },
    ];
    for (const fields of attacks) {
      expect((await visitor.post('/anmelden', { ...values, ...fields })).status).to.equal(400);
    }
    const json = await visitor.request('/anmelden', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...values, email: 'a@b.example', password: { $ne: '' } }),
    });
    expect(json.status).to.equal(400);
    const forged = await visitor.post('/anmelden', { email: 'a@b.example', password: 'x' });
    expect(forged.status).to.equal(403);
    expect(whoActs((await visitor.get('/anmelden')).text)).to.equal(false);
  });
});

describe('log-in, limited', () => {
  const app = useApp({ config: { rateLimitFactor: 1, trustedProxies: 1 } });
  const from = (address: string) => ({ 'x-forwarded-for': address });

  it('stops guessing at one account after ten failures without locking its owner out', async () => {
    const { email } = await person(app);
    const visitor = app.visitor();
    const { values } = await visitor.form('/anmelden');
    const attempt = (password: string, address: string) =>
      visitor.post('/anmelden', { ...values, email, password }, from(address));
    for (let tries = 0; tries < 10; tries += 1) {
      expect((await attempt('ein falsches Kennwort', '192.0.2.1')).status).to.equal(422);
    }
    const stopped = await attempt(testPassword, '192.0.2.1');
    expect(stopped.status).to.equal(429);
    expect(Number(stopped.headers.get('retry-after'))).to.be.greaterThan(0);
    expect((await attempt(testPassword, '192.0.2.2')).status).to.equal(303);
  });

  it('stops one client that tries a password at many accounts', async () => {
    const visitor = app.visitor();
    const { values } = await visitor.form('/anmelden');
    const statuses: number[] = [];
    for (let number = 0; number < 102; number += 1) {
      const email = `konto-${number}@stadt-musterstadt.example`;
      const answer = await visitor.post(
        '/anmelden',
        { ...values, email, password: 'ein falsches Kennwort' },
        from('192.0.2.3'),
      );
      statuses.push(answer.status);
    }
    expect(statuses.slice(0, 100)).to.deep.equal(Array(100).fill(422));
    expect(statuses.slice(100)).to.deep.equal([429, 429]);
  });
});
