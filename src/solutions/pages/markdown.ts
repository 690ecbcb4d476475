import MarkdownIt from 'markdown-it';
import { isWebAddress } from '../../shared/fields.ts';

/** Headings of a text stand below the h2 and h3 of the page that shows it. */
const lowestHeading = 4;

const markdown = new MarkdownIt({ html: false, linkify: false, breaks: false }).disable(['image']);
markdown.validateLink = isWebAddress;

markdown.core.ruler.push('fit-into-page', ({ tokens }) => {
  for (const token of tokens) {
    if (token.type.startsWith('heading_'))
      token.tag = `h${Math.min(6, lowestHeading - 1 + Number(token.tag.slice(1)))}`;
    for (const child of token.children ?? [])
      if (child.type === 'link_open') child.attrSet('rel', 'nofollow noopener');
  }
});

/**
 * Turns a provider's text into HTML that is safe to print: no raw HTML, no pictures, only http(s) links, headings from
 * h4 down.
 */
export function renderMarkdown(text: string): string {
  return text.trim() === '' ? '' : markdown.render(text);
}
