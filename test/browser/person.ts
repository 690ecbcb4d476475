import { setTimeout as pause } from 'node:timers/promises';
import { load } from 'cheerio';
import type { Browser, Page } from 'playwright-core';
import { demoPassword } from '../../src/cli/demo/people.ts';
import { profileIn } from '../helpers/browser.ts';

/** A person with a profile of their own, logged in. */
export type BrowserPerson = {
  email: string;
  page: Page;
  /** What the browser complained about, and addresses of other hosts that it was sent to. */
  troubles: string[];
  open(path: string): Promise<void>;
  /** Presses the button or follows the link of this name in the page's main part, and waits for the next page. */
  press(name: string): Promise<void>;
  /** Fills the field of this label. */
  fill(label: string, text: string): Promise<void>;
};

/** Opens a profile in the browser and logs in by the form. */
export async function enter(browser: Browser, url: string, email: string): Promise<BrowserPerson> {
  const page = await (await profileIn(browser, { acceptDownloads: true })).newPage();
  const troubles: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`${page.url()}: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`)) troubles.push(`${page.url()}: asks ${request.url()}`);
  });
  const main = page.locator('main');
  const person: BrowserPerson = {
    email,
    page,
    troubles,
    async open(path) {
      const answer = await page.goto(new URL(path, url).href);
      if (answer?.status() !== 200) throw new Error(`${email} got ${answer?.status()} from ${path}`);
    },
    async press(name) {
      const button = main.getByRole('button', { name, exact: true });
      const link = main.getByRole('link', { name, exact: true });
      await Promise.all([page.waitForEvent('load'), button.or(link).first().click()]);
    },
    async fill(label, text) {
      await main.getByLabel(label).first().fill(text);
    },
  };
  await person.open('/anmelden');
  await person.fill('E-Mail-Adresse', email);
  await person.fill('Kennwort', demoPassword);
  await person.press('Anmelden');
  return person;
}

export type ShownMail = { to: string; subject: string; text: string; links: string[] };

const patienceMs = 20_000;
const pollMs = 200;

/** Asks again and again until something is there. @throws Error saying what was waited for */
export async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(pollMs)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`waited in vain for ${what}`);
}

/** The mail with this subject to an address, as the demonstration lists it; waits until it was sent. */
export function mailTo(url: string, to: string, subject: string): Promise<ShownMail> {
  return until(`a mail to ${to}: ${subject}`, async () => {
    const $ = load(await (await fetch(`${url}/demo`)).text());
    const mails = $('ul.results > li')
      .toArray()
      .map((item) => ({
        to: $(item).find('.result__meta').text(),
        subject: $(item).find('h3').text(),
        text: $(item).find('.preformatted').text(),
        links: $(item)
          .find('.preformatted a')
          .toArray()
          .map((link) => $(link).attr('href') ?? ''),
      }));
    return mails.find((mail) => mail.to.startsWith(`An ${to} `) && mail.subject === subject);
  });
}
