import type { PublishedSolution } from '../solutions/index.ts';
import { highlight, type Segment, type Wanted } from './search/index.ts';
import { searchFields } from './searchable.ts';
import type { Surroundings } from './surroundings.ts';

const longest = 300;

/** Where else in a solution a find stands, and the piece of text around it. */
export type Elsewhere = { label: string; segments: Segment[] };

/** The summary, or the passage of the description that holds more of what was looked for. */
export function passageOf({ release }: PublishedSolution, wanted: Wanted): Segment[] {
  const { summary, description } = release.content;
  const shown = highlight(summary, wanted, longest);
  if (wanted.size === 0 && summary !== '') return shown;
  const further = highlight(description, wanted, longest).map(withoutMarks);
  return summary === '' || finds(further) > finds(shown) ? further : shown;
}

/**
 * The field that says why a solution was found where neither title nor passage do: the one with the most finds, of
 * equal ones that which weighs more; null where title or passage say it, or nothing was looked for.
 */
export function elsewhereOf(
  solution: PublishedSolution,
  surroundings: Pick<Surroundings, 'organisations' | 'publishedNames'>,
  wanted: Wanted,
  shown: Segment[][],
): Elsewhere | null {
  if (wanted.size === 0 || shown.some((segments) => finds(segments) > 0)) return null;
  const fields = searchFields(solution, surroundings)
    .map(({ label, text, weight }) => ({ label, weight, segments: highlight(text, wanted) }))
    .filter(({ segments }) => finds(segments) > 0)
    .sort((a, b) => finds(b.segments) - finds(a.segments) || b.weight - a.weight);
  const [best] = fields;
  return best ? { label: best.label, segments: best.segments } : null;
}

/** Descriptions are Markdown; a passage shows its words and not the signs for headings, lists and emphasis. */
const withoutMarks = ({ text, marked }: Segment): Segment => ({
  text: text.replace(/(?<=^|\n)\s*(?:#{1,6}|[-*+]|>)\s+/g, '').replace(/\*\*|__|`/g, ''),
  marked,
});

const finds = (segments: Segment[]): number => segments.filter(({ marked }) => marked).length;
