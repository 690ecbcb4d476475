import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { addAxe, faultsOf } from './axe.ts';
import { dogTax, useDemo } from './demo.ts';

describe('suggestions while typing', function () {
  this.timeout(60_000);
  needsChromium();
  const demo = useDemo();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;

  before(async () => {
    browser = await openBrowser();
  });
  after(() => browser?.close());
  beforeEach(async () => {
    page = await browser.context.newPage();
  });
  afterEach(() => page.close());

  async function type(path: string, field: string, text: string): Promise<void> {
    await page.goto(demo.app.url + path);
    await page.locator(field).pressSequentially(text);
    await page.locator('[role=option]').first().waitFor();
  }
  const active = (field: string): Promise<string | null> =>
    page.locator(field).getAttribute('aria-activedescendant');
  const optionIds = (): Promise<string[]> =>
    page.locator('[role=option]').evaluateAll((all) => all.map(({ id }) => id));

  it('are walked through by the keyboard, in groups', async () => {
    await type('/', '#q', 'ver');
    const groups = await page.locator('[role=group]').evaluateAll((all) => all.map((one) => one.ariaLabel));
    expect(groups).to.include.members(['Themen', 'Organisationen']);
    expect(await page.locator('#q').getAttribute('aria-expanded')).to.equal('true');
    expect(await active('#q')).to.equal(null);
    const ids = await optionIds();
    expect(await page.locator('.combobox [role=status]').textContent()).to.equal(`${ids.length} Vorschläge`);

    await page.keyboard.press('ArrowDown');
    expect(await active('#q')).to.equal(ids[0]);
    await page.keyboard.press('ArrowUp');
    expect(await active('#q')).to.equal(ids.at(-1));
    await page.keyboard.press('Home');
    expect(await active('#q')).to.equal(ids[0]);
    await page.keyboard.press('End');
    expect(await active('#q')).to.equal(ids.at(-1));
    expect(await page.locator('[role=option][aria-selected=true]').count()).to.equal(1);
    await page.keyboard.press('Escape');
    expect(await page.locator('[role=listbox]').first().isVisible()).to.equal(false);
    expect(await page.locator('#q').inputValue()).to.equal('ver');
  });

  it('lead to what was chosen by Enter, and Enter without a choice searches', async () => {
    await type('/loesungen', '#q', 'hundest');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/loesungen/${dogTax}`);
    await type('/organisationen', '#kurzsuche', 'hundest');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/loesungen?q=hundest');
  });

  it('have no faults of accessibility while they are open', async () => {
    await type('/loesungen', '#q', 'ver');
    await page.keyboard.press('ArrowDown');
    await addAxe(page);
    expect(await faultsOf(page)).to.deep.equal([]);
  });

  it('narrow long lists of filters down by typing', async () => {
    await page.goto(`${demo.app.url}/loesungen`);
    await page.getByLabel('Eingrenzen: Thema').fill('PFLE');
    const shown = page.locator('fieldset:has(legend:text-is("Thema")) .filter-option:visible');
    expect(await shown.count()).to.equal(1);
    expect(await shown.textContent()).to.contain('Pflege');
  });
});
