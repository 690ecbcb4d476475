import MarkdownIt from 'markdown-it';

/** What of a text fits on a slide, as plain text. */
export type SlideText = {
  /** Running text and list points in the text's order. */
  blocks: { kind: 'text' | 'point'; text: string }[];
  /** More stands on the solution's page. */
  shortened: boolean;
};

/** About what one reads from the back row while somebody speaks: seven lines of fifty letters. */
const mostLetters = 340;
const mostPoints = 6;

const markdown = new MarkdownIt({ html: false }).disable(['image', 'code', 'fence', 'table']);
const sentences = new Intl.Segmenter('de', { granularity: 'sentence' });

/**
 * Cuts a provider's Markdown to a slide: whole sentences and list points from the beginning, word for word, until the
 * slide is full. Headings and links become their words.
 */
export function slideText(text: string): SlideText {
  const whole = blocksOf(text);
  const blocks: SlideText['blocks'] = [];
  let left = mostLetters;
  let points = 0;
  for (const { kind, text } of whole) {
    if (kind === 'point') points += 1;
    const cut = points > mostPoints ? '' : sentencesWithin(text, left, blocks.length === 0);
    if (cut !== '') blocks.push({ kind, text: cut });
    left -= cut.length;
    if (cut !== text) return { blocks, shortened: true };
  }
  return { blocks, shortened: false };
}

function blocksOf(text: string): SlideText['blocks'] {
  const blocks: SlideText['blocks'] = [];
  let depth = 0;
  for (const token of markdown.parse(text, {})) {
    if (token.type === 'list_item_open') depth += 1;
    if (token.type === 'list_item_close') depth -= 1;
    if (token.type !== 'inline') continue;
    const words = wordsOf(token.children ?? []);
    if (words !== '') blocks.push({ kind: depth > 0 ? 'point' : 'text', text: words });
  }
  return blocks;
}

type Inline = NonNullable<ReturnType<typeof markdown.parse>[number]['children']>;

const wordsOf = (tokens: Inline): string =>
  tokens
    .map(({ type, content }) => (type === 'softbreak' || type === 'hardbreak' ? ' ' : content))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

/** The first sentences that fit; of a first one that is too long as many words as do, with an ellipsis. */
function sentencesWithin(text: string, most: number, first: boolean): string {
  if (text.length <= most) return text;
  let cut = '';
  for (const { segment } of sentences.segment(text)) {
    if (cut.length + segment.trimEnd().length > most) break;
    cut += segment;
  }
  if (cut !== '' || !first) return cut.trimEnd();
  const words = text.slice(0, most).replace(/\s+\S*$/, '');
  return `${words} …`;
}
