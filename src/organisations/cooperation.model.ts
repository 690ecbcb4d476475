import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** A signed agreement of two or more organisations, as it is stored. */
export type StoredCooperation = {
  _id: Types.ObjectId;
  key: string;
  title: string;
  organisationIds: Types.ObjectId[];
  signedOn: Date | null;
  /** Said instead of a date where none is known. */
  dateText: string;
  description: string;
  documentUrl: string | null;
  source: string;
};

const schema = new Schema<StoredCooperation>(
  {
    key: { type: String, required: true },
    title: { type: String, required: true },
    organisationIds: {
      type: [Schema.Types.ObjectId],
      validate: {
        validator: (ids: unknown[]) => ids.length >= 2,
        message: 'a cooperation needs two organisations',
      },
    },
    signedOn: { type: Date, default: null },
    dateText: { type: String, default: '' },
    description: { type: String, required: true },
    documentUrl: { type: String, default: null },
    source: { type: String, required: true },
  },
  { collection: 'cooperations', versionKey: false },
);
schema.index({ key: 1 }, { unique: true });
schema.index({ organisationIds: 1 });

export type CooperationModel = Model<StoredCooperation>;

/** The cooperations collection on one connection; calling it again gives the same model. */
export function makeCooperationModel(connection: Connection): CooperationModel {
  const known: unknown = connection.models.Cooperation ?? connection.model('Cooperation', schema);
  return known as CooperationModel;
}
