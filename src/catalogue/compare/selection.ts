/** Which solutions are compared, and how: all of it stands in the address, so that a comparison can be sent on. */
export type Selection = {
  /** Addresses of solutions in the order chosen, each once; more than are compared, so that the rest can be named. */
  slugs: string[];
  onlyDifferences: boolean;
  /** What further solutions are looked for by. */
  q: string;
};

/** Four columns is what fits on a page across and in a head. */
export const mostCompared = 4;
const mostRead = 12;
const longestSlug = 200;
const longestText = 200;
const comparePath = '/loesungen/vergleich';

/** Reads a selection from a parsed query string; never fails, what is no text is left out. */
export function parseSelection(query: Record<string, unknown>): Selection {
  const texts = (value: unknown): string[] =>
    [value].flat().filter((one): one is string => typeof one === 'string');
  const slugs = texts(query.l)
    .map((one) => one.trim().toWellFormed().slice(0, longestSlug))
    .filter((one) => one !== '');
  return {
    slugs: [...new Set(slugs)].slice(0, mostRead),
    onlyDifferences: texts(query.nur)[0] === 'unterschiede',
    q: (texts(query.q)[0] ?? '').trim().slice(0, longestText),
  };
}

/** The address of a comparison; without parameters where nothing is chosen. */
export function compareHref(
  { slugs, onlyDifferences }: Pick<Selection, 'slugs' | 'onlyDifferences'>,
  path = comparePath,
): string {
  const parameters = new URLSearchParams(slugs.map((slug): [string, string] => ['l', slug]));
  if (onlyDifferences) parameters.append('nur', 'unterschiede');
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}
