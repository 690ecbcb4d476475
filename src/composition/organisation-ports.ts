import type { Accounts } from '../accounts/index.ts';
import type { OrganisationPorts, Organisations, PortfolioEntry } from '../organisations/index.ts';
import type { Requests } from '../requests/index.ts';
import { distanceLabels, type Reuses, relationLabels, stageLabels } from '../reuses/index.ts';
import { compareText } from '../shared/german.ts';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import { type PublishedSolution, type Solutions, topics } from '../solutions/index.ts';
import { shownCompetences } from './shown-competences.ts';

type Features = {
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
}: Features): OrganisationPorts {
  const published = async (keep: (solution: PublishedSolution) => boolean): Promise<PortfolioEntry[]> => {
    const entries: PortfolioEntry[] = [];
    for await (const solution of solutions.allPublished())
      if (keep(solution)) entries.push(toEntry(solution));
    return entries.sort((a, b) => compareText(a.title, b.title));
  };
  return {
    topics,
    shownCompetences: oneAtATime(() => shownCompetences({ solutions, reuses })),
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
      for await (const { release } of solutions.allPublished()) {
        countUp(counts.modelRegions, release.content.modelRegion);
        countUp(counts.programmes, release.content.programme);
      }
      return counts;
    },
    solutionsOfModelRegion: (key) => published(({ release }) => release.content.modelRegion === key),
    solutionsOfProgramme: (key) => published(({ release }) => release.content.programme === key),
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
      for await (const solution of solutions.allPublished())
        if (solution.inventory === null)
          own.set(solution.providerId, [...(own.get(solution.providerId) ?? []), toEntry(solution)]);
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

const toEntry = (solution: PublishedSolution): PortfolioEntry => ({
  title: solution.release.content.title,
  href: `/loesungen/${solution.slug}`,
  state: solution.inventory ? 'Bestandseintrag' : 'veröffentlicht',
});
