import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { useApp } from '../helpers/app.ts';
import { needsChromium, openBrowser } from '../helpers/browser.ts';
import { aDraft, artifactsOf, filesOnDisk, sha256, type Writing } from '../solutions/artifacts.helper.ts';
import { addAxe, faultsOf } from './axe.ts';
import { type Line, openLine } from './cut.ts';
import { until } from './person.ts';

/** More than the system keeps between the ends of a connection, so that a held line is seen. */
const large = 24_000_000;

describe('uploading in a browser', function () {
  this.timeout(120_000);
  needsChromium();
  const app = useApp({ config: { maxUploadBytes: 30_000_000, quotaBytes: 60_000_000 } });
  let folder: string;
  let line: Line;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let solution: Writing;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'blaupause-files-'));
    line = await openLine(app.url);
    browser = await openBrowser({ viewport: { width: 1280, height: 900 } });
  });
  beforeEach(async () => {
    solution = await aDraft(app);
  });
  afterEach(() => {
    line.mend();
  });
  after(async () => {
    await browser?.close();
    await line?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function aFile(name: string, content: string | Buffer): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, content);
    return path;
  }

  /** The page of the artifacts with these files chosen, as the editor sees it at `url`. */
  async function chosen(context: BrowserContext, files: string[], url = line.url): Promise<Page> {
    const value = solution.editor.visitor.cookie('blaupause') ?? '';
    await context.addCookies([{ name: 'blaupause', value, url }]);
    const page = await context.newPage();
    await page.goto(`${url}${solution.page}`);
    const main = page.getByRole('main');
    await main.getByLabel('Art').selectOption({ label: 'Konzept' });
    await main.getByLabel('Lizenz', { exact: false }).first().selectOption('EUPL-1.2');
    await main.getByLabel('Dateien', { exact: false }).setInputFiles(files);
    return page;
  }
  const send = (page: Page) => page.getByRole('button', { name: 'Dateien hochladen' }).click();
  const held = async () => (await app.services.artifacts.quotas.useOf(solution.editor.organisationId)).held;
  const onDisk = (name: string) =>
    until('the disk', async () => ((await filesOnDisk(app)).includes(name) ? true : undefined));

  it('shows speed and time left, and leaves nothing when it is stopped', async () => {
    const before = await filesOnDisk(app);
    const page = await chosen(browser.context, [await aFile('gross.txt', Buffer.alloc(large, 'a'))]);
    line.holdAfter(3_000_000);
    await send(page);
    const panel = page.locator('.upload');
    await panel
      .getByText(/^[\d,]+ (kB|MB) von 24 MB · [\d,]+ (Byte|kB|MB)\/s · noch (etwa )?\d+ (Sekunde|Minute)/)
      .waitFor();
    const bar = panel.getByRole('progressbar', { name: 'Fortschritt des Hochladens' });
    expect(Number(await bar.getAttribute('value')))
      .to.be.greaterThan(0)
      .and.lessThan(1);
    await addAxe(page);
    expect(await faultsOf(page)).to.deep.equal([]);

    await panel.getByRole('button', { name: 'Hochladen abbrechen' }).click();
    await page.locator('.upload:focus').getByText('Hochladen abgebrochen').waitFor();
    await page.getByText('Es wurde nichts gespeichert.').waitFor();
    expect(await page.getByRole('button', { name: 'Dateien hochladen' }).isVisible()).to.equal(true);
    // A line that is held does not tell the server that the browser hung up.
    line.cut();
    await until('the rest to be removed', async () =>
      (await filesOnDisk(app)).length === before.length ? true : undefined,
    );
    expect(await artifactsOf(app, solution.slug)).to.deep.equal([]);
    expect(await held()).to.equal(0);
    await page.close();
  });

  it('stores a file once that broke off in the middle and was sent again', async () => {
    const content = Buffer.alloc(large, 'b');
    const page = await chosen(browser.context, [await aFile('abgebrochen.txt', content)]);
    line.holdAfter(3_000_000);
    await send(page);
    await page
      .locator('.upload')
      .getByText(/ von 24 MB · /)
      .waitFor();
    line.cut();
    await page.getByText('Die Verbindung ist abgebrochen.').waitFor();
    expect(await artifactsOf(app, solution.slug)).to.deep.equal([]);

    line.mend();
    await send(page);
    await page.getByText('1 Datei hinzugefügt').waitFor();
    const [artifact, ...more] = await artifactsOf(app, solution.slug);
    expect(more).to.deep.equal([]);
    expect(artifact?.source).to.include({ sha256: sha256(content), size: large });
    expect(await held()).to.equal(large);
    await page.close();
  });

  it('stores a file once whose answer was lost, and what was chosen besides', async () => {
    const [first, second] = [await aFile('erste.txt', 'angekommen'), await aFile('zweite.txt', 'vergessen')];
    const page = await chosen(browser.context, [first]);
    line.keepAnswers();
    await send(page);
    await onDisk(sha256('angekommen'));
    await until('the answer', async () => (line.kept() > 0 ? true : undefined));
    line.cut();
    await page.getByText('wird nicht doppelt gespeichert').waitFor();

    line.mend();
    await page.getByRole('main').getByLabel('Dateien', { exact: false }).setInputFiles([first, second]);
    await send(page);
    await page.getByText('2 Dateien hinzugefügt').waitFor();
    expect((await artifactsOf(app, solution.slug)).map(({ title }) => title)).to.deep.equal([
      'erste',
      'zweite',
    ]);
    expect(await held()).to.equal('angekommen'.length + 'vergessen'.length);
    await page.close();
  });

  it('says before sending what cannot be taken, and shows the checksum of what was', async () => {
    const page = await chosen(browser.context, [await aFile('zu gross.txt', Buffer.alloc(30_000_001, 'c'))]);
    const fault = page.getByText('„zu gross.txt“ ist größer als die erlaubten 30 MB.');
    await fault.waitFor();
    let sent = 0;
    page.on('request', (request) => {
      if (request.method() === 'POST') sent += 1;
    });
    await send(page);
    await page.locator('#dateien:focus').waitFor();
    expect(sent).to.equal(0);

    await page.locator('#dateien').setInputFiles([await aFile('plan.txt', 'Plan')]);
    await page.getByText('Gewählt: 1 Datei, zusammen 4 Byte.').waitFor();
    expect(await fault.count()).to.equal(0);
    await send(page);
    await page.getByText('1 Datei hinzugefügt').waitFor();
    await page.getByText('Prüfsumme').click();
    const shown = await page.locator('code').innerText();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'plan.txt' }).click(),
    ]);
    expect(sha256(await readFile(await file.path()))).to.equal(shown);
    await page.close();
  });

  it('works without scripts, faults included', async () => {
    const plain = await openBrowser({ javaScriptEnabled: false, viewport: { width: 375, height: 740 } });
    try {
      const page = await chosen(plain.context, [await aFile('bild.png', '<script>alert(1)</script>')]);
      await send(page);
      await page.getByText('Der Inhalt passt nicht zur Endung .png.').waitFor();
      await page.goBack();
      await page.locator('#dateien').setInputFiles([await aFile('ohne.txt', 'ohne Skripte')]);
      await send(page);
      await page.getByText('1 Datei hinzugefügt').waitFor();
      expect(await artifactsOf(app, solution.slug)).to.have.lengthOf(1);
    } finally {
      await plain.close();
    }
  });
});
