import type { Accounts } from '../accounts/index.ts';
import { amongView, type Catalogue, type Kept, type TownsLikeUs } from '../catalogue/index.ts';
import type { Events } from '../events/index.ts';
import { type PublicReuse, type Reuses, stageLabels } from '../reuses/index.ts';
import type { ReuseLine, SolutionPorts } from '../solutions/index.ts';

type Features = {
  accounts: Pick<Accounts, 'namesOf'>;
  reuses: Pick<Reuses, 'reuseSummary'>;
  artifacts: Pick<SolutionPorts, 'mayDownload' | 'fileFacts'>;
  catalogue: Pick<Catalogue, 'similarTo'>;
  townsLikeUs: Pick<TownsLikeUs, 'townFor' | 'ofSolution'>;
  bookmarks: Pick<Kept['bookmarks'], 'keptOf'>;
  events: Pick<Events, 'presenting'>;
};

/** The page of a solution names the most alike; the page of its own names the rest. */
const townsOnPage = 3;

/** What the pages of solutions are told by the other features. */
export function solutionPorts({
  accounts,
  reuses,
  artifacts,
  catalogue,
  townsLikeUs,
  bookmarks,
  events,
}: Features): SolutionPorts {
  return {
    namesOf: accounts.namesOf,
    mayDownload: artifacts.mayDownload,
    fileFacts: artifacts.fileFacts,
    similarTo: catalogue.similarTo,
    async townsLikeOwn(actor, solutionId) {
      const { town } = await townsLikeUs.townFor(actor, { slug: '', text: '' });
      if (town === null) return null;
      const { sentence, lines } = amongView(await townsLikeUs.ofSolution(town, solutionId), townsOnPage);
      return { town: town.fullName, sentence, lines };
    },
    isKept: async (actor, solutionId) => (await bookmarks.keptOf(actor, [solutionId])).size > 0,
    async presentedAt(solutionId) {
      const lines = await events.presenting(solutionId);
      return lines.map(({ slug, title, startsAt }) => ({
        title,
        href: `/veranstaltungen/${slug}`,
        at: startsAt,
      }));
    },
    async reuseSummary(solutionId) {
      const { own, partners, transfers, counts } = await reuses.reuseSummary(solutionId);
      return {
        own: own.map(toLine),
        partner: partners.map(toLine),
        transfer: transfers.map(toLine),
        reported: counts.reported,
      };
    },
  };
}

const toLine = ({ organisation, stage, since, confirmedAt, outdated }: PublicReuse): ReuseLine => ({
  organisation: { name: organisation.fullName, href: `/organisationen/${organisation.slug}` },
  stageLabel: stageLabels[stage],
  since,
  confirmed: confirmedAt !== null,
  outdated,
});
