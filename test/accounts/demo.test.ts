import { expect } from 'chai';
import { makeMailer } from '../../src/platform/mailer.ts';
import { useApp } from '../helpers/app.ts';
import { person, testPassword } from '../helpers/people.ts';

describe('page of the demonstration', () => {
  const app = useApp({ config: { mode: 'demo' } });

  it('logs in with a shown account and shows the mails with their links', async () => {
    const { email } = await person(app, { roles: ['editor'] });
    app.services.demoAccounts.push({
      email,
      password: testPassword,
      name: 'Redaktion',
      part: 'Redaktion der Stadt Musterstadt',
      rolesText: 'Mitglied, Redaktion',
    });
    const mailer = makeMailer({ ...app.config, smtpUrl: null });
    for (const subject of ['Erste', 'Zweite']) {
      await mailer.send({
        messageId: `<${subject}@x>`,
        to: email,
        subject,
        text: `Hier:\n${app.url}/kennwort-vergessen\n<b>`,
      });
    }
    const visitor = app.visitor();
    const page = await visitor.get('/demo');
    expect(page.$('main').text()).to.contain(email).and.to.contain(testPassword);
    expect(page.$('main a[href="/kennwort-vergessen"]').length).to.equal(2);
    expect(page.text).to.contain('&lt;b&gt;');
    expect(page.$('main h2:contains("Mails") ~ ul h3').first().text()).to.equal('Zweite');
    expect((await visitor.submit('/demo', {}, '/anmelden')).status).to.equal(303);
    expect((await visitor.get('/konto')).status).to.equal(200);
  });
});

describe('page of the demonstration, elsewhere', () => {
  const app = useApp();

  it('does not exist', async () => {
    expect((await app.visitor().get('/demo')).status).to.equal(404);
  });
});
