import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import { compareText } from '../../shared/german.ts';
import { pageNumber, pageSize, toPage } from '../../shared/paging.ts';
import type { PageDependencies } from '../pages/pages.ts';
import { offersPath, solutionPath } from '../paths.ts';
import { offerView } from './offers.view.ts';

const asText = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 200) : '');

/** Everybody's list of Betriebsangebote. */
export function addOfferListRoutes(routes: Routes, { solutions }: PageDependencies): void {
  routes.get('/betriebsangebote', everyone(), async (req, res) => {
    const asked = { dienstleister: asText(req.query.dienstleister), kommune: asText(req.query.kommune) };
    const open = await solutions.offers.everyOffer();
    const published = await solutions.publishedByIds([...new Set(open.map(({ solutionId }) => solutionId))]);
    const all = open.filter(({ solutionId }) => published.has(solutionId));
    const wanted = all.filter(
      ({ operator, towns }) =>
        (asked.dienstleister === '' || operator.slug === asked.dienstleister) &&
        (asked.kommune === '' || towns.some(({ slug }) => slug === asked.kommune)),
    );
    const page = pageNumber(req.query.seite);
    const shown = wanted.slice((page - 1) * pageSize, page * pageSize);
    res.page('solutions/offers', {
      asked,
      total: all.length,
      operators: optionsOf(all.map(({ operator }) => operator)),
      towns: optionsOf(all.flatMap((one) => one.towns)),
      paging: toPage(
        shown.flatMap((offer) => {
          const solution = published.get(offer.solutionId);
          if (!solution) return [];
          const { slug, release } = solution;
          return [
            {
              ...offerView(slug, offer),
              solutionTitle: release.content.title,
              solutionHref: `${solutionPath(slug)}#betrieb`,
            },
          ];
        }),
        page,
        wanted.length,
      ),
      hrefFor: (number: number) => {
        const query = new URLSearchParams({
          ...(asked.dienstleister && { dienstleister: asked.dienstleister }),
          ...(asked.kommune && { kommune: asked.kommune }),
          ...(number > 1 && { seite: String(number) }),
        }).toString();
        return query === '' ? offersPath : `${offersPath}?${query}`;
      },
    });
  });
}

/** Each organisation once, by name. */
function optionsOf(all: { slug: string; fullName: string }[]) {
  const bySlug = new Map(all.map(({ slug, fullName }) => [slug, fullName]));
  return [...bySlug]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => compareText(a.label, b.label));
}
