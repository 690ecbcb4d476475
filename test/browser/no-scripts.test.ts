import { expect } from 'chai';
import { demoPassword } from '../../src/cli/demo/people.ts';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { dogTax, people, useDemo } from './demo.ts';

describe('a clerk with a phone and no scripts', function () {
  this.timeout(60_000);
  needsChromium();
  const demo = useDemo();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  before(async () => {
    browser = await openBrowser({ javaScriptEnabled: false, viewport: { width: 375, height: 740 } });
  });
  after(() => browser?.close());

  it('finds a solution for dog tax, asks for it and knows when to expect an answer', async () => {
    const page = await browser.context.newPage();
    const main = page.getByRole('main');
    await page.goto(demo.app.url);
    await main.getByLabel('Suchbegriffe').fill('Hundesteuer');
    await main.getByRole('button', { name: 'Suchen' }).click();
    await main.getByRole('link', { name: /^Beispiel: Hundesteuer/ }).click();
    await page.waitForURL(`**/loesungen/${dogTax}`);
    await main.getByRole('link', { name: 'Nachnutzung anfragen' }).click();

    await page.waitForURL('**/anmelden?**');
    await main.getByLabel('E-Mail-Adresse').fill(people.district);
    await main.getByLabel('Kennwort').fill(demoPassword);
    await main.getByRole('button', { name: 'Anmelden' }).click();

    await page.waitForURL(`**/loesungen/${dogTax}/anfragen`);
    await main
      .getByLabel('Wofür brauchen Sie die Lösung?')
      .fill('Wir erheben die Hundesteuer noch auf Papier.');
    await main.getByRole('button', { name: 'Anfrage senden' }).click();

    await page.waitForURL('**/vorgaenge/anfragen/*');
    const asked = await demo.app.connection.collection('requests').findOne({}, { sort: { _id: -1 } });
    const due = new Intl.DateTimeFormat('de-DE', { dateStyle: 'long', timeZone: 'Europe/Berlin' });
    const state = page.getByRole('complementary', { name: 'Stand des Vorgangs' });
    await state.getByText(due.format(asked?.dueAt)).first().waitFor();
    expect(asked?.state).to.equal('open');
    expect(await state.innerText()).to.contain('Antwort bis');

    await page.locator('.site-header__cases a').click();
    await page.getByRole('heading', { level: 1, name: 'Meine Vorgänge' }).waitFor();
    expect(await main.innerText()).to.contain(due.format(asked?.dueAt));
  });
});
