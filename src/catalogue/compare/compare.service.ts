import type { Organisations } from '../../organisations/index.ts';
import { fileHashes, readinessOf, type ScanStanding, type Solutions } from '../../solutions/index.ts';
import type { TransferUse } from '../transfer-use.ts';
import type { Compared } from './rows.ts';

export type CompareDependencies = {
  solutions: Pick<Solutions, 'publishedBySlugs' | 'offers'>;
  organisations: Pick<Organisations, 'todayByIds'>;
  /** Transfers of these solutions, reported or confirmed. */
  transfersOf(whose: { solutionIds: string[] }): Promise<TransferUse[]>;
  /** What the virus scanner said of these files, by SHA-256. */
  scansOf(hashes: string[]): Promise<Map<string, ScanStanding>>;
};

/** Reads what is compared; only published solutions, whatever was asked for. */
export function makeCompare({ solutions, organisations, transfersOf, scansOf }: CompareDependencies) {
  return async (slugs: string[]): Promise<{ compared: Compared[]; missing: string[] }> => {
    const found = await solutions.publishedBySlugs(slugs);
    const chosen = slugs.flatMap((slug) => found.get(slug) ?? []);
    const [uses, offers, scans] = await Promise.all([
      transfersOf({ solutionIds: chosen.map(({ id }) => id) }),
      Promise.all(chosen.map(({ id }) => solutions.offers.offersOf(id))),
      scansOf(chosen.flatMap(({ release }) => fileHashes(release.artifacts))),
    ]);
    const known = await organisations.todayByIds([
      ...new Set([...chosen.map((one) => one.providerId), ...uses.map((use) => use.organisationId)]),
    ]);
    const compared = chosen.map((solution, index): Compared => {
      const own = uses.filter(({ solutionId }) => solutionId === solution.id);
      const open = offers[index] ?? [];
      return {
        solution,
        provider: known.get(solution.providerId) ?? null,
        readiness: readinessOf(
          { ...solution, scans },
          {
            confirmedReuses: own.filter(({ confirmed }) => confirmed).length,
            operatingOffers: open.length,
          },
        ),
        uses: own.map(({ organisationId, confirmed, outdated, stage }) => ({
          organisation: known.get(organisationId) ?? null,
          confirmed,
          outdated,
          ended: stage === 'ended',
        })),
        offers: open.map(({ operator, priceText }) =>
          [operator.fullName, priceText].filter(Boolean).join(': '),
        ),
      };
    });
    return { compared, missing: slugs.filter((slug) => !found.has(slug)) };
  };
}
