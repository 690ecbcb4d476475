import type { Organisations } from '../../organisations/index.ts';
import type { Actor } from '../../shared/actor.ts';
import type { PublishedSolution, Solutions } from '../../solutions/index.ts';
import type { TransferUse } from '../transfer-use.ts';
import { byLikeness, isTown, type Likeness, likenessOf, type Town } from './likeness.ts';

/** A town like the one that asks, and how it uses a solution; confirmed by both sides. */
export type TownUse = Likeness & { town: Town; use: TransferUse };

/** What towns like one do with one solution. */
export type SolutionAmongTowns = {
  /** In use today, the most alike first. */
  uses: TownUse[];
  /** Used once; they count for nothing. */
  ended: TownUse[];
  /** Reported by one side only: a number, because a report without confirmation names nobody in public. */
  reported: number;
  /** The town that asks uses it itself, confirmed. */
  own: boolean;
};

export type TownsLikeUsDependencies = {
  organisations: Pick<Organisations, 'getById' | 'todayByIds' | 'getBySlug' | 'lookUp'>;
  solutions: Pick<Solutions, 'publishedByIds'>;
  transfersOf(whose: { solutionIds: string[] } | { organisationIds: string[] }): Promise<TransferUse[]>;
  /** Ids of all organisations with a transfer, reported or confirmed. */
  transferringIds(): Promise<string[]>;
};

const mostSolutions = 50;

/** "Kommunen wie wir": who of one's own size, neighbourhood, Kreis or IT service provider reuses what. */
export function makeTownsLikeUs({
  organisations,
  solutions,
  transfersOf,
  transferringIds,
}: TownsLikeUsDependencies) {
  /** The towns among these organisations that are like one, by id; one that has ended is read as its successor. */
  async function alike(
    town: Town,
    ids: string[],
  ): Promise<Map<string, { town: Town; likeness: Likeness | null }>> {
    const known = await organisations.todayByIds([...new Set(ids)]);
    const providers = await organisations.todayByIds(town.serviceProviders);
    const names = new Map([...providers].map(([id, { fullName }]) => [id, fullName]));
    const found = new Map<string, { town: Town; likeness: Likeness | null }>();
    for (const [id, other] of known) {
      const likeness = likenessOf(town, other, names);
      if (likeness !== null || other.id === town.id) found.set(id, { town: other, likeness });
    }
    return found;
  }

  function among(uses: TransferUse[], towns: Awaited<ReturnType<typeof alike>>): SolutionAmongTowns {
    const result: SolutionAmongTowns = { uses: [], ended: [], reported: 0, own: false };
    for (const use of uses) {
      const found = towns.get(use.organisationId);
      if (found === undefined) continue;
      if (found.likeness === null) result.own ||= use.confirmed && use.stage !== 'ended';
      else if (!use.confirmed) result.reported += 1;
      else
        (use.stage === 'ended' ? result.ended : result.uses).push({
          ...found.likeness,
          town: found.town,
          use,
        });
    }
    result.uses.sort(byLikeness);
    result.ended.sort(byLikeness);
    return result;
  }

  return {
    /**
     * The town meant by what was chosen, else the one that the person acts for; null where it is neither municipality
     * nor Kreis, with what comes near a text that fits several.
     */
    async townFor(
      actor: Actor | null,
      { slug, text }: { slug: string; text: string },
    ): Promise<{ town: Town | null; suggestions: Town[] }> {
      if (slug === '' && text === '') {
        const own = actor?.organisation ? await organisations.getById(actor.organisation.id) : null;
        return { town: own !== null && isTown(own) ? own : null, suggestions: [] };
      }
      const chosen = slug === '' ? null : await organisations.getBySlug(slug);
      if (chosen !== null && isTown(chosen)) return { town: chosen, suggestions: [] };
      const { match, suggestions } = await organisations.lookUp(text === '' ? slug : text);
      const town = match !== null && isTown(match) ? match : null;
      return { town, suggestions: town === null ? suggestions.filter(isTown) : [] };
    },

    /** Who of the towns like this one reuses a solution. */
    async ofSolution(town: Town, solutionId: string): Promise<SolutionAmongTowns> {
      const uses = await transfersOf({ solutionIds: [solutionId] });
      return among(
        uses,
        await alike(
          town,
          uses.map(({ organisationId }) => organisationId),
        ),
      );
    },

    /** What towns like this one reuse, by how many and how much alike they are; published solutions only. */
    async solutionsFor(town: Town): Promise<(SolutionAmongTowns & { solution: PublishedSolution })[]> {
      const towns = await alike(town, await transferringIds());
      const uses = await transfersOf({ organisationIds: [...towns.keys()] });
      const bySolution = new Map<string, TransferUse[]>();
      for (const use of uses)
        bySolution.set(use.solutionId, [...(bySolution.get(use.solutionId) ?? []), use]);
      const ranked = [...bySolution]
        .map(([id, list]) => ({ id, ...among(list, towns) }))
        .filter(({ uses: running, reported }) => running.length + reported > 0)
        .sort((a, b) => weight(b) - weight(a));
      const published = await solutions.publishedByIds(ranked.map(({ id }) => id));
      return ranked
        .flatMap(({ id, ...found }) => {
          const solution = published.get(id);
          return solution ? [{ ...found, solution }] : [];
        })
        .slice(0, mostSolutions);
    },
  };
}

/** Every reason of every confirmed use counts; outdated uses half, reported ones only before nothing at all. */
const weight = ({ uses, reported }: SolutionAmongTowns): number =>
  uses.reduce((sum, { reasons, use }) => sum + reasons.length * (use.outdated ? 0.5 : 1), 0) +
  Math.min(reported, 1) * 0.1;

export type TownsLikeUs = ReturnType<typeof makeTownsLikeUs>;
