import type { Request } from 'express';
import { everyone } from '../../platform/access.ts';
import type { Routes } from '../../platform/routes.ts';
import type { Actor } from '../../shared/actor.ts';
import { DomainError, notFound } from '../../shared/errors.ts';
import { isWebAddress } from '../../shared/fields.ts';
import { date } from '../../shared/german.ts';
import type { PageDependencies, Pages } from '../pages/pages.ts';
import { previewPath, solutionPath } from '../paths.ts';
import type { Solution } from '../record/solution.model.ts';
import { euplInWords } from './eupl.ts';
import { tableSource } from './fit-words.ts';
import { rightsSheet } from './sheet.view.ts';

export type SheetDependencies = { now: () => Date; config: { baseUrl: string } };
type Dependencies = PageDependencies & SheetDependencies & { pages: Pages };
type Shown = Omit<Parameters<typeof rightsSheet>[0], 'provider' | 'organisations' | 'confirmedBy'> & {
  providerId: string;
  state: string;
  backHref: string;
};

/** "Rechtsblatt": one page for the legal office, to print; of releases for everybody, of drafts for their members. */
export function addRightsSheetRoutes(
  routes: Routes,
  { solutions, organisations, pages, now, config }: Dependencies,
): void {
  /** What stands public: the current release, or the one asked for by its number. */
  async function released(slug: string, number: string): Promise<Shown> {
    const solution = await solutions.publishedBySlug(slug);
    const releases = number === '' ? [solution.release] : await solutions.releasesOf(slug);
    const release = releases.find((one) => number === '' || String(one.number) === number);
    if (release === undefined) throw notFound('Diese Version gibt es nicht.');
    const { content, artifacts } = release;
    const { blocks, providerId } = solution;
    const inventory = solution.inventory !== null;
    const state = inventory
      ? 'Bestandseintrag aus öffentlichen Quellen'
      : `Version ${release.number} vom ${date(release.publishedAt)}`;
    return { content, artifacts, blocks, inventory, providerId, state, backHref: solutionPath(slug) };
  }

  /** The working copy, for members of the provider and for KDN once it is submitted; @throws notFound for others */
  async function working(actor: Actor | null, slug: string): Promise<Shown> {
    const solution: Solution = await solutions.bySlugFor(actor, slug);
    if (solution.working === null) throw notFound();
    const { content, artifacts } = solution.working;
    const { blocks, providerId } = solution;
    const state = 'Arbeitsfassung, noch nicht veröffentlicht';
    return { content, artifacts, blocks, inventory: false, providerId, state, backHref: previewPath(slug) };
  }

  async function shownTo(req: Request<{ slug: string }>): Promise<Shown> {
    const { slug } = req.params;
    if (req.query.fassung === 'arbeit') return working(req.actor, slug);
    try {
      return await released(slug, typeof req.query.version === 'string' ? req.query.version : '');
    } catch (error) {
      const draft =
        error instanceof DomainError && error.code === 'not-found' && req.query.version === undefined;
      if (!draft || req.actor === null) throw error;
      return working(req.actor, slug);
    }
  }

  routes.get('/loesungen/:slug/rechtsblatt', everyone(), async (req, res) => {
    const { providerId, state, backHref, ...subject } = await shownTo(req);
    const { content } = subject;
    const [provider, known, confirmedBy] = await Promise.all([
      pages.providerOf(providerId),
      organisations.getByIds([...content.leadIds, ...content.partnerIds]),
      pages.confirmedBy(req.actor, providerId, content),
    ]);
    res.page('solutions/rights/sheet', {
      sheet: rightsSheet({
        ...subject,
        provider: provider?.fullName ?? 'nicht mehr verzeichnete Organisation',
        organisations: known,
        confirmedBy,
      }),
      solutionTitle: content.title,
      state,
      backHref,
      address: `${config.baseUrl}${solutionPath(req.params.slug)}`,
      printedOn: date(now()),
      sources: content.sources.filter(({ url }) => isWebAddress(url)),
      eupl: euplInWords,
      tableSource,
    });
  });
}
