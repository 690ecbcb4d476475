import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { dogTax, useDemo } from './demo.ts';

describe('comparing solutions in a browser', function () {
  this.timeout(90_000);
  needsChromium();
  const demo = useDemo();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  before(async () => {
    browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
  });
  after(() => browser?.close());

  it('chooses three with the keyboard over two pages, looks at differences, removes one and loads the file', async () => {
    const page = await browser.context.newPage();
    const main = page.getByRole('main');
    await page.goto(`${demo.app.url}/loesungen?q=Hundesteuer`);
    const first = main.getByRole('checkbox', { name: /^Vergleichen/ }).first();
    await first.focus();
    await page.keyboard.press('Space');
    await main.getByText('1 von 4 Lösungen gewählt.').waitFor();
    await page.goto(`${demo.app.url}/loesungen`);
    await main.getByText('1 von 4 Lösungen gewählt.').waitFor();
    const boxes = main.getByRole('checkbox', { name: /^Vergleichen/, checked: false });
    for (const count of [2, 3, 4]) {
      await boxes.first().focus();
      await page.keyboard.press('Space');
      await main.getByText(`${count} von 4 Lösungen gewählt.`).waitFor();
    }
    await boxes.first().focus();
    await page.keyboard.press('Space');
    await main.getByText('Es sind schon 4 Lösungen gewählt.').waitFor();
    await main
      .getByRole('checkbox', { name: /^Vergleichen/, checked: true })
      .last()
      .uncheck();
    await main.getByText('3 von 4 Lösungen gewählt.').waitFor();
    await main.getByRole('button', { name: 'Ausgewählte vergleichen' }).focus();
    await page.keyboard.press('Enter');

    await page.waitForURL('**/loesungen/vergleich?**');
    const heads = main.locator('table.compare thead th');
    expect(await heads.count()).to.equal(3);
    const lines = main.locator('table.compare tbody th[scope="row"]');
    const all = await lines.count();
    await main.getByRole('link', { name: 'Nur Unterschiede zeigen' }).click();
    await main.getByRole('link', { name: 'Alle Angaben zeigen' }).waitFor();
    expect(await lines.count())
      .to.be.greaterThan(0)
      .and.lessThan(all);
    await main
      .getByRole('link', { name: /^Entfernen/ })
      .first()
      .click();
    await page.waitForFunction("document.querySelectorAll('table.compare thead th').length === 2");

    const link = main.getByRole('link', { name: 'Als CSV laden' });
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(file.suggestedFilename()).to.equal('vergleich.csv');
    const bytes = await readFile(await file.path());
    expect([...bytes.subarray(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const [head = ''] = bytes.toString('utf8').split('\r\n');
    expect(head).to.match(/^\uFEFF"Gruppe";"Angabe";"[^"]+";"[^"]+"$/);
    await page.close();
  });

  it('adds the solution one reads to what was chosen before', async () => {
    const page = await browser.context.newPage();
    await page.goto(`${demo.app.url}/loesungen/vergleich?l=paderborn-zeonline`);
    await page.goto(`${demo.app.url}/loesungen/${dogTax}`);
    await page.getByRole('link', { name: 'Zum Vergleich hinzufügen' }).click();
    await page.waitForURL('**/loesungen/vergleich?**');
    expect(new URL(page.url()).searchParams.getAll('l')).to.deep.equal(['paderborn-zeonline', dogTax]);
    await page.close();
  });

  it('stays usable on a phone: only the table scrolls, what a line is about stays in sight', async () => {
    const page = await browser.context.newPage();
    await page.setViewportSize({ width: 375, height: 740 });
    await page.goto(`${demo.app.url}/loesungen/vergleich?l=${dogTax}&l=paderborn-zeonline`);
    const seen = await page.evaluate(measureOnPhone);
    expect(seen).to.deep.equal({ overflows: false, scrolled: 200, left: 0 });
    await page.close();
  });
});

/** How far the page and the table move sideways, and where the head of a line is then; run in the page. */
const measureOnPhone = `(() => {
  const box = document.querySelector('.table-scroll');
  const head = document.querySelector('table.compare tbody th[scope="row"]');
  box.scrollLeft = 200;
  return {
    overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
    scrolled: box.scrollLeft,
    left: Math.round(head.getBoundingClientRect().left - box.getBoundingClientRect().left),
  };
})()`;
