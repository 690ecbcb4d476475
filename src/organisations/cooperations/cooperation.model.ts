import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../../platform/tell.ts';
import type { HistoryEntry } from '../record/organisation.types.ts';

/** A signed agreement of two or more organisations, as it is stored. */
export type StoredCooperation = {
  _id: Types.ObjectId;
  /** Its place in addresses; made from the first title and never changed. */
  key: string;
  title: string;
  organisationIds: Types.ObjectId[];
  /** Null where the sources name no date; nothing is guessed. */
  signedOn: Date | null;
  /** What was agreed. */
  description: string;
  documentUrl: string | null;
  source: string;
  /** When and why it ended; it stays visible. */
  ended: { on: Date; reason: string } | null;
  revision: number;
  history: HistoryEntry[];
  tell: Tell[];
};

const schema = new Schema<StoredCooperation>(
  {
    key: { type: String, required: true, immutable: true },
    title: { type: String, required: true },
    organisationIds: {
      type: [Schema.Types.ObjectId],
      validate: {
        validator: (ids: unknown[]) => ids.length >= 2,
        message: 'a cooperation needs two organisations',
      },
    },
    signedOn: { type: Date, default: null },
    description: { type: String, required: true },
    documentUrl: { type: String, default: null },
    source: { type: String, required: true },
    ended: {
      type: new Schema(
        { on: { type: Date, required: true }, reason: { type: String, required: true } },
        { _id: false },
      ),
      default: null,
    },
    revision: { type: Number, required: true },
    history: [
      new Schema<HistoryEntry>(
        {
          at: { type: Date, required: true },
          by: { type: String, required: true },
          action: { type: String, required: true },
          detail: { type: String, default: '' },
        },
        { _id: false },
      ),
    ],
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'cooperations', versionKey: false },
);
schema.index({ key: 1 }, { unique: true });
schema.index({ organisationIds: 1 });
schema.index({ 'tell.at': 1 }, { sparse: true });

export type CooperationModel = Model<StoredCooperation>;

/** The cooperations collection on one connection; calling it again gives the same model. */
export function makeCooperationModel(connection: Connection): CooperationModel {
  const known: unknown = connection.models.Cooperation ?? connection.model('Cooperation', schema);
  return known as CooperationModel;
}
