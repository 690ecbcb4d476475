import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { demoPassword } from '../../src/cli/demo/people.ts';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { actAs, people, useDemo } from './demo.ts';
import { cutSaving, mendSaving, newDraft } from './draft.ts';

describe('what a tab keeps of a form that could not be saved', function () {
  this.timeout(120_000);
  needsChromium();
  const demo = useDemo();
  let context: BrowserContext;
  let close: () => Promise<void>;
  let page: Page;
  let section: string;
  let mine: string;

  before(async () => {
    ({ context, close } = await openBrowser());
    section = `/loesungen/${await newDraft(demo)}/bearbeiten/inhalt`;
  });
  after(() => close?.());

  const open = (path: string) => page.goto(`${demo.app.url}${path}`);
  const kept = () =>
    page.evaluate<string[]>('Object.entries(sessionStorage).map((entry) => entry.join(" "))');
  async function logIn(): Promise<void> {
    await open('/anmelden');
    await page.getByRole('main').getByLabel('E-Mail-Adresse').fill(people.editor);
    await page.getByRole('main').getByLabel('Kennwort', { exact: true }).fill(demoPassword);
    await Promise.all([
      page.waitForEvent('load'),
      page.getByRole('main').getByRole('button', { name: 'Anmelden', exact: true }).click(),
    ]);
  }

  /** Types into the form while nothing can be saved, until it says so. */
  async function typeInVain(text: string): Promise<void> {
    await cutSaving(page);
    await open(section);
    await page.getByLabel('Nutzen für andere Kommunen').fill(text);
    await page.locator('.autosave [role="status"]').filter({ hasText: 'Keine Verbindung' }).waitFor();
  }
  async function logOut(): Promise<void> {
    await page.locator('details[data-menu] summary').filter({ visible: true }).last().click();
    const button = page.getByRole('button', { name: 'Abmelden' }).filter({ visible: true });
    await button.click();
    await page.waitForURL(`${demo.app.url}/`);
  }

  beforeEach(async () => {
    // A log-in of its own: it is ended here, and the one of `actAs` is shared.
    await context.clearCookies();
    page = await context.newPage();
    page.on('dialog', (dialog) => dialog.accept());
    await logIn();
    mine = `Wegersparnis-${randomUUID()}`;
    await typeInVain(mine);
    await page.goto('about:blank');
    await mendSaving(page);
    await open('/konto');
    expect((await kept()).join()).to.contain(mine);
  });
  afterEach(async () => {
    await page.close({ runBeforeUnload: false });
  });

  it('is gone after log-out', async () => {
    await logOut();
    expect(await kept()).to.deep.equal([]);
  });

  it('is gone after log-out from the very form, which would keep it once more on leaving', async () => {
    await typeInVain(`${mine} Und mehr.`);
    await logOut();
    expect(await kept()).to.deep.equal([]);
  });

  it('is gone where another person works in the same tab', async () => {
    await actAs(context, demo, 'approver');
    await open('/konto');
    expect(await kept()).to.deep.equal([]);
  });

  it('stays for the same person, who had to log in anew', async () => {
    await context.clearCookies();
    await logIn();
    await open(section);
    await page.getByRole('button', { name: 'Eingaben wiederherstellen' }).click();
    await page.locator('.autosave [role="status"]').filter({ hasText: 'Gespeichert um' }).waitFor();
    expect(await kept()).to.deep.equal([]);
  });
});
