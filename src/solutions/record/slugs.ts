import * as free from '../../platform/free-slug.ts';

/** Words that are pages below /loesungen and so can be no solution's address. */
const reserved = new Set([
  'neu',
  'suche',
  'filter',
  'vorschlaege',
  'vergleich',
  'vergleichen',
  'merkliste',
  'feed',
  'export',
]);

/** As the platform's, for a solution. */
export const withFreeSlug = <T>(text: string, write: (slug: string) => Promise<T>): Promise<T> =>
  free.withFreeSlug(text, reserved, write);
