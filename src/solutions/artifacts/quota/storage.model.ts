import { type Connection, type Model, Schema } from 'mongoose';

/** Contents that are about to be recorded, those too that were stored already and cost no room. */
export type Reservation = { id: string; contents: { sha256: string; size: number }[]; at: Date };

/** How much an organisation stores; its id is the record's. */
export type Storage = {
  _id: string;
  /** Bytes of its distinct contents and of its reservations; never more than its quota allows. */
  held: number;
  reservations: Reservation[];
  /** Set by the operator; null for the installation's default. */
  quota: number | null;
  /** Counts every change of `held`, so that a recount notices what happened meanwhile. */
  revision: number;
  /** Counts the recounts, the only ones that lower `held`; an upload holds to the one that it looked at. */
  recounts: number;
};

const schema = new Schema<Storage>(
  {
    _id: String,
    held: { type: Number, required: true },
    reservations: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    quota: { type: Number, default: null },
    revision: { type: Number, required: true },
    recounts: { type: Number, default: 0 },
  },
  { collection: 'organisationStorage', versionKey: false },
);

/** The collection of what organisations store, on a connection. */
export const makeStorageModel = (connection: Connection): Model<Storage> =>
  connection.model<Storage>('OrganisationStorage', schema);
