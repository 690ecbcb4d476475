import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { actAs, dogTax, useDemo } from './demo.ts';

const title = 'Digitaltag im Rathaus';
const at = '/veranstaltungen/digitaltag-im-rathaus';

describe('a running order, from the first entry to the projector', function () {
  this.timeout(120_000);
  needsChromium();
  const demo = useDemo();
  let context: BrowserContext;
  let page: Page;
  let close: () => Promise<void>;

  before(async () => {
    ({ context, close } = await openBrowser({}));
    page = context.pages()[0] ?? (await context.newPage());
    await actAs(context, demo, 'district');
  });
  after(() => close?.());

  const open = (path: string) => page.goto(`${demo.app.url}${path}`);
  const main = () => page.locator('main');
  const press = (name: string) =>
    Promise.all([
      page.waitForEvent('load'),
      main().getByRole('button', { name, exact: true }).first().click(),
    ]);
  const clock = () => page.locator('[data-clock]').textContent();
  const shown = () => page.locator('.slide--shown :is(h2, h3)').textContent();

  it('is put together, moved and published', async () => {
    await open('/veranstaltungen/neu');
    await page.fill('#title', title);
    await page.fill('#day', '2031-03-04');
    await page.fill('#time', '10:00');
    await page.fill('#place', 'Rathaus');
    await press('Veranstaltung anlegen');
    for (const words of ['hundesteuer', 'mängelmelder', 'ratssitzung']) {
      await page.fill('#suche', words);
      await press('Suchen');
      await Promise.all([
        page.waitForEvent('load'),
        main()
          .getByRole('button', { name: /^Aufnehmen ?: Beispiel/ })
          .first()
          .click(),
      ]);
    }
    const titles = () => page.locator('.point__title a').allTextContents();
    const before = await titles();
    expect(before).to.have.length(3);
    await Promise.all([
      page.waitForEvent('load'),
      main()
        .getByRole('button', { name: /^Nach oben/ })
        .last()
        .click(),
    ]);
    expect(await titles()).to.deep.equal([before[0], before[2], before[1]]);
    await open(at);
    await press('Veranstaltung veröffentlichen');
    expect(await main().textContent()).to.contain('Ende gegen 10:09 Uhr');
  });

  it('is presented by keyboard, with a clock for each that starts, pauses and warns in words', async () => {
    await page.clock.install();
    await open(`${at}/vorfuehren`);
    await page.clock.pauseAt(Date.now() + 3_600_000);
    await page.locator('[data-present]').press('Enter');
    const first = await shown();
    expect(await clock()).to.equal('3:00');
    await page.keyboard.press(' ');
    // A little more than ten seconds, for the clock is shown anew only every quarter of a second.
    await page.clock.runFor(10_300);
    expect(await clock()).to.equal('2:50');
    await page.keyboard.press(' ');
    await page.clock.runFor(60_000);
    expect(await clock()).to.equal('2:50');
    await page.keyboard.press(' ');
    await page.clock.runFor(145_000);
    expect(await page.locator('[data-word]').textContent()).to.equal('Noch 30 Sekunden');
    await page.clock.runFor(40_000);
    expect(await page.locator('[data-word]').textContent()).to.equal('Zeit abgelaufen');
    expect(await clock()).to.equal('−0:15');

    await page.keyboard.press('ArrowRight');
    expect(await shown()).not.to.equal(first);
    await page.keyboard.press('ArrowLeft');
    expect(await shown()).to.equal(first);
    await page.keyboard.press('Shift+ArrowRight');
    expect(await clock()).to.equal('3:00');
    expect(await page.locator('[data-total]').textContent()).to.contain('0:15 hinter dem Plan');
    await page.keyboard.press('Escape');
    expect(await page.locator('.deck--live').count()).to.equal(0);
    expect(await page.evaluate("document.querySelector('header').inert")).to.equal(false);
  });

  it('is a page to read without scripts', async () => {
    const { $ } = await demo.app.visitor().get(`/loesungen/${dogTax}/kurzpraesentation`);
    expect($('.slide').length).to.be.greaterThan(4);
    expect($('[data-bar]').attr('hidden')).to.not.equal(undefined);
  });
});
