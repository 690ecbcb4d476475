import type { Accounts } from '../accounts/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { OrganisationPorts, Organisations, PortfolioEntry } from '../organisations/index.ts';
import type { Requests } from '../requests/index.ts';
import { distanceLabels, type Reuses, relationLabels, stageLabels } from '../reuses/index.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import { type PublishedSolution, type Solutions, topics } from '../solutions/index.ts';
import { type Outline, publishedOutlines } from './published-outlines.ts';
import { shownCompetences } from './shown-competences.ts';

type Features = {
  catalogue: Pick<Catalogue, 'refresh' | 'version'>;
  solutions: Pick<Solutions, 'ofOrganisation' | 'allPublished' | 'countsByProvider' | 'offers'>;
  reuses: Pick<Reuses, 'ofOrganisation' | 'transfersOfModelRegion' | 'confirmedUses'>;
  organisations: Pick<Organisations, 'todayByIds'>;
  requests: Pick<Requests, 'openContactRequest'>;
  accounts: Pick<Accounts, 'peopleOf'>;
};

type Use = Awaited<ReturnType<Reuses['ofOrganisation']>>[number];

/** What the pages of organisations, regions and programmes are told by the other features. */
export function organisationPorts({
  solutions,
  reuses,
  requests,
  accounts,
  organisations,
  catalogue,
}: Features): OrganisationPorts {
  const outlines = publishedOutlines({ catalogue, solutions });
  const published = async (keep: (outline: Outline) => boolean): Promise<PortfolioEntry[]> =>
    (await outlines()).filter(keep).map(outlineEntry);
  return {
    topics,
    shownCompetences: oneAtATime(() => shownCompetences({ outlines, solutions, reuses })),
    async portfolioOf(organisationId) {
      const [provided, reused] = await Promise.all([
        solutions.ofOrganisation(organisationId),
        reuses.ofOrganisation(organisationId),
      ]);
      return {
        provides: provided.map(toEntry),
        reuses: reused.filter(({ relation }) => relation === 'transfer').map(useEntry),
        ownUses: reused.filter(({ relation }) => relation !== 'transfer').map(useEntry),
      };
    },
    async solutionCounts() {
      const counts = { modelRegions: new Map<string, number>(), programmes: new Map<string, number>() };
      for (const { modelRegion, programme } of await outlines()) {
        countUp(counts.modelRegions, modelRegion);
        countUp(counts.programmes, programme);
      }
      return counts;
    },
    solutionsOfModelRegion: (key) => published(({ modelRegion }) => modelRegion === key),
    solutionsOfProgramme: (key) => published(({ programme }) => programme === key),
    async transfersOfModelRegion(key) {
      const transfers = await reuses.transfersOfModelRegion(key);
      const names = await organisations.todayByIds(
        transfers.flatMap((one) => [one.organisationId, one.providerId]),
      );
      const entries = transfers.map((one) => ({
        direction: one.direction,
        title: one.solutionTitle,
        href: `/loesungen/${one.solutionSlug}`,
        from: names.get(one.providerId)?.fullName ?? '',
        to: names.get(one.organisationId)?.fullName ?? '',
        distance: distanceLabels[one.distance],
        stage: stageLabels[one.stage],
        confirmedAt: one.confirmedAt,
      }));
      return {
        given: entries.filter(({ direction }) => direction === 'given'),
        taken: entries.filter(({ direction }) => direction === 'taken'),
      };
    },
    async ownSolutions() {
      const own = new Map<string, PortfolioEntry[]>();
      for (const outline of await outlines())
        if (!outline.inventory)
          own.set(outline.providerId, [...(own.get(outline.providerId) ?? []), outlineEntry(outline)]);
      return own;
    },
    async providerIds() {
      const today = await organisations.todayByIds([...(await solutions.countsByProvider()).keys()]);
      return [...new Set([...today.values()].map(({ id }) => id))];
    },
    peopleOf: (userIds) => accounts.peopleOf(userIds),
    openContactRequest: requests.openContactRequest,
  };
}

const countUp = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};

const useEntry = ({ solutionSlug, solutionTitle, relation, stage }: Use): PortfolioEntry => ({
  title: solutionTitle,
  href: `/loesungen/${solutionSlug}`,
  state: relation === 'transfer' ? stageLabels[stage] : `${relationLabels[relation]}, ${stageLabels[stage]}`,
});

const outlineEntry = ({
  title,
  slug,
  inventory,
}: Pick<Outline, 'title' | 'slug' | 'inventory'>): PortfolioEntry => ({
  title,
  href: `/loesungen/${slug}`,
  state: inventory ? 'Bestandseintrag' : 'veröffentlicht',
});

const toEntry = ({ slug, release, inventory }: PublishedSolution): PortfolioEntry =>
  outlineEntry({ slug, title: release.content.title, inventory: inventory !== null });
