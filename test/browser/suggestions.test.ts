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

  it('ask once for a word typed in one go, and not at all for one letter', async () => {
    const asked: string[] = [];
    await page.route('**/loesungen/vorschlaege*', (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('q') ?? '');
      return route.continue();
    });
    await page.goto(`${demo.app.url}/loesungen`);
    // All letters within one task, as a quick hand or a pasted word sends them.
    await page
      .locator('#q')
      .evaluate((input: { value: string; focus(): void; dispatchEvent(event: Event): void }) => {
        for (const end of [1, 2, 3, 4, 5, 6, 7]) {
          input.focus();
          input.value = 'hundest'.slice(0, end);
          input.dispatchEvent(new Event('input', { bubbles: true }));
        }
      });
    await page.locator('[role=option]').first().waitFor();
    expect(asked).to.deep.equal(['hundest']);
    await page.locator('#q').fill('h');
    await page.locator('[role=listbox]').first().waitFor({ state: 'hidden' });
    await page.locator('#q').fill('verw');
    await page.locator('[role=option]').first().waitFor();
    expect(asked).to.deep.equal(['hundest', 'verw']);
  });

  it('show no answer to what was typed before', async () => {
    const late: (() => Promise<void>)[] = [];
    await page.route('**/loesungen/vorschlaege*', async (route) => {
      const q = new URL(route.request().url()).searchParams.get('q') ?? '';
      const json = { items: [{ label: `Antwort auf ${q}`, href: '/loesungen' }] };
      if (q === 'alt') late.push(() => route.fulfill({ json }).catch(() => {}));
      else await route.fulfill({ json });
    });
    await page.goto(`${demo.app.url}/loesungen`);
    // Every text that the list ever showed, in a script of words, since the tests know no DOM.
    await page.evaluate(`{
      const list = document.querySelector('#q-vorschlaege');
      globalThis.shownTexts = [];
      new MutationObserver(() => shownTexts.push(list.textContent)).observe(list, { childList: true });
    }`);
    const field = page.locator('#q');
    const first = page.waitForRequest('**/loesungen/vorschlaege?q=alt');
    await field.fill('alt');
    await first;
    await field.fill('neu');
    await page.locator('[role=option]').first().waitFor();
    for (const answer of late) await answer();
    // One more answer proves that the late one had its chance.
    await field.fill('neuer');
    await page.locator('[role=option]', { hasText: 'neuer' }).waitFor();
    expect(await page.evaluate('shownTexts')).to.deep.equal(['Antwort auf neu', 'Antwort auf neuer']);
    expect(late).to.have.length(1);
  });

  it('are text, whatever the answer holds, and lead nowhere by script', async () => {
    const label = '<img src=x onerror="document.title=1"><b>fett</b>';
    await page.route('**/loesungen/vorschlaege*', (route) =>
      route.fulfill({ json: { items: [{ label, hint: label, group: label, href: '/loesungen' }] } }),
    );
    await type('/loesungen', '#q', 'xss');
    expect(await page.locator('[role=option]').textContent()).to.equal(label + label);
    expect(await page.locator('.combobox__heading').textContent()).to.equal(label);
    expect(await page.locator('.combobox__list :is(img, b)').count()).to.equal(0);
  });

  it('open again by an arrow after Escape, and leave Home and End to the text until one is chosen', async () => {
    await type('/', '#q', 'ver');
    const caret = () =>
      page.locator('#q').evaluate((input: { selectionStart: number }) => input.selectionStart);
    await page.keyboard.press('Home');
    expect([await caret(), await active('#q')]).to.deep.equal([0, null]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    expect(await active('#q')).to.equal(null);
    expect(await page.locator('#q').getAttribute('aria-expanded')).to.equal('false');
    expect(await page.locator('.combobox [role=status]').textContent()).to.equal('');
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.locator('[role=listbox]').first().isVisible()).to.equal(false);
  });

  it('say so where there is none, and where the network is gone the field still searches', async () => {
    await page.goto(`${demo.app.url}/loesungen`);
    await page.locator('#q').fill('xyzzyplugh');
    await page.locator('.combobox [role=status]', { hasText: 'Keine Vorschläge' }).waitFor();
    expect(await page.locator('#q').getAttribute('aria-expanded')).to.equal('false');
    await page.route('**/loesungen/vorschlaege*', (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await page.locator('#q').fill('hundest');
    await failed;
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
