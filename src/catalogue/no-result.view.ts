import { contactPath } from '../organisations/index.ts';
import { counted } from '../shared/german.ts';
import { facetLabels, facetValueLabel, type ValueNames } from './facets/labels.ts';
import type { Nearby } from './nearby.ts';
import type { Understood } from './search/index.ts';
import { type CatalogueQuery, catalogueHref, topicHref, withoutValue } from './url-state.ts';

/** Where somebody who found nothing may describe what is needed: KDN brokers contact. */
const kdnSlug = 'kdn';

/** The page without a result: what was understood, what comes near, whom to ask. */
export function noResultView(
  query: CatalogueQuery,
  understood: Understood,
  nearby: Pick<Nearby, 'withoutFilter' | 'withoutFilters' | 'topics'>,
  names: ValueNames,
) {
  return {
    understood: [
      { label: 'Gesucht', values: understood.terms.filter((term) => !understood.unknown.includes(term)) },
      { label: 'Genau so', values: understood.phrases },
      { label: 'Ausgeschlossen', values: understood.excluded },
      { label: 'Auch gesucht', values: understood.synonyms.flatMap(({ used }) => used) },
      { label: 'Berichtigt', values: understood.corrected.flatMap(({ used }) => used) },
      { label: 'Zerlegt', values: understood.parts.flatMap(({ used }) => used) },
      { label: 'Kommt in keiner Lösung vor', values: understood.unknown },
    ].filter(({ values }) => values.length > 0),
    withoutFilter: nearby.withoutFilter.map(({ facet, value, total }) => ({
      label: `${facetLabels[facet]}: ${facetValueLabel(facet, value, names)}`,
      count: counted(total, 'Lösung', 'Lösungen'),
      href: catalogueHref(withoutValue(query, facet, value)),
    })),
    withoutFilters: nearby.withoutFilters > 0 ? counted(nearby.withoutFilters, 'Lösung', 'Lösungen') : '',
    topics: nearby.topics.map(({ value, count }) => ({
      label: value,
      count: counted(count, 'Lösung', 'Lösungen'),
      href: topicHref(value),
    })),
    needHref: needHref(query.q),
  };
}

/** KDN's contact form with the search in its text. */
function needHref(q: string): string {
  const sought = q === '' ? '' : ` Gesucht habe ich nach: ${q}`;
  const parameters = new URLSearchParams({
    anliegen: 'Bedarf: Lösung gesucht',
    text: `Auf Blaupause habe ich keine passende Lösung gefunden.${sought}\n\nWir brauchen: `,
  });
  return `${contactPath(kdnSlug)}?${parameters}`;
}
