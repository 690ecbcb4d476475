import type { Connection } from 'mongoose';
import type { Holding, KnownOrganisations } from '../record/holding.ts';
import type { SolutionModel } from '../record/solution.model.ts';
import { makeOfferModel } from './offer.model.ts';
import { makeOfferQueries } from './offers.query.ts';
import { makeOfferActs } from './offers.service.ts';
import { makeOfferTellSource } from './offers.tell-source.ts';

type Dependencies = {
  connection: Connection;
  solutions: SolutionModel;
  organisations: KnownOrganisations;
  holding: Holding;
  now: () => Date;
};

/** Betriebsangebote: who operates a solution for others, and at what terms. */
export function makeOffers({ connection, solutions, ...rest }: Dependencies) {
  const model = makeOfferModel(connection);
  return {
    ...makeOfferQueries(model, rest.organisations),
    ...makeOfferActs({ model, ...rest }),
    tellSource: makeOfferTellSource(model, solutions, rest.organisations),
  };
}

export type Offers = ReturnType<typeof makeOffers>;
