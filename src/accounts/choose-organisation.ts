import { detailOf, type Organisation, type Organisations } from '../organisations/index.ts';

export type Choice = {
  /** What was typed. */
  typed: string;
  chosen: Organisation | null;
  /** What may have been meant, where nothing is chosen. */
  suggestions: { slug: string; fullName: string; detail: string }[];
};

type Finding = Pick<Organisations, 'getBySlug' | 'lookUp' | 'resolveSuccession'>;
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/**
 * The organisation meant by a query: `fuer` is a slug chosen from a list, `organisation` what was typed. One that has
 * ended cannot be chosen.
 */
export async function readChoice(
  organisations: Finding,
  query: { fuer?: unknown; organisation?: unknown },
): Promise<Choice> {
  const [slug, typed] = [textOf(query.fuer), textOf(query.organisation)];
  const bySlug = slug === '' ? null : await organisations.getBySlug(slug);
  const today = bySlug && (await organisations.resolveSuccession(bySlug.id));
  if (bySlug && today?.id === bySlug.id) return { typed, chosen: bySlug, suggestions: [] };
  if (typed.trim() === '') return { typed, chosen: null, suggestions: [] };
  const { match, suggestions } = await organisations.lookUp(typed);
  return {
    typed,
    chosen: match,
    suggestions: suggestions.map((one) => ({
      slug: one.slug,
      fullName: one.fullName,
      detail: detailOf(one),
    })),
  };
}
