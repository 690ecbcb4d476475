import { counted } from '../shared/german.ts';
import type { CatalogueResult } from './catalogue.ts';
import { facetLabels, facetValueLabel, type ValueNames } from './facets/labels.ts';
import { facetsView } from './facets/view.ts';
import { itemView } from './item.view.ts';
import { noResultView } from './no-result.view.ts';
import { facetNames, perFacet, type Sort, sorts } from './search/index.ts';
import {
  type CatalogueQuery,
  catalogueHref,
  facetParameters,
  sortParameters,
  withoutValue,
} from './url-state.ts';

const sortLabels: Record<Sort, string> = {
  relevance: 'Relevanz',
  newest: 'Neueste zuerst',
  title: 'Titel von A bis Z',
  reused: 'Am meisten nachgenutzt',
};

/** Everything the search page shows, ready for the template. */
export function searchView(query: CatalogueQuery, result: CatalogueResult) {
  const { names, total, nearby } = result;
  return {
    query,
    count: counted(total, 'Lösung', 'Lösungen'),
    total,
    items: result.items.map(itemView),
    facets: facetsView(query, result.facets, names),
    chips: chipsOf(query, names),
    clearHref: catalogueHref({ ...query, filters: perFacet(() => []), page: 1 }),
    sorts: sortsFor(query).map((sort) => ({ value: sortParameters[sort], label: sortLabels[sort] })),
    sortValue: sortParameters[query.q === '' && query.sort === 'relevance' ? 'newest' : query.sort],
    /** What else must be sent along when only the order is changed. */
    kept: facetNames.flatMap((facet) =>
      query.filters[facet].map((value) => ({ name: facetParameters[facet], value })),
    ),
    page: result.page,
    pages: result.pages,
    hrefFor: (page: number) => catalogueHref({ ...query, page }),
    /** The page itself, to come back to. */
    here: catalogueHref(query),
    saveHref: catalogueHref({ ...query, page: 1 }, '/suchauftraege/neu'),
    filtersHref: catalogueHref({ ...query, page: 1 }, '/loesungen/filter'),
    hints: total > 0 ? hintsOf(result) : [],
    isStart: query.q === '' && facetNames.every((facet) => query.filters[facet].length === 0),
    noResult: nearby && {
      ...noResultView(query, result.understood, nearby, names),
      items: nearby.items.map(itemView),
    },
  };
}

/** Without words nothing is relevant: the order is then that of the newest. */
const sortsFor = ({ q }: CatalogueQuery): readonly Sort[] =>
  q === '' ? sorts.filter((sort) => sort !== 'relevance') : sorts;

function chipsOf(query: CatalogueQuery, names: ValueNames): { label: string; removeHref: string }[] {
  return facetNames.flatMap((facet) =>
    query.filters[facet].map((value) => ({
      label: `${facetLabels[facet]}: ${facetValueLabel(facet, value, names)}`,
      removeHref: catalogueHref(withoutValue(query, facet, value)),
    })),
  );
}

/** Sentences that say how the search understood what was typed, where that is not obvious. */
function hintsOf({ understood }: CatalogueResult): string[] {
  const hints = [
    ...understood.corrected.map(
      ({ typed, used }) => `„${typed}“ kommt nicht vor; gesucht wurde ${quoted(used)}.`,
    ),
    ...understood.synonyms.map(({ typed, used }) => `Auch gesucht: ${someQuoted(used)} für „${typed}“.`),
    ...understood.parts.map(({ typed, used }) => `„${typed}“ wurde zerlegt in ${quoted(used)}.`),
  ];
  if (understood.unknown.length > 0) hints.push(`In keiner Lösung kommt vor: ${quoted(understood.unknown)}.`);
  if (understood.mode === 'some-words')
    hints.push('Keine Lösung enthält alle Wörter; gezeigt wird, was einige davon enthält.');
  if (understood.mode === 'most-words') hints.push('Gezeigt wird auch, was nur die meisten Wörter enthält.');
  if (understood.shortened) hints.push('Die Suche war zu lang; das Ende wurde nicht berücksichtigt.');
  return hints;
}

const mostNamed = 6;

const someQuoted = (words: string[]): string =>
  `${quoted(words.slice(0, mostNamed))}${words.length > mostNamed ? ' und weitere' : ''}`;

const quoted = (words: string[]): string => words.map((word) => `„${word}“`).join(', ');
