import type { Catalogue } from '../catalogue/index.ts';
import { compareText } from '../shared/german.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import type { Solutions } from '../solutions/index.ts';

/** What lists over all published solutions need of each. */
export type Outline = {
  id: string;
  slug: string;
  title: string;
  topics: string[];
  providerId: string;
  /** A Bestandseintrag. */
  inventory: boolean;
  modelRegion: string;
  programme: string;
};

type Features = {
  catalogue: Pick<Catalogue, 'refresh' | 'version'>;
  solutions: Pick<Solutions, 'allPublished'>;
};

/**
 * Every published solution in short, by title. Kept in memory until the catalogue's index has changed, so that a page
 * of a region does not read 10,000 records; the index looks for changes first, so nothing withdrawn is in it.
 */
export function publishedOutlines({ catalogue, solutions }: Features): () => Promise<Outline[]> {
  let kept: { version: number; outlines: Outline[] } | null = null;
  return oneAtATime(async () => {
    await catalogue.refresh();
    const version = catalogue.version();
    if (kept?.version === version) return kept.outlines;
    const outlines: Outline[] = [];
    for await (const { id, slug, providerId, inventory, release } of solutions.allPublished()) {
      const { title, topics, modelRegion, programme } = release.content;
      outlines.push({
        id,
        slug,
        title,
        topics,
        providerId,
        inventory: inventory !== null,
        modelRegion,
        programme,
      });
    }
    outlines.sort((a, b) => compareText(a.title, b.title));
    kept = { version, outlines };
    return outlines;
  });
}
