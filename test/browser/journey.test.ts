import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { needsChromium, startChromium } from '../helpers/browser.ts';
import { people } from './demo.ts';
import { type BrowserPerson, enter, mailTo, until } from './person.ts';
import { type DemoServer, startDemoServer } from './server.ts';

const title = 'Beispiel: Fundsachen im Netz suchen und versteigern';
const concept = Buffer.from('# Fachkonzept\n\nFundsachen, Fristen und Versteigerung.\n');
const configuration = Buffer.from(JSON.stringify({ fristTage: 180, gebuehr: '2,50 €' }));
const purpose = 'Unser Fundbüro führt noch eine Kladde und soll bis zum Sommer ins Netz.';

describe('the way of a solution from one town hall to the other', function () {
  this.timeout(180_000);
  needsChromium();
  let server: DemoServer;
  let browser: Browser;
  const persons: BrowserPerson[] = [];

  async function person(email: string): Promise<BrowserPerson> {
    const one = await enter(browser, server.url, email);
    persons.push(one);
    return one;
  }

  before(async () => {
    [server, browser] = await Promise.all([startDemoServer(), startChromium()]);
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') process.stderr.write(server.printed());
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('leads from publishing to the figures of KDN, over a restart in the middle', async () => {
    const [editor, approver, reuser, kdn] = await Promise.all([
      person(people.editor),
      person(people.approver),
      person(people.reuser),
      person(people.kdn),
    ]);
    const before = await figures(kdn);

    await publish(editor);
    const toReview = await mailTo(server.url, approver.email, `Zur Freigabe: ${title}`);
    await approve(approver, toReview.links);
    await mailTo(server.url, editor.email, `Veröffentlicht: ${title}`);

    const dueDate = await findAndAsk(reuser);
    const asked = await mailTo(server.url, editor.email, `Neue Anfrage zu „${title}“`);
    await server.restart();
    await finds(reuser, 'Darauf warte ich', dueDate);
    await finds(editor, 'Wartet auf mich', dueDate);

    await accept(editor, asked.links);
    const accepted = await mailTo(server.url, reuser.email, `Angenommen: Ihre Anfrage zu „${title}“`);
    await download(reuser);
    await report(reuser, accepted.links);
    const reported = await mailTo(server.url, approver.email, `Nachnutzung gemeldet: „${title}“`);
    await confirm(approver, reported.links);
    await mailTo(server.url, reuser.email, `Bestätigt: Nachnutzung von „${title}“`);

    const after = await figures(kdn);
    for (const figure of grown) expect(after.get(figure), figure).to.equal((before.get(figure) ?? 0) + 1);
    await followToRecord(kdn);
    expect(persons.flatMap(({ troubles }) => troubles)).to.deep.equal([]);
  });

  /** The editor describes the solution, uploads two results for different circles and submits. */
  async function publish(editor: BrowserPerson): Promise<void> {
    await editor.open('/meine-loesungen');
    await editor.press('Neue Lösung anlegen');
    await editor.fill('Titel', title);
    await editor.fill(
      'Ein Satz dazu',
      'Wer etwas verloren hat, sucht selbst; was niemand holt, wird versteigert.',
    );
    await editor.press('Entwurf anlegen');
    await toSection(editor, 'Grundlagen');
    await editor.fill('Fachliche Ansprechstelle', 'Fundbüro');
    await editor.press('Speichern und weiter');
    await editor.fill('Worum es geht', 'Fundsachen stehen mit Bild und Fundort im Netz.');
    await editor.fill('Was übertragbar ist', 'Fachkonzept und Konfiguration.');
    await editor.press('Speichern und später weiter');
    await toSection(editor, 'Technik und Betrieb');
    await editor.page.getByLabel('Reifegrad').selectOption({ label: 'Produktivbetrieb' });
    await editor.press('Speichern und später weiter');
    await toSection(editor, 'Nachnutzungsbedingungen');
    await editor.page.getByLabel('Nein, die Nachnutzung ist frei von Lizenzkosten').check();
    await editor.fill('Verbleibende Kosten', 'keine');
    await editor.fill('Unterstützung', 'Ein Videotermin zur Einführung.');
    await editor.press('Speichern und später weiter');
    await toSection(editor, 'Projektergebnisse');
    await upload(editor, 'fachkonzept.md', concept, 'alle', 'Konzept');
    await upload(editor, 'konfiguration.json', configuration, 'nach angenommener Anfrage', 'Konfiguration');
    await editor.press('Zurück zur Übersicht');
    await toSection(editor, 'Nachnutzungsbedingungen');
    await editor.page.getByLabel('Unsere Organisation hat die Rechte').check();
    await editor.press('Speichern und später weiter');
    await editor.press('Zur Freigabe einreichen');
    await editor.press('Zur Freigabe einreichen');
  }

  async function toSection(editor: BrowserPerson, name: string): Promise<void> {
    await editor.press(name);
    expect(await heading(editor)).to.equal(name);
  }

  async function upload(editor: BrowserPerson, name: string, content: Buffer, access: string, kind: string) {
    const { page } = editor;
    await page.getByLabel('Art', { exact: true }).selectOption({ label: kind });
    await page.getByLabel(/^Lizenz/).selectOption('CC-BY-4.0');
    await page.getByLabel(access, { exact: true }).check();
    await page
      .getByLabel('Dateien', { exact: true })
      .setInputFiles({ name, mimeType: 'text/plain', buffer: content });
    await editor.press('Dateien hochladen');
    await page.getByRole('heading', { name: name.split('.')[0], exact: true }).waitFor();
  }

  async function approve(approver: BrowserPerson, [link = '']: string[]): Promise<void> {
    await approver.open(link);
    await approver.press('Freigeben und veröffentlichen');
  }

  /** The reuser finds the solution by a word of its description and asks: one step from its page, one to send. */
  async function findAndAsk(reuser: BrowserPerson): Promise<string> {
    const { page } = reuser;
    await until('the solution among the results', async () => {
      await reuser.open('/');
      await page.locator('#q').fill('Fundsache versteigern');
      await reuser.press('Suchen');
      return (await page.getByRole('link', { name: title }).count()) > 0 ? true : undefined;
    });
    await reuser.press(title);
    expect(await page.getByRole('main').textContent()).to.contain('nach angenommener Anfrage');
    expect(await page.getByRole('link', { name: 'konfiguration', exact: true }).count()).to.equal(0);
    await reuser.press('Nachnutzung anfragen');
    await reuser.fill('Wofür brauchen Sie die Lösung?', purpose);
    await reuser.press('Anfrage senden');
    const state = (await page.getByRole('complementary', { name: 'Stand des Vorgangs' }).textContent()) ?? '';
    const due = /bis (?:zum )?(\d{1,2}\. \p{L}+ \d{4})/u.exec(state)?.[1];
    expect(due, state).to.be.a('string');
    return due ?? '';
  }

  /** After the restart the session still holds and the case stands in the list, with its date. */
  async function finds(one: BrowserPerson, list: string, dueDate: string): Promise<void> {
    await one.open('/vorgaenge');
    const section = one.page.getByRole('region', { name: list });
    const entry = section.getByRole('listitem').filter({ hasText: title });
    expect(await entry.first().textContent()).to.contain(dueDate);
  }

  async function accept(editor: BrowserPerson, [link = '']: string[]): Promise<void> {
    await editor.open(link);
    await editor.page.getByText(purpose).waitFor();
    await editor.press('Anfrage annehmen');
    await editor.page.getByRole('main').getByRole('status').waitFor();
  }

  /** Acceptance gives exactly the bytes that were uploaded, and only to the reuser. */
  async function download(reuser: BrowserPerson): Promise<void> {
    const { page } = reuser;
    await reuser.open('/loesungen?q=Fundsachen');
    await reuser.press(title);
    for (const [name, content] of [
      ['fachkonzept', concept],
      ['konfiguration', configuration],
    ] as const) {
      const link = page.getByRole('link', { name, exact: true });
      const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect((await readFile(await file.path())).equals(content), name).to.equal(true);
    }
    const address = await page.getByRole('link', { name: 'konfiguration', exact: true }).getAttribute('href');
    const stranger = await fetch(new URL(address ?? '', server.url), { redirect: 'manual' });
    expect(await stranger.text()).not.to.contain('fristTage');
  }

  async function report(reuser: BrowserPerson, [link = '']: string[]): Promise<void> {
    await reuser.open(link);
    await reuser.press('Nachnutzung melden');
    await reuser.page.getByLabel('Produktivbetrieb').check();
    await reuser.fill('Seit wann', thisMonth());
    await reuser.press('Nachnutzung melden');
    await reuser.page.getByRole('main').getByRole('status').waitFor();
  }

  async function confirm(approver: BrowserPerson, [link = '']: string[]): Promise<void> {
    await approver.open(link);
    await approver.press('Nachnutzung bestätigen');
    await approver.page.getByRole('main').getByRole('status').waitFor();
  }

  /** KDN opens the number of confirmed reuses and from there the record of this one. */
  async function followToRecord(kdn: BrowserPerson): Promise<void> {
    await kdn.open('/kdn/statistik');
    await kdn.page.locator('dl.figures > div').filter({ hasText: confirmed }).locator('dd > a').click();
    await kdn.page.getByRole('heading', { level: 1, name: confirmed }).waitFor();
    await kdn.press(title);
    expect(await heading(kdn)).to.equal(title);
    expect(await kdn.page.getByRole('main').textContent()).to.contain('Gemeinde Beispielhausen (Beispiel)');
  }
});

const confirmed = 'Bestätigte Nachnutzungen (Transfer)';
/** What one solution that goes all the way adds to, by one each. */
const grown = [
  'Veröffentlichte Lösungen',
  'Anfragen',
  'Angenommene Anfragen',
  'Gemeldete Nachnutzungen',
  confirmed,
  'Im Produktivbetrieb',
];

/** KDN's figures by their label. */
async function figures(kdn: BrowserPerson): Promise<Map<string, number>> {
  await kdn.open('/kdn/statistik');
  const shown = await kdn.page.locator('dl.figures > div').all();
  return new Map(
    await Promise.all(
      shown.map(
        async (one): Promise<[string, number]> => [
          (await one.locator('dt').textContent())?.trim() ?? '',
          Number.parseInt((await one.locator('.figures__number').textContent()) ?? '', 10),
        ],
      ),
    ),
  );
}

const heading = async ({ page }: BrowserPerson): Promise<string | null> => page.locator('h1').textContent();

const thisMonth = (): string => {
  const now = new Date();
  return `${String(now.getMonth() + 1).padStart(2, '0')}/${now.getFullYear()}`;
};
