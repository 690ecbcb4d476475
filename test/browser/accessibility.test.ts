import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useApp } from '../helpers/app.ts';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { addAxe, faultsOf } from './axe.ts';
import { actAs, type Role, useDemo } from './demo.ts';
import { type Sample, samplesOf } from './samples.ts';

const wide = { width: 1280, height: 900 };
const phone = { width: 375, height: 800 };
const narrow = { width: 320, height: 640 };
const atOnce = 2;

describe('every page', function () {
  this.timeout(240_000);
  needsChromium();
  const demo = useDemo({ daysLater: 31 });
  const withoutOperator = useApp();
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let samples: Sample[] = [];

  before(async () => {
    const setUp = await withoutOperator.services.accounts.ensureFirstOperatorLink();
    samples = [...(await samplesOf(demo)), { route: '/einrichtung/:token', at: setUp ?? '' }];
    browser = await openBrowser({ reducedMotion: 'reduce' });
  });
  after(() => browser?.close());

  it('has a sample address', () => {
    const declared = demo.app.app.declared.filter(({ kind, method }) => kind === 'page' && method === 'get');
    const sampled = new Set(samples.map(({ route }) => route));
    expect(declared.map(({ path }) => path).filter((path) => !sampled.has(path))).to.deep.equal([]);
  });

  const readers: Record<string, Role | undefined> = {
    everybody: undefined,
    'an editor': 'editor',
    'an approver': 'approver',
    'a reuser': 'reuser',
    'another organisation': 'district',
    'a project office': 'office',
    KDN: 'kdn',
    'the operator': 'operator',
  };
  for (const [who, role] of Object.entries(readers)) {
    it(`is accessible and fits the screen, as ${who} sees it`, async () => {
      await actAs(browser.context, demo, role);
      const own = samples.filter((sample) => sample.who === role);
      expect(own).not.to.deep.equal([]);
      const faults: string[] = [];
      const worker = async () => {
        const page = await browser.context.newPage();
        for (let sample = own.pop(); sample; sample = own.pop()) {
          const url = new URL(sample.at, demo.app.url).href;
          for (const fault of await inspect(page, url)) faults.push(`${sample.at}: ${fault}`);
        }
        await page.close();
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      expect(faults.sort().join('\n')).to.equal('');
    });
  }
});

/** Everything that is wrong with a page: wide and light, on a phone and dark, and on the narrowest screen. */
async function inspect(page: Page, url: string): Promise<string[]> {
  const faults: string[] = [];
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(wide);
  const answer = await page.goto(url);
  if (answer?.status() !== 200) return [`status ${answer?.status()}`];
  if ((await page.locator('h1').count()) !== 1) faults.push('not exactly one h1');
  if (!/^.+ – Blaupause$|^Blaupause$/.test(await page.title())) faults.push(`title "${await page.title()}"`);
  if ((await page.locator('html').getAttribute('lang')) !== 'de') faults.push('not said to be German');
  await addAxe(page);
  for (const fault of await faultsOf(page)) faults.push(`wide, light: ${fault}`);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize(phone);
  await page.reload();
  await addAxe(page);
  for (const fault of await faultsOf(page)) faults.push(`phone, dark: ${fault}`);
  await page.setViewportSize(narrow);
  faults.push(...(await page.evaluate<string[]>(overflow)));
  return faults;
}

/** What makes the page wider than the screen; runs in the page. */
const overflow = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const right = (element) => element.getBoundingClientRect().right;
  const widest = [...document.querySelectorAll('main, main *')].sort((a, b) => right(b) - right(a))[0];
  return [scrollWidth + ' px wide on ' + clientWidth + ' px: ' + widest.outerHTML.slice(0, 120)];
})()`;
