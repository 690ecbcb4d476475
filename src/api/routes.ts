import type { Catalogue } from '../catalogue/index.ts';
import type { Organisations } from '../organisations/index.ts';
import { everyone } from '../platform/access.ts';
import type { RateLimits } from '../platform/rate-limit.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import { type Artifacts, fileHashes, type PublishedSolution, type Solutions } from '../solutions/index.ts';
import { encodeCursor } from './cursor.ts';
import { parseSolutionsQuery } from './query.ts';
import { type PublicReuse, toPublicRecord } from './solution.ts';

export type ApiOptions = {
  catalogue: Catalogue;
  solutions: Pick<Solutions, 'publishedBySlug' | 'relationsOf' | 'releasesOf' | 'offers'>;
  artifacts: { scans: Pick<Artifacts['scans'], 'standingsOf'> };
  organisations: Pick<Organisations, 'getByIds' | 'resolveSuccession' | 'isOrphaned'>;
  /** Confirmed uses of a solution. */
  publicReusesOf(solutionId: string): Promise<PublicReuse[]>;
  rateLimits: RateLimits;
  baseUrl: string;
};

/** REST v1: what the public pages show, for other catalogues and tools. Reading needs no account. */
export function makeApiRoutes(options: ApiOptions): Routes {
  const { catalogue, solutions, artifacts, organisations, publicReusesOf, baseUrl } = options;
  const routes = makeRoutes();
  const access = { access: everyone(), kind: 'data' } as const;
  const limit = options.rateLimits({ name: 'api', max: 600, windowMinutes: 10 });

  /** Who provides a solution today, and whether nobody acts for them; nobody answers for a Bestandseintrag anyway. */
  async function providerOf({ providerId, inventory }: PublishedSolution) {
    const provider = await organisations.resolveSuccession(providerId);
    const orphaned = inventory === null && provider !== null && (await organisations.isOrphaned(provider.id));
    return { provider, orphaned };
  }

  routes.get('/api/v1/solutions', access, limit, async (req, res) => {
    const { query, page, limit: size } = parseSolutionsQuery(req.query);
    const found = await catalogue.find(query, size);
    const beyond = page > found.pages;
    res.json({
      total: found.total,
      items: (beyond ? [] : found.items).map(({ solution, readiness }) => ({
        slug: solution.slug,
        title: solution.release.content.title,
        summary: solution.release.content.summary,
        url: `${baseUrl}/loesungen/${solution.slug}`,
        readiness,
      })),
      next: page < found.pages ? encodeCursor({ page: page + 1, limit: size }) : null,
      facets: found.facets,
    });
  });

  routes.get('/api/v1/solutions/:slug', access, limit, async (req, res) => {
    const solution = await solutions.publishedBySlug(req.params.slug);
    const { artifacts: files, content } = solution.release;
    const { leadIds, partnerIds, relations } = content;
    const [provider, named, releases, scans, reuses, offers, related] = await Promise.all([
      providerOf(solution),
      organisations.getByIds([...leadIds, ...partnerIds]),
      solutions.releasesOf(solution.slug),
      artifacts.scans.standingsOf(fileHashes(files)),
      publicReusesOf(solution.id),
      solutions.offers.offersOf(solution.id),
      solutions.relationsOf(solution.slug, relations),
    ]);
    res.json(
      toPublicRecord(solution, {
        ...provider,
        organisations: named,
        releases,
        scans,
        reuses,
        offers,
        relations: related,
        baseUrl,
      }),
    );
  });

  return routes;
}
