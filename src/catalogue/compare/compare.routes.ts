import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { badRequest, notFound } from '../../shared/errors.ts';
import type { Catalogue } from '../catalogue.ts';
import { parseCatalogueQuery } from '../url-state.ts';
import type { makeCompare } from './compare.service.ts';
import { compareCsv, compareView } from './compare.view.ts';
import { mostCompared, parseSelection } from './selection.ts';

type Dependencies = {
  catalogue: Pick<Catalogue, 'find'>;
  compare: ReturnType<typeof makeCompare>;
  baseUrl: string;
};

/** Found solutions that may be added; those already chosen are among them at first. */
const offered = 10;

/** Up to four solutions side by side; the address holds all of it, so it works without scripts and can be sent on. */
export function addCompareRoutes(routes: Routes, { catalogue, compare, baseUrl }: Dependencies): void {
  /** What may be added, by the words typed on the page. */
  async function addable(q: string) {
    if (q === '') return [];
    const { items } = await catalogue.find(parseCatalogueQuery({ q }), offered);
    return items.map(({ solution, provider }) => ({
      slug: solution.slug,
      title: solution.release.content.title,
      provider,
    }));
  }

  routes.get('/loesungen/vergleich', everyone(), async (req, res) => {
    const selection = parseSelection(req.query);
    const [read, found] = await Promise.all([compare(selection.slugs), addable(selection.q)]);
    const view = compareView(selection, read, found);
    res.status(view.tooMany ? 422 : 200).page('catalogue/compare', view);
  });

  routes.get('/loesungen/vergleich.csv', { access: everyone(), kind: 'file' }, async (req, res) => {
    const selection = parseSelection(req.query);
    const { compared } = await compare(selection.slugs);
    if (compared.length === 0) throw notFound('Keine der gewählten Lösungen ist veröffentlicht.');
    if (compared.length > mostCompared) throw badRequest('Höchstens vier Lösungen lassen sich vergleichen.');
    res
      .type('text/csv; charset=utf-8')
      .attachment('vergleich.csv')
      .send(compareCsv(selection, compared, baseUrl));
  });
}
