import type { Organisations } from '../organisations/index.ts';
import { pageSize, toPage } from '../shared/paging.ts';
import type { PublishedSolution } from '../solutions/index.ts';
import { type LiveIndexOptions, makeLiveIndex } from './live-index.ts';
import { highlight, type SearchResult, type Segment } from './search/index.ts';
import { makeSimilar } from './similar/similar.service.ts';
import type { CatalogueQuery } from './url-state.ts';

export type CatalogueItem = {
  solution: PublishedSolution;
  provider: string;
  reuseCount: number;
  title: Segment[];
  /** The summary, or the passage of the description that holds more of what was looked for. */
  passage: Segment[];
};

export type CatalogueResult = Omit<SearchResult, 'ids' | 'matchedTerms'> & {
  items: CatalogueItem[];
  page: number;
  pages: number;
};

export type CatalogueOptions = LiveIndexOptions & { organisations: Pick<Organisations, 'getByIds'> };

/** Finding published solutions: the index answers ids, the database what may be shown of them. */
export function makeCatalogue(options: CatalogueOptions) {
  const { solutions, organisations, reuseCounts } = options;
  const index = makeLiveIndex(options);

  async function itemsOf(ids: string[], matchedTerms: string[]): Promise<CatalogueItem[]> {
    const found = await solutions.publishedByIds(ids);
    const shown = ids.flatMap((id) => found.get(id) ?? []);
    const providers = await organisations.getByIds([...new Set(shown.map(({ providerId }) => providerId))]);
    const counts = await reuseCounts();
    return shown.map((solution) => ({
      solution,
      provider: providers.get(solution.providerId)?.fullName ?? '',
      reuseCount: counts.get(solution.id) ?? 0,
      title: highlight(solution.release.content.title, matchedTerms),
      passage: passageOf(solution, matchedTerms),
    }));
  }

  async function search({ q, filters, sort }: CatalogueQuery): Promise<SearchResult> {
    if (!index.isReady()) await index.refresh();
    return index.search({ text: q, filters, sort });
  }

  return {
    refresh: index.refresh,
    /** Solutions like the one with this id, each with the reason. */
    similarTo: makeSimilar({ solutions, organisations, likest: index.likest }),
    isReady: index.isReady,

    /**
     * One page of what a query finds; a page beyond the last shows the last.
     * @param size items a page, at most 100
     */
    async find(query: CatalogueQuery, size = pageSize): Promise<CatalogueResult> {
      const { ids, matchedTerms, ...found } = await search(query);
      const { pages } = toPage([], 1, ids.length, size);
      const page = Math.min(query.page, pages);
      const items = await itemsOf(ids.slice((page - 1) * size, page * size), matchedTerms);
      return { ...found, items, page, pages };
    },

    /** Ids of everything that a query finds, on whichever page. */
    matching: async (query: CatalogueQuery): Promise<string[]> => (await search(query)).ids,
  };
}

export type Catalogue = ReturnType<typeof makeCatalogue>;

function passageOf({ release }: PublishedSolution, matchedTerms: string[]): Segment[] {
  const marked = (segments: Segment[]): number => segments.filter((segment) => segment.marked).length;
  const summary = highlight(release.content.summary, matchedTerms, 300);
  const description = highlight(release.content.description, matchedTerms, 300);
  return release.content.summary === '' || marked(description) > marked(summary) ? description : summary;
}
