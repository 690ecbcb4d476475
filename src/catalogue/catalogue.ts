import type { Organisations } from '../organisations/index.ts';
import { pageSize, pagesOf } from '../shared/paging.ts';
import type { PublishedSolution, ReadinessStep } from '../solutions/index.ts';
import type { ValueNames } from './facets/labels.ts';
import { type LiveIndexOptions, makeLiveIndex } from './live-index.ts';
import { type Nearby, nearbyOf } from './nearby.ts';
import { type Elsewhere, elsewhereOf, passageOf } from './passage.ts';
import { highlight, type SearchResult, type Segment, wantedKeys } from './search/index.ts';
import { makeSimilar } from './similar/similar.service.ts';
import { makeSuggestions, type Suggestion } from './suggestions.ts';
import { readinessReached, type SolutionUse } from './surroundings.ts';
import { type CatalogueQuery, everything } from './url-state.ts';

export type CatalogueItem = {
  solution: PublishedSolution;
  provider: string;
  use: SolutionUse;
  /** The step of Nachnutzungsreife reached. */
  readiness: ReadinessStep | null;
  title: Segment[];
  /** The summary, or the passage of the description that holds more of what was looked for. */
  passage: Segment[];
  /** Where the find stands if neither of both holds it. */
  elsewhere: Elsewhere | null;
};

export type CatalogueResult = Omit<SearchResult, 'ids' | 'matchedTerms'> & {
  items: CatalogueItem[];
  page: number;
  pages: number;
  /** Shown names of the facets' values. */
  names: ValueNames;
  /** The ways on where nothing was found, else null. */
  nearby: (Omit<Nearby, 'ids'> & { items: CatalogueItem[] }) | null;
};

export type CatalogueOptions = LiveIndexOptions & {
  organisations: Pick<Organisations, 'getByIds' | 'todayByIds' | 'findByTyping'>;
};

/** Finding published solutions: the index answers ids, the database what may be shown of them. */
export function makeCatalogue(options: CatalogueOptions) {
  const { solutions, organisations } = options;
  const index = makeLiveIndex(options);
  const suggestions = makeSuggestions({ index, solutions, organisations });

  /** From memory where the database says that this is what is published now, else from the database. */
  async function published(ids: string[]): Promise<PublishedSolution[]> {
    const revisions = await solutions.publishedRevisions(ids);
    const current = (id: string): PublishedSolution | undefined => {
      const known = index.solutionAt(id);
      return known?.revision === revisions.get(id) ? known : undefined;
    };
    const read = await solutions.publishedByIds([...revisions.keys()].filter((id) => !current(id)));
    return ids.flatMap((id) => (revisions.has(id) ? (current(id) ?? read.get(id) ?? []) : []));
  }

  async function itemsOf(ids: string[], matchedTerms: string[]): Promise<CatalogueItem[]> {
    const shown = await published(ids);
    const wanted = wantedKeys(matchedTerms);
    return shown.map((solution) => {
      const surroundings = index.surroundingsOf(solution.id);
      const title = highlight(solution.release.content.title, wanted);
      const passage = passageOf(solution, wanted);
      return {
        solution,
        provider: index.nameOf(solution.providerId),
        use: surroundings.use,
        // What was read just now is judged just now.
        readiness:
          solution === index.solutionAt(solution.id)
            ? index.readinessAt(solution.id)
            : readinessReached(solution, surroundings),
        title,
        passage,
        elsewhere: elsewhereOf(solution, surroundings, wanted, [title, passage]),
      };
    });
  }

  async function nearbyTo(query: CatalogueQuery): Promise<CatalogueResult['nearby']> {
    const { ids, ...nearby } = nearbyOf(index, query);
    return { ...nearby, items: await itemsOf(ids, []) };
  }

  async function ready(): Promise<void> {
    if (!index.isReady()) await index.refresh();
  }

  /** A query that names organisations by the address of who stands for them today. */
  function today(query: CatalogueQuery): CatalogueQuery {
    const { organisation, operator } = query.filters;
    const current = (slugs: string[]): string[] => [...new Set(slugs.map(index.currentSlug))].sort();
    return {
      ...query,
      filters: { ...query.filters, organisation: current(organisation), operator: current(operator) },
    };
  }

  const search = (query: CatalogueQuery): SearchResult => {
    const { q, filters, sort } = today(query);
    return index.search({ text: q, filters, sort });
  };

  return {
    /** The plain catalogue, to begin a query from. */
    everything,
    refresh: index.refresh,
    /** Solutions like the one with this id, each with the reason. */
    similarTo: makeSimilar({ published, organisations, likest: index.likest }),
    isReady: index.isReady,
    /** Grows whenever something that the public sees of solutions changes. */
    version: index.version,
    today,
    /** Shown names of organisations and Kreise in facets, kept current. */
    names: index.names,

    /**
     * One page of what a query finds; a page beyond the last shows the last.
     * @param size items a page, at most 100
     */
    async find(query: CatalogueQuery, size = pageSize): Promise<CatalogueResult> {
      await ready();
      const { ids, matchedTerms, ...found } = search(query);
      const pages = pagesOf(ids.length, size);
      const page = Math.min(query.page, pages);
      return {
        ...found,
        items: await itemsOf(ids.slice((page - 1) * size, page * size), matchedTerms),
        page,
        pages,
        names: index.names,
        nearby: ids.length === 0 ? await nearbyTo(query) : null,
      };
    },

    /** What to offer while somebody types a search: solutions, topics and organisations, in this order. */
    async suggest(typed: string): Promise<Suggestion[]> {
      await ready();
      return suggestions(typed);
    },

    /** Ids of everything that a query finds, on whichever page. */
    async matching(query: CatalogueQuery): Promise<string[]> {
      await ready();
      return search(query).ids;
    },
  };
}

export type Catalogue = ReturnType<typeof makeCatalogue>;
