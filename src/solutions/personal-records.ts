import type { SolutionImportModel } from './csv-import/solution-import.model.ts';
import type { OfferModel, OperatingOffer } from './offers/offer.model.ts';
import type { Solution, SolutionModel } from './record/solution.model.ts';

type Models = { solutions: SolutionModel; offers: OfferModel; imports: SolutionImportModel };
type Act = { at: Date; by: string | null; action: string; reason: string };

const actsOf = (history: Act[], userId: string) =>
  history.filter(({ by }) => by === userId).map(({ at, action, reason }) => ({ at, action, reason }));

/**
 * What a person did to solutions, Betriebsangebote and tables read in, for their export (GDPR Art. 15). Erasing leaves
 * the records as they are: they belong to the organisations and know people by id only (decision 6). Titles of drafts
 * are left out, for the person may have left the organisation since.
 */
export function makePersonalSolutions({ solutions, offers, imports }: Models) {
  return {
    name: 'solutions',
    async exportOf(userId: string): Promise<unknown> {
      const acted = { 'history.by': userId };
      const [records, made, tables] = await Promise.all([
        solutions
          .find(acted, { slug: 1, history: 1 })
          .sort({ _id: 1 })
          .lean<Pick<Solution, 'slug' | 'history'>[]>(),
        offers
          .find(acted, { solutionId: 1, history: 1 })
          .sort({ _id: 1 })
          .lean<Pick<OperatingOffer, 'solutionId' | 'history'>[]>(),
        imports.find({ by: userId }, { filename: 1, at: 1, state: 1 }).sort({ _id: 1 }).lean(),
      ]);
      return {
        solutions: records.map(({ slug, history }) => ({ slug, acts: actsOf(history, userId) })),
        operatingOffers: made.map(({ solutionId, history }) => ({
          solutionId,
          acts: actsOf(history, userId),
        })),
        tables: tables.map(({ filename, at, state }) => ({ filename, at, state })),
      };
    },
    async erase(): Promise<void> {},
  };
}
