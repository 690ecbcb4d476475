import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useApp } from '../helpers/app.ts';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { addAxeToAll, faultsOf } from './axe.ts';
import { actAs, type Role, useDemo } from './demo.ts';
import { type Sample, samplesOf } from './samples.ts';

type Screen = { name: string; colorScheme: 'light' | 'dark'; size: { width: number; height: number } };
const screens: Screen[] = [
  { name: 'wide, light', colorScheme: 'light', size: { width: 1280, height: 900 } },
  { name: 'phone, dark', colorScheme: 'dark', size: { width: 375, height: 800 } },
  { name: 'phone, light', colorScheme: 'light', size: { width: 375, height: 800 } },
  { name: 'wide, dark', colorScheme: 'dark', size: { width: 1280, height: 900 } },
];
/** Two screens hold both widths and both schemes. */
const usual = 2;
const narrow = { width: 320, height: 640 };
const atOnce = 2;
/** By `npm run test:screens` each page is looked at on every screen, which takes long; else on one of two, by turns. */
const onEveryScreen = process.env.EVERY_SCREEN === '1';

describe('every page', function () {
  this.timeout(onEveryScreen ? 1_800_000 : 300_000);
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
        await addAxeToAll(page);
        for (let sample = own.pop(); sample; sample = own.pop()) {
          const url = new URL(sample.at, demo.app.url).href;
          const turn = own.length % usual;
          const shownOn = onEveryScreen ? screens : screens.slice(turn, turn + 1);
          for (const fault of await inspect(page, url, shownOn)) faults.push(`${sample.at}: ${fault}`);
        }
        await page.close();
      };
      await Promise.all(Array.from({ length: atOnce }, worker));
      expect(faults.sort().join('\n')).to.equal('');
    });
  }
});

/** Everything that is wrong with a page on these screens, and on the narrowest. */
async function inspect(page: Page, url: string, shownOn: Screen[]): Promise<string[]> {
  const faults: string[] = [];
  for (const { name, colorScheme, size } of shownOn) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    const answer = await page.goto(url);
    if (answer?.status() !== 200) return [`status ${answer?.status()}`];
    const { headings, title, language } = await page.evaluate<Head>(head);
    if (headings !== 1) faults.push('not exactly one h1');
    if (!/^.+ – Blaupause$|^Blaupause$/.test(title)) faults.push(`title "${title}"`);
    if (language !== 'de') faults.push('not said to be German');
    for (const fault of await faultsOf(page)) faults.push(`${name}: ${fault}`);
  }
  await page.setViewportSize(narrow);
  faults.push(...(await page.evaluate<string[]>(overflow)));
  return faults;
}

type Head = { headings: number; title: string; language: string };
const head = `(() => {
  const { title, documentElement: { lang } } = document;
  return { headings: document.querySelectorAll('h1').length, title, language: lang };
})()`;

/** What makes the page wider than the screen; runs in the page. */
const overflow = `(() => {
  const { clientWidth, scrollWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const right = (element) => element.getBoundingClientRect().right;
  const widest = [...document.querySelectorAll('main, main *')].sort((a, b) => right(b) - right(a))[0];
  return [scrollWidth + ' px wide on ' + clientWidth + ' px: ' + widest.outerHTML.slice(0, 120)];
})()`;
