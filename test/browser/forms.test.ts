import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { addAxe, faultsOf } from './axe.ts';
import { actAs, dogTax, type Role, useDemo } from './demo.ts';

const solution = `/loesungen/${dogTax}`;

/** The main forms: who meets them where, what is pressed, and fields that must be at fault when they are left empty; a wrong password is refused. */
const forms: { at: string; who?: Role; press: string; faulty: string[]; status?: 403 }[] = [
  { at: '/anmelden', press: 'Anmelden', faulty: ['email'] },
  { at: '/kennwort-vergessen', press: 'Link anfordern', faulty: ['email'] },
  { at: '/registrieren?fuer=stadt-paderborn', press: 'Konto anlegen', faulty: ['name', 'email', 'password'] },
  { at: '/barriere-melden', press: 'Barriere melden', faulty: ['description'] },
  { at: '/loesungen/neu', who: 'editor', press: 'Entwurf anlegen', faulty: ['title'] },
  { at: '/konto/kennwort', who: 'editor', press: 'Kennwort speichern', faulty: ['password'], status: 403 },
  { at: `${solution}/anfragen`, who: 'district', press: 'Anfrage senden', faulty: ['purpose'] },
  { at: `${solution}/nachnutzung`, who: 'district', press: 'Nachnutzung melden', faulty: ['stage'] },
  { at: `${solution}/nicht-nachgenutzt`, who: 'district', press: 'Grund mitteilen', faulty: ['reason'] },
  {
    at: '/betrieb/organisationen/neu',
    who: 'operator',
    press: 'Organisation hinzufügen',
    faulty: ['fullName'],
  },
];

describe('a form', function () {
  this.timeout(60_000);
  needsChromium();
  const demo = useDemo();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let page: Page;
  before(async () => {
    browser = await openBrowser({ reducedMotion: 'reduce' });
    page = await browser.context.newPage();
  });
  after(() => browser?.close());

  for (const { at, who, press, faulty, status = 422 } of forms) {
    it(`sent empty leads to its faults: ${at}`, async () => {
      await actAs(browser.context, demo, who);
      await page.goto(new URL(at, demo.app.url).href);
      const [answer] = await Promise.all([
        page.waitForResponse((response) => response.request().method() === 'POST'),
        page.getByRole('main').getByRole('button', { name: press, exact: true }).click(),
      ]);
      expect(answer.status()).to.equal(status);
      await page.locator('[data-error-summary]:focus').waitFor();
      expect(await page.title()).to.match(/^Fehler: /);
      for (const field of faulty) {
        await page.locator(`[data-error-summary] a[href="#${field}"]`).click();
        await page.locator(`[id="${field}"]:focus`).waitFor();
      }
      await addAxe(page);
      expect(await faultsOf(page)).to.deep.equal([]);
    });
  }

  for (const [at, who] of [['/'], ['/loesungen?q=hund'], [`${solution}/nachnutzung`, 'district']] as [
    string,
    Role?,
  ][]) {
    it(`and all around it show where the focus is: ${at}`, async () => {
      await actAs(browser.context, demo, who);
      await page.goto(new URL(at, demo.app.url).href);
      const stops: Stop[] = [];
      for (let stop = await tab(page); stop !== null && stops.length < 60; stop = await tab(page))
        stops.push(stop);
      expect(stops.length).to.be.greaterThan(10);
      expect(
        stops.filter(({ focused, idle }) => focused === idle).map(({ element }) => element),
      ).to.deep.equal([]);
    });
  }
});

type Stop = { element: string; focused: string; idle: string };

/** How the focused element, or the row that shows its focus for it, looks with and without the focus; runs in the page. */
const look = `(() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const shown = [element, element.parentElement, ...element.querySelectorAll('*')];
  const draw = () => shown.map((one) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(one);
    return [outlineStyle === 'none' ? '' : outlineWidth + outlineColor, boxShadow].join();
  }).join();
  const focused = draw();
  element.blur();
  const idle = draw();
  element.focus();
  return { element: element.outerHTML.slice(0, 100), focused, idle };
})()`;

/** Goes on by the tab key; null where the page ends. */
async function tab(page: Page): Promise<Stop | null> {
  await page.keyboard.press('Tab');
  return page.evaluate<Stop | null>(look);
}
