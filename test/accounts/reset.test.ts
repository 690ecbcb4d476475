import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person, signIn, testPassword } from '../helpers/people.ts';
import { accountMails, linkIn, users } from './mail.ts';

const newPassword = 'sieben stille Sitzungssäle';

describe('forgotten password', () => {
  const app = useApp();
  const ask = (email: string) => app.visitor().submit('/kennwort-vergessen', { email });
  const linkFor = async (email: string) => {
    await ask(email);
    return linkIn(await accountMails(app, email, 'Neues Kennwort'));
  };

  it('lets a person choose a new one, once, and ends every session', async () => {
    const { email, visitor } = await person(app);
    const link = await linkFor(email);
    const other = app.visitor();
    const form = await other.form(link);
    const sent = await other.post(link, { ...form.values, newPassword });
    expect(sent.status).to.equal(303);
    expect(
      (await other.post(link, { ...form.values, newPassword: 'noch ein anderes Kennwort' })).status,
    ).to.equal(410);
    expect((await other.get(link)).status).to.equal(410);
    expect((await visitor.get('/konto')).status).to.equal(302);
    expect((await app.visitor().submit('/anmelden', { email, password: testPassword })).status).to.equal(422);
    await signIn(app, email, newPassword);
    expect(await accountMails(app, email, 'wurde geändert')).to.have.length(1);
  });

  it('lets only one of two uses at the same moment succeed', async () => {
    const { email } = await person(app);
    const link = await linkFor(email);
    const visitor = app.visitor();
    const form = await visitor.form(link);
    const passwords = ['das erste von zwei Kennwörtern', 'das zweite von zwei Kennwörtern'];
    const answers = await Promise.all(
      passwords.map((typed) => visitor.post(link, { ...form.values, newPassword: typed })),
    );
    expect(answers.map(({ status }) => status).sort()).to.deep.equal([303, 410]);
  });

  it('answers alike for known, unknown and disabled accounts', async () => {
    const { email } = await person(app);
    const disabled = await person(app);
    await users(app).updateOne({ email: disabled.email }, { $set: { state: 'disabled' } });
    const answers = [];
    for (const address of [email, 'niemand@stadt-musterstadt.example', disabled.email]) {
      const { status, location, text } = await ask(address);
      answers.push({ status, location, text });
    }
    expect(answers).to.deep.equal(
      Array(3).fill({ status: 303, location: '/kennwort-vergessen/gesendet', text: answers[0]?.text }),
    );
    expect(await accountMails(app, disabled.email, '')).to.deep.equal([]);
    expect(await accountMails(app, 'niemand@stadt-musterstadt.example', '')).to.deep.equal([]);
  });

  it('sends at most three mails an hour', async () => {
    const { email } = await person(app);
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(email)));
    expect(answers.every(({ status }) => status === 303)).to.equal(true);
    expect(await accountMails(app, email, 'Neues Kennwort')).to.have.length(3);
  });

  it('is void after two hours, and after any other change of the password', async () => {
    const { email } = await person(app);
    const first = await linkFor(email);
    const second = await linkFor(email);
    const visitor = app.visitor();
    await visitor.submit(first, { newPassword });
    const late = await visitor.form('/anmelden');
    expect(
      (await visitor.post(second, { ...late.values, newPassword: 'ein drittes gutes Kennwort' })).status,
    ).to.equal(410);
    await signIn(app, email, newPassword);
    const third = await linkFor(email);
    app.travel(2 * 3_600_000 + 1000);
    expect((await visitor.get(third)).status).to.equal(410);
  });

  it('keeps the link good when the new password is refused', async () => {
    const { email } = await person(app);
    const link = await linkFor(email);
    const visitor = app.visitor();
    const refused = await visitor.submit(link, { newPassword: 'zu kurz' });
    expect(refused.status).to.equal(422);
    expect(refused.$('#newPassword-error').text()).to.contain('12 Zeichen');
    expect((await visitor.submit(link, { newPassword })).status).to.equal(303);
  });

  it('writes the configured address into links, whatever the request says', async () => {
    const { email } = await person(app);
    const visitor = app.visitor();
    const form = await visitor.form('/kennwort-vergessen');
    await visitor.post(
      '/kennwort-vergessen',
      { ...form.values, email },
      {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
      },
    );
    const [mail] = await accountMails(app, email, 'Neues Kennwort');
    expect(mail?.text).to.contain(`${app.url}/kennwort-neu/`);
    expect(mail?.text).not.to.contain('evil.example');
  });

  it('stores no token as it is', async () => {
    const { email } = await person(app);
    const token = (await linkFor(email)).split('/').at(-1) ?? '';
    const dump = JSON.stringify([
      await app.connection.collection('tokens').find().toArray(),
      await app.connection.collection('mails').find().toArray(),
    ]);
    expect(token).to.have.length(43);
    expect(dump).to.contain('reset');
    expect(dump).not.to.contain(token);
  });

  it('refuses operators and malformed links', async () => {
    const visitor = app.visitor();
    const form = await visitor.form('/kennwort-vergessen');
    expect(
      (await visitor.post('/kennwort-vergessen', { ...form.values, 'email[$ne]': 'x' })).status,
    ).to.equal(400);
    expect((await visitor.get('/kennwort-neu/kurz')).status).to.equal(400);
    expect((await visitor.get(`/kennwort-neu/${'B'.repeat(43)}`)).status).to.equal(410);
    expect((await ask('kein')).status).to.equal(422);
  });
});
