import type { Accounts } from '../accounts/index.ts';
import type { Catalogue, Kept } from '../catalogue/index.ts';
import { type PublicReuse, type Reuses, stageLabels } from '../reuses/index.ts';
import type { ReuseLine, SolutionPorts } from '../solutions/index.ts';

type Features = {
  accounts: Pick<Accounts, 'namesOf'>;
  reuses: Pick<Reuses, 'reuseSummary'>;
  artifacts: Pick<SolutionPorts, 'mayDownload'>;
  catalogue: Pick<Catalogue, 'similarTo'>;
  bookmarks: Pick<Kept['bookmarks'], 'keptOf'>;
};

/** What the pages of solutions are told by the other features. */
export function solutionPorts({
  accounts,
  reuses,
  artifacts,
  catalogue,
  bookmarks,
}: Features): SolutionPorts {
  return {
    namesOf: accounts.namesOf,
    mayDownload: artifacts.mayDownload,
    similarTo: catalogue.similarTo,
    isKept: async (actor, solutionId) => (await bookmarks.keptOf(actor, [solutionId])).size > 0,
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
