import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { actAs, people, useDemo } from './demo.ts';
import { cutSaving, mendSaving, newDraft } from './draft.ts';

const benefit = 'Nutzen für andere Kommunen';
const audience = 'Zielgruppen';
const theirs = 'Spart dem Bauhof zwei Wege am Tag.';
const mine = 'Spart zwei Wege am Tag und 40 Anrufe in der Woche.';

describe('writing a draft in a browser', function () {
  this.timeout(120_000);
  needsChromium();
  const demo = useDemo();
  let context: BrowserContext;
  let close: () => Promise<void>;
  let page: Page;
  let slug: string;

  before(async () => {
    ({ context, close } = await openBrowser());
    await actAs(context, demo, 'editor');
  });
  after(() => close?.());
  beforeEach(async () => {
    page = await context.newPage();
    slug = await newDraft(demo);
  });
  afterEach(async () => {
    await context.setOffline(false);
    for (const one of context.pages().slice(1)) await one.close({ runBeforeUnload: false });
  });

  const stored = async () =>
    (await demo.app.connection.collection('solutions').findOne({ slug }))?.working?.content;
  const open = (section: string, on = page) =>
    on.goto(`${demo.app.url}/loesungen/${slug}/bearbeiten/${section}`);
  const line = (on = page) => on.locator('.autosave [role="status"]');
  const says = (text: string, on = page) => line(on).filter({ hasText: text }).waitFor();
  const press = (name: string, on = page) =>
    Promise.all([
      on.waitForEvent('load'),
      on.getByRole('main').getByRole('button', { name, exact: true }).click(),
    ]);

  describe('that saves by itself', () => {
    it('stores what is typed without any button, and says when', async () => {
      await open('inhalt');
      await page.getByLabel(benefit).pressSequentially(mine);
      await says('Gespeichert um ');
      expect(await line().textContent()).to.match(/^Gespeichert um \d\d:\d\d Uhr\.$/);
      expect((await stored()).benefit).to.equal(mine);
      expect(await page.locator('[data-progress] p').textContent()).to.match(/^4 von \d+ Fragen/);
      await page.reload();
      expect(await page.getByLabel(benefit).inputValue()).to.equal(mine);
    });

    it('tells of a lost connection and stores everything once it is back', async () => {
      await open('inhalt');
      await context.setOffline(true);
      await page.getByLabel(benefit).fill(mine);
      await says('Nicht gespeichert: Keine Verbindung.');
      await page.getByLabel(audience).fill('kreisangehörige Gemeinden');
      expect((await stored()).benefit).to.equal('');
      await context.setOffline(false);
      await says('Gespeichert um ');
      expect(await stored()).to.deep.include({ benefit: mine, targetGroups: ['kreisangehörige Gemeinden'] });
    });

    it('offers what was typed again where the page was left without a connection', async () => {
      page.on('dialog', (dialog) => dialog.accept());
      await cutSaving(page);
      await open('inhalt');
      await page.getByLabel(benefit).fill(mine);
      await says('Nicht gespeichert: Keine Verbindung.');
      await page.goto('about:blank');
      await mendSaving(page);
      expect((await stored()).benefit).to.equal('');
      await open('inhalt');
      await page.getByRole('button', { name: 'Eingaben wiederherstellen' }).click();
      expect(await page.getByLabel(benefit).inputValue()).to.equal(mine);
      await says('Gespeichert um ');
      expect((await stored()).benefit).to.equal(mine);
    });
  });

  describe('by two people at once', () => {
    let other: Awaited<ReturnType<typeof openBrowser>>;
    before(async () => {
      await makeEditor(people.approver);
      other = await openBrowser({ javaScriptEnabled: false });
      await actAs(other.context, demo, 'approver');
    });
    after(() => other?.close());

    async function makeEditor(email: string): Promise<void> {
      const { connection } = demo.app;
      const user = await connection.collection('users').findOne({ email });
      await connection
        .collection('organisations')
        .updateOne({ 'members.userId': String(user?._id) }, { $addToSet: { 'members.$.roles': 'editor' } });
    }

    /** The other person, whose browser runs no scripts, saves the section by its button. */
    async function otherSaves(text: string): Promise<void> {
      const theirPage = await other.context.newPage();
      await open('inhalt', theirPage);
      await theirPage.getByLabel(benefit).fill(text);
      await press('Speichern und später weiter', theirPage);
      await theirPage.close();
    }

    it('shows both texts of what saves by itself, and stores the one chosen and mended', async () => {
      await open('inhalt');
      await otherSaves(theirs);
      const answer = page.waitForResponse((one) => one.request().method() === 'POST');
      await page.getByLabel(benefit).fill(mine);
      await page.getByLabel(audience).fill('Kreise');
      expect((await answer).status()).to.equal(409);
      await says(
        'Nicht gespeichert: „Nutzen für andere Kommunen“ wurde inzwischen von jemand anderem geändert.',
      );
      expect((await stored()).benefit).to.equal(theirs);
      await press('Beide Fassungen vergleichen');
      const main = page.getByRole('main');
      expect(await main.locator('dd').allTextContents()).to.deep.equal([theirs, mine]);
      await main.getByLabel(`Meine Eingabe: ${benefit}`).fill(`${theirs} ${mine}`);
      await press('Speichern und später weiter');
      expect(await stored()).to.deep.include({ benefit: `${theirs} ${mine}`, targetGroups: ['Kreise'] });
    });

    it('is settled without scripts too, and says who saved before', async () => {
      const theirPage = await other.context.newPage();
      await open('inhalt', theirPage);
      const saved = page.waitForResponse((one) => one.request().method() === 'POST');
      await open('inhalt');
      await page.getByLabel(benefit).fill(mine);
      await saved;
      await says('Gespeichert um ');
      await theirPage.getByLabel(benefit).fill(theirs);
      const refused = theirPage.waitForResponse((one) => one.request().method() === 'POST');
      await press('Speichern und weiter', theirPage);
      expect((await refused).status()).to.equal(409);
      const main = theirPage.getByRole('main');
      expect(await main.getByRole('alert').textContent()).to.contain('von Redaktion Musterstadt');
      await main.getByLabel('Gespeicherte Fassung übernehmen').check();
      await press('Speichern und später weiter', theirPage);
      expect((await stored()).benefit).to.equal(mine);
      await theirPage.close();
    });
  });
});
