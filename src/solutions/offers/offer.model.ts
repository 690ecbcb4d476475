import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../../platform/tell.ts';
import type { OfferInput } from './offer.ts';

export type OfferAction = 'made' | 'changed' | 'ended' | 'resumed' | 'commented' | 'commentRemoved';

/** A Betriebsangebot as stored: one record for each solution and operator, kept when it ends. */
export type OperatingOffer = OfferInput & {
  _id: Types.ObjectId;
  solutionId: string;
  /** Id of the organisation that made it; a successor stands for it. */
  organisationId: string;
  state: 'active' | 'ended';
  /** What the solution's provider says about it in public; null where it says nothing. */
  comment: { text: string; at: Date; by: string; organisationId: string } | null;
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  history: { at: Date; by: string; organisationId: string; action: OfferAction; reason: string }[];
  tell: Tell[];
};
export type OfferModel = Model<OperatingOffer>;

const listOfAnything = { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] };

const schema = new Schema<OperatingOffer>(
  {
    solutionId: { type: String, required: true },
    organisationId: { type: String, required: true },
    description: { type: String, required: true },
    priceBasis: { type: String, required: true },
    priceText: { type: String, default: '' },
    vat: { type: String, required: true },
    procurement: { type: [String], default: [] },
    townIds: { type: [String], default: [] },
    since: { type: String, default: '' },
    state: { type: String, required: true },
    comment: { type: Schema.Types.Mixed, default: null },
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    history: listOfAnything,
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'operatingOffers', versionKey: false },
);
schema.index({ solutionId: 1, organisationId: 1 }, { unique: true });
schema.index({ organisationId: 1 });
schema.index({ state: 1, updatedAt: -1 });
schema.index({ 'tell.at': 1 }, { sparse: true });

/** The collection of Betriebsangebote on a connection; calling it again gives the same model. */
export function makeOfferModel(connection: Connection): OfferModel {
  const known: unknown = connection.models.OperatingOffer ?? connection.model('OperatingOffer', schema);
  return known as OfferModel;
}
