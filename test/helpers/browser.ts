import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** An installed Chromium (CHROMIUM_PATH or on the PATH); nothing is ever downloaded. */
export function findChromium(): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROMIUM_PATH ?? '',
    ...names.flatMap((name) => folders.map((f) => join(f, name))),
  ];
  return candidates.find((path) => path !== '' && existsSync(path)) ?? null;
}

/**
 * Skips the surrounding tests, loudly, where no Chromium is installed; where CI is set that is a failure.
 * Call it at the beginning of a `describe`.
 */
export function needsChromium(): void {
  before(function () {
    if (findChromium() !== null) return;
    if (process.env.CI) throw new Error('Chromium is missing: browser tests must not be skipped in CI');
    process.stderr.write('\n  !! Chromium ist nicht installiert: Browser-Tests werden übersprungen !!\n');
    this.skip();
  });
}

const executable = () => ({ executablePath: findChromium() ?? 'chromium', headless: true, args: flags });
const german = { locale: 'de-DE', timezoneId: 'Europe/Berlin' };
const patienceMs = 15_000;

/** One browser for several people, each in a profile by `profileIn`: one process to start instead of many. */
export const startChromium = (): Promise<Browser> => chromium.launch(executable());

/** A profile of its own in a browser that runs already; nothing in it is seen by the others. */
export async function profileIn(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({ ...german, ...options });
  context.setDefaultTimeout(patienceMs);
  return context;
}

/** A browser with a profile of its own, as one person has it; `close` also removes the profile. */
export async function openBrowser(
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; close(): Promise<void> }> {
  const profile = await mkdtemp(join(tmpdir(), 'blaupause-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...executable(),
    ...german,
    ...options,
  });
  context.setDefaultTimeout(patienceMs);
  return {
    context,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
