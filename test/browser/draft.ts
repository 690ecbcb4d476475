import type { Page } from 'playwright-core';
import type { Demo } from './demo.ts';

/** The slug of a new draft of the editor, made by the form. */
export async function newDraft(demo: Demo): Promise<string> {
  const made = await (await demo.as('editor')).submit('/loesungen/neu', {
    title: 'Beispiel: Laternen melden',
    summary: 'Wer eine dunkle Laterne sieht, meldet sie.',
  });
  return made.location?.split('/')[2] ?? '';
}

const form = '**/bearbeiten/**';

/**
 * Lets a tab save no form any more, as if the connection were lost. Not by setOffline: a page that is being left might
 * still save when the connection is back.
 */
export async function cutSaving(page: Page): Promise<void> {
  await page.route(form, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
}

/** Lets the tab save again. */
export const mendSaving = (page: Page): Promise<void> => page.unroute(form);
