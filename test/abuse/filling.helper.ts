import type { CheerioAPI } from 'cheerio';
import type { Answer, Visitor } from '../helpers/visitor.ts';

type Fields = Record<string, string | string[]>;

/** What goes into every text field of a form: a line, or several where the field takes several. */
export type Filling = { line: string; text: string };

/**
 * Opens a page, puts a text into every text field of its form, as far as `fields` says nothing else, and sends it.
 * A field that refuses the text gets back what it held, and the form is sent again.
 * @returns all answers; each but the last shows the refused text again
 */
export async function fillAll(
  visitor: Visitor,
  page: string,
  filling: Filling,
  { fields = {}, action }: { fields?: Fields; action?: string } = {},
): Promise<Answer[]> {
  const shown = await visitor.visit(page);
  const form = await visitor.form(page, action);
  const filled = { ...form.values, ...textsOf(shown.$, page, form.action, filling), ...fields };
  const answers = [await visitor.post(form.action, filled)];
  for (let last = answers[0]; last?.status === 422 && answers.length < 4; last = answers.at(-1)) {
    for (const fault of last.$('[data-error-summary] a').toArray()) {
      const name = (fault.attribs.href ?? '').slice(1);
      filled[name] = form.values[name] ?? '';
    }
    answers.push(await visitor.post(form.action, filled));
  }
  return answers;
}

function textsOf($: CheerioAPI, page: string, action: string, { line, text }: Filling): Fields {
  const form = $('form[method="post" i]').filter((_, one) => ($(one).attr('action') ?? page) === action);
  const texts: Fields = {};
  for (const field of form.find('textarea, input[type="text"], input:not([type])').toArray()) {
    const name = $(field).attr('name');
    if (name) texts[name] = field.tagName === 'textarea' ? text : line;
  }
  return texts;
}

/** Every page of this site that a visitor reaches by links from the first ones; a path counts at most three times. */
export async function crawl(visitor: Visitor, from: string[], most = 150): Promise<Map<string, Answer>> {
  const pages = new Map<string, Answer>();
  const times = new Map<string, number>();
  const queue = [...from];
  for (let path = queue.shift(); path !== undefined && pages.size < most; path = queue.shift()) {
    const { pathname } = new URL(path, visitor.baseUrl);
    const seen = times.get(pathname) ?? 0;
    if (pages.has(path) || seen >= 3) continue;
    times.set(pathname, seen + 1);
    const answer = await visitor.get(path);
    if (answer.location?.startsWith('/')) queue.push(answer.location);
    if (!(answer.headers.get('content-type') ?? '').startsWith('text/html')) continue;
    pages.set(path, answer);
    for (const link of answer.$('a[href]').toArray()) {
      const url = new URL(link.attribs.href ?? '', new URL(path, visitor.baseUrl));
      if (url.origin === visitor.baseUrl) queue.push(`${url.pathname}${url.search}`);
    }
  }
  return pages;
}
