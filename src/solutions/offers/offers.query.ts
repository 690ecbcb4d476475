import type { Organisation } from '../../organisations/index.ts';
import { compareText } from '../../shared/german.ts';
import type { KnownOrganisations } from '../record/holding.ts';
import type { OfferModel, OperatingOffer } from './offer.model.ts';

/** A Betriebsangebot as everybody may see it: organisations as they stand today, no ids of people. */
export type PublicOffer = Pick<
  OperatingOffer,
  'description' | 'priceBasis' | 'priceText' | 'vat' | 'procurement' | 'since' | 'state' | 'updatedAt'
> & {
  id: string;
  solutionId: string;
  /** Who operates it today: who made the offer, or its successor. */
  operator: Organisation;
  /** By name. */
  towns: Organisation[];
  comment: { text: string; at: Date } | null;
};

const longestList = 2000;
const active = { state: 'active' } as const;

/** Reading Betriebsangebote; everything here is public. */
export function makeOfferQueries(model: OfferModel, organisations: KnownOrganisations) {
  async function toPublic(offers: OperatingOffer[]): Promise<PublicOffer[]> {
    const known = await organisations.todayByIds(
      offers.flatMap(({ organisationId, townIds }) => [organisationId, ...townIds]),
    );
    return offers.flatMap((offer): PublicOffer[] => {
      const operator = known.get(offer.organisationId);
      if (operator === undefined) return [];
      const { _id, comment, townIds, solutionId, description, priceBasis, priceText } = offer;
      const { vat, procurement, since, state, updatedAt } = offer;
      const stated = {
        solutionId,
        description,
        priceBasis,
        priceText,
        vat,
        procurement,
        since,
        state,
        updatedAt,
      };
      const towns = new Map(townIds.flatMap((id) => known.get(id) ?? []).map((one) => [one.id, one]));
      return [
        {
          id: String(_id),
          ...stated,
          operator,
          towns: [...towns.values()].sort((a, b) => compareText(a.fullName, b.fullName)),
          comment: comment && { text: comment.text, at: comment.at },
        },
      ];
    });
  }

  const list = (filter: Record<string, unknown>) =>
    model
      .find(filter, { history: 0, tell: 0 })
      .sort({ updatedAt: -1 })
      .limit(longestList)
      .lean<OperatingOffer[]>();

  return {
    /** The open offers for a solution, by operator. */
    async offersOf(solutionId: string): Promise<PublicOffer[]> {
      const offers = await toPublic(await list({ ...active, solutionId }));
      return offers.sort((a, b) => compareText(a.operator.fullName, b.operator.fullName));
    },

    /** The open offers of an organisation, those of its predecessors included, newest change first. */
    async offersBy(organisationId: string): Promise<PublicOffer[]> {
      const organisationIds = await organisations.idsHeldBy(organisationId);
      return toPublic(await list({ ...active, organisationId: { $in: organisationIds } }));
    },

    /** Every open offer, newest change first. */
    everyOffer: async (): Promise<PublicOffer[]> => toPublic(await list(active)),

    /** Who operates which solution today: ids of organisations by id of the solution; for filters and checks. */
    async operatorIdsBySolution(): Promise<Map<string, string[]>> {
      const offers = await model
        .find(active, { solutionId: 1, organisationId: 1 })
        .lean<Pick<OperatingOffer, 'solutionId' | 'organisationId'>[]>();
      const known = await organisations.todayByIds(offers.map(({ organisationId }) => organisationId));
      const operators = new Map<string, Set<string>>();
      for (const { solutionId, organisationId } of offers) {
        const operator = known.get(organisationId);
        if (operator === undefined) continue;
        operators.set(solutionId, (operators.get(solutionId) ?? new Set()).add(operator.id));
      }
      return new Map([...operators].map(([solutionId, ids]) => [solutionId, [...ids]]));
    },

    /** How many open offers a solution has. */
    countOf: (solutionId: string): Promise<number> => model.countDocuments({ ...active, solutionId }),
  };
}

export type OfferQueries = ReturnType<typeof makeOfferQueries>;
