import type { Sample } from '../samples.ts';

/** The pages of the synonyms of the search. */
export async function searchSamples(): Promise<Sample[]> {
  const page = '/plattform/synonyme';
  return [
    { route: page, at: page, who: 'operator' },
    { route: `${page}/neu`, at: `${page}/neu`, who: 'operator' },
    { route: `${page}/:key`, at: `${page}/hundesteuer`, who: 'operator' },
  ];
}
