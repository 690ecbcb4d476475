import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person, signIn, testPassword } from '../helpers/people.ts';
import { accountMails, linkIn, users } from './mail.ts';

describe('registration', () => {
  const app = useApp();
  let count = 0;
  const freshAddress = () => {
    count += 1;
    return `neu-${count}@stadt-musterstadt.example`;
  };

  async function register(slug: string, fields: Record<string, string>) {
    return app.visitor().submit(`/registrieren?fuer=${slug}`, {
      name: 'Redaktion Musterstadt',
      email: freshAddress(),
      password: testPassword,
      ...fields,
    });
  }

  async function confirm(email: string, password = testPassword) {
    const link = linkIn(await accountMails(app, email, 'bestätigen'));
    const visitor = app.visitor();
    return { visitor, link, answer: await visitor.submit(link, { password }) };
  }

  it('finds the organisation by what was typed, without scripts too', async () => {
    const name = 'Oberkrümelbach';
    const first = await anOrganisation(app, { name: `Stadt ${name}` });
    await anOrganisation(app, { name: `Kreis ${name}`, kind: 'district' });
    const visitor = app.visitor();
    const list = await visitor.get(`/registrieren?organisation=${encodeURIComponent(name)}`);
    expect(list.$('main .results a').length).to.equal(2);
    const link = list.$(`main .results a:contains("Stadt ${name}")`).attr('href') ?? '';
    expect((await visitor.get(link)).$('input[name=organisation]').val()).to.equal(first.slug);
    const exact = await visitor.get(`/registrieren?organisation=${encodeURIComponent(first.fullName)}`);
    expect(exact.$('input[type=hidden][name=organisation]').val()).to.equal(first.slug);
    const none = await visitor.get('/registrieren?organisation=Xyzzyhausen');
    expect(none.$('main').text()).to.contain('Nichts gefunden');
  });

  it('leads from the form by mail to an administrator who admits', async () => {
    const organisation = await anOrganisation(app);
    const admin = await person(app, { organisation: organisation.slug, roles: ['administrator'] });
    const email = freshAddress();
    const sent = await register(organisation.slug, { email });
    expect(sent.status).to.equal(303);
    expect(sent.location).to.equal('/registrieren/gesendet');
    expect(await users(app).findOne({ email })).to.include({ state: 'unconfirmed' });
    expect((await app.visitor().submit('/anmelden', { email, password: testPassword })).status).to.equal(422);

    const { visitor, answer } = await confirm(email);
    expect(answer.status).to.equal(303);
    expect((await visitor.get('/konto')).$('main').text()).to.contain('beantragt');
    const user = await users(app).findOne({ email });
    expect(user).to.include({ state: 'active', unconfirmedUntil: null });
    const told = (await app.mails()).filter(({ to }) => to === admin.email);
    expect(told.map(({ subject }) => subject).join()).to.contain('Antrag auf Mitgliedschaft');

    const asking = { organisationId: organisation.id, userId: String(user?._id) };
    const actor = await app.services.accounts.actorFor({ userId: admin.userId, epoch: 1 }, null);
    if (!actor) throw new Error('the administrator is gone');
    await app.services.organisations.admitMember(actor, asking, ['editor']);
    expect((await visitor.get('/konto')).$('main').text()).to.contain('Redaktion');
  });

  it('tells the operator where there is no administrator', async () => {
    const operator = await person(app, { platformRoles: ['operator'] });
    const organisation = await anOrganisation(app);
    const email = freshAddress();
    await register(organisation.slug, { email });
    await confirm(email);
    const told = (await app.mails()).filter(({ to }) => to === operator.email);
    expect(told.map(({ subject }) => subject)).to.include(
      `Neuer Antrag auf Mitgliedschaft: ${organisation.fullName}`,
    );
  });

  it('admits at once by a confirmed mail domain, the first one as administrator', async () => {
    const domain = 'gemeinde-beispielhausen.example';
    const organisation = await anOrganisation(app, { mailDomains: [domain] });
    for (const [name, roles] of [
      ['erste', 'Mitglied, Administration'],
      ['zweite', 'Mitglied'],
    ] as const) {
      await register(organisation.slug, { email: `${name}@${domain}` });
      const { visitor } = await confirm(`${name}@${domain}`);
      const meta = (await visitor.get('/konto')).$('main .result__meta').first().text();
      expect(meta.split(' ·')[0]).to.equal(roles);
    }
  });

  it('answers alike for known and unknown addresses and tells the owner by mail', async () => {
    const organisation = await anOrganisation(app);
    const known = await person(app);
    const answers = [
      await register(organisation.slug, { email: known.email }),
      await register(organisation.slug, { email: freshAddress() }),
    ];
    expect(answers.map(({ status, location, text }) => [status, location, text])).to.deep.equal(
      Array(2).fill([303, '/registrieren/gesendet', answers[0]?.text]),
    );
    const [mail] = await accountMails(app, known.email, 'bereits ein Konto');
    expect(mail?.text).to.contain(`${app.url}/anmelden`);
    expect(await users(app).countDocuments({ email: known.email })).to.equal(1);
    await signIn(app, known.email);
  });

  it('keeps one account for an address in every spelling', async () => {
    const organisation = await anOrganisation(app);
    const spellings = ['Amt.Eins@stadt-x.example', 'AMT.EINS@STADT-X.EXAMPLE', ' amt.eins@stadt-x.example '];
    await Promise.all(spellings.map((email) => register(organisation.slug, { email })));
    for (const email of [
      'ａmt.eins@stadt-x.example',
      'amt.eİns@stadt-x.example',
      'amt.e\u0069\u0307ns@stadt-x.example',
    ]) {
      expect((await register(organisation.slug, { email })).status).to.equal(422);
    }
    expect(await users(app).countDocuments({ email: /stadt-x/ })).to.equal(1);
  });

  it('sends at most three mails an hour to an address', async () => {
    const organisation = await anOrganisation(app);
    const email = freshAddress();
    for (let times = 0; times < 5; times += 1) {
      expect((await register(organisation.slug, { email })).status).to.equal(303);
    }
    expect(await accountMails(app, email, 'bestätigen')).to.have.length(3);
    app.travel(3_600_001);
    await register(organisation.slug, { email });
    expect(await accountMails(app, email, 'bestätigen')).to.have.length(4);
  });

  it('needs the password of the same registration, so that a planted one opens nothing', async () => {
    const organisation = await anOrganisation(app);
    const email = freshAddress();
    await register(organisation.slug, { email, password: 'von einem Fremden gewählt' });
    const { link, answer } = await confirm(email, 'mein eigenes, anderes Kennwort');
    expect(answer.status).to.equal(422);
    expect(await users(app).findOne({ email })).to.include({ state: 'unconfirmed' });
    const right = await app.visitor().submit(link, { password: 'von einem Fremden gewählt' });
    expect(right.status).to.equal(303);
  });

  it('confirms once: used, expired, foreign and unknown links are gone, broken ones malformed', async () => {
    const organisation = await anOrganisation(app);
    const email = freshAddress();
    await register(organisation.slug, { email });
    await register(organisation.slug, { email });
    const [first, second] = await accountMails(app, email, 'bestätigen');
    const visitor = app.visitor();
    const links = [linkIn([first]), linkIn([second])];
    const form = await visitor.form(links[0] ?? '');
    const send = (path: string) => visitor.post(path, { ...form.values, password: testPassword });
    expect((await send(links[0] ?? '')).status).to.equal(303);
    const again = app.visitor();
    expect((await again.get(links[0] ?? '')).status).to.equal(410);
    const secondUse = await again.submit(links[1] ?? '', { password: testPassword });
    expect(secondUse.status).to.equal(410);
    expect((await again.get(`/bestaetigen/${'A'.repeat(43)}`)).status).to.equal(410);
    for (const broken of ['kurz', 'A'.repeat(44), '%24ne', '[$regex]=%5E', `${'A'.repeat(42)}%00`]) {
      expect((await again.get(`/bestaetigen/${broken}`)).status).to.equal(400);
    }
    const late = freshAddress();
    await register(organisation.slug, { email: late });
    const link = linkIn(await accountMails(app, late, 'bestätigen'));
    expect((await again.get(link.replace('bestaetigen', 'kennwort-neu'))).status).to.equal(410);
    app.travel(48 * 3_600_000 + 1000);
    expect((await again.get(link)).status).to.equal(410);
  });

  it('refuses weak passwords with reasons and keeps what was typed', async () => {
    const organisation = await anOrganisation(app, { name: 'Stadt Schönwalde' });
    const before = await users(app).countDocuments();
    const weak = [
      'zu kurz',
      'elf Zeichen',
      'password1234',
      '123456789012',
      'abcabcabcabcabc',
      'aaaaaaaaaaaaaaaa',
    ];
    const named = [
      'Stadt Schönwalde',
      'schönwalde2026!',
      'Blaupause2026',
      'x'.repeat(64).replace(/x/g, 'ab,'),
    ];
    for (const password of [...weak, ...named, `${testPassword} `.repeat(6)]) {
      const answer = await register(organisation.slug, { password, name: 'Redaktion Nord' });
      expect(`${password}: ${answer.status}`).to.equal(`${password}: 422`);
      expect(answer.$('#password-error').text()).not.to.equal('');
      expect(answer.$('#name').val()).to.equal('Redaktion Nord');
      expect(answer.$('#password').val()).to.equal('');
    }
    expect(await users(app).countDocuments()).to.equal(before);
  });

  it('takes long passwords with blanks, umlauts and emoji, and compares them exactly', async () => {
    const organisation = await anOrganisation(app);
    const password = ' Fünf 🌳 alte Bäume am Rathaus, und noch ein Satz bis 64 Zeichen ';
    const email = freshAddress();
    await register(organisation.slug, { email, password });
    const { answer } = await confirm(email, password);
    expect(answer.status).to.equal(303);
    for (const other of [password.trim(), password.normalize('NFD')]) {
      expect((await app.visitor().submit('/anmelden', { email, password: other })).status).to.equal(422);
    }
    await signIn(app, email, password);
  });

  it('refuses line breaks and control characters in names and addresses', async () => {
    const organisation = await anOrganisation(app);
    const before = (await app.mails()).length;
    const broken: Record<string, string>[] = [
      { name: 'Amt\r\nBcc: opfer@stadt-musterstadt.example' },
      { name: 'Amt\u202Egnulha' },
      { email: 'amt@stadt-musterstadt.example\r\nBcc: opfer@stadt-musterstadt.example' },
      { email: 'kein' },
      { name: '' },
      { name: 'x'.repeat(121) },
    ];
    for (const fields of broken) {
      expect((await register(organisation.slug, fields)).status).to.equal(422);
    }
    expect((await app.mails()).length).to.equal(before);
  });

  it('ignores roles, states and memberships that a form tries to bring along', async () => {
    const organisation = await anOrganisation(app);
    const email = freshAddress();
    const extra = {
      role: 'operator',
      platformRoles: 'operator',
      state: 'active',
      roles: 'administrator',
      sessionEpoch: '9',
    };
    await register(organisation.slug, { email, ...extra });
    const user = await users(app).findOne({ email });
    expect(user).to.deep.include({ state: 'unconfirmed', platformRoles: [], sessionEpoch: 1 });
    const nested = await register(organisation.slug, {
      email: freshAddress(),
      'memberships[0][role]': 'administrator',
    });
    expect(nested.status).to.equal(400);
    await confirm(email);
    const members = (await app.services.organisations.membershipsOf(String(user?._id))).map(
      ({ roles, state }) => ({ roles, state }),
    );
    expect(members).to.deep.equal([{ roles: ['member'], state: 'requested' }]);
  });

  it('refuses an unknown organisation and a missing token', async () => {
    const { values } = await app.visitor().form('/anmelden');
    const visitor = app.visitor();
    const form = await visitor.form('/anmelden');
    const fields = {
      name: 'Amt',
      email: freshAddress(),
      password: testPassword,
      organisation: 'gibt-es-nicht',
    };
    expect((await visitor.post('/registrieren', { ...form.values, ...fields })).status).to.equal(422);
    expect((await visitor.post('/registrieren', fields)).status).to.equal(403);
    expect((await visitor.post('/registrieren', { ...values, ...fields })).status).to.equal(403);
    expect(await users(app).countDocuments({ email: fields.email })).to.equal(0);
  });
});
