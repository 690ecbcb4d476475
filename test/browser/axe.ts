import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, NodeResult, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe leaves to people, after they looked: rule and finding, with the reason why it is no fault here. */
const lookedAt: Record<string, string> = {
  'color-contrast/bgGradient':
    'The search of the start page lies on thin lines, paler than a border; text on them stays readable.',
  'color-contrast/bgOverlap':
    'The button below the filters stays in view and covers the list that scrolls beneath it.',
  'color-contrast/elmPartiallyObscured':
    'Cells beyond the edge of a table that scrolls sideways within its own region.',
  'color-contrast/elmPartiallyObscuring':
    'A label of two lines fills the height of its button; the colours are those of the other buttons.',
  'color-contrast/emptyValue':
    'A field without a text; what is typed takes the colours of the page around it.',
  'color-contrast/imgNode': 'Words in a drawn chart take the colour of the text around it, light and dark.',
  'color-contrast/shortTextContent':
    'Numbers of one digit, in the colours of the longer ones beside them, which pass.',
  'th-has-data-cells/th-has-data-cells':
    'The heading of a group of rows in the comparison: the cells it is about stand in the rows below, not beside it.',
};

let source: Promise<string> | undefined;
const axeSource = (): Promise<string> => {
  source ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  return source;
};

/** Puts axe-core into a page; evaluated from outside, so that the page's content security policy stays in force. */
export async function addAxe(page: Page): Promise<void> {
  await page.evaluate(await axeSource());
}

/** Puts axe-core into whatever is opened in this tab from now on, which is quicker than into one page after the other. */
export async function addAxeToAll(page: Page): Promise<void> {
  await page.addInitScript({ content: await axeSource() });
}

/**
 * Lets axe look; runs in the page. Colours that change with the scheme are there only after a frame. Only what is told
 * leaves the page: all that passed is many times as much.
 */
const look = `(options) => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() =>
  Promise.allSettled(document.getAnimations().map(({ finished }) => finished)).then(resolve))))
  .then(() => axe.run(options))
  .then(({ violations, incomplete }) => ({ violations, incomplete }))`;

/** Faults of a page as it is shown now, one line each; what nobody looked at yet counts as a fault. */
export async function faultsOf(page: Page): Promise<string[]> {
  const options: RunOptions = {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations', 'incomplete'],
  };
  const { violations, incomplete } = await page.evaluate<Pick<AxeResults, 'violations' | 'incomplete'>>(
    `(${look})(${JSON.stringify(options)})`,
  );
  return [
    ...violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${told(node)}`)),
    ...incomplete.flatMap(({ id, nodes }) =>
      nodes
        .filter((node) => !(finding(id, node) in lookedAt))
        .map((node) => `${finding(id, node)}, to be looked at: ${told(node)}`),
    ),
  ];
}

/** The rule with axe's key of what it could not decide, e.g. color-contrast/bgGradient. */
function finding(rule: string, { any, all, none }: NodeResult): string {
  const [check] = [...any, ...all, ...none];
  return `${rule}/${check?.data?.messageKey ?? check?.id ?? ''}`;
}

const told = ({ target, any, all, none }: NodeResult): string =>
  `${target.join(' ')}: ${[...any, ...all, ...none][0]?.message ?? ''}`;
