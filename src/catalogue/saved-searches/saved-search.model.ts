import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** A search that a person keeps, as it is stored. */
export type StoredSavedSearch = {
  _id: Types.ObjectId;
  userId: string;
  /** The organisation acted for when it was kept; '' for a person without one. */
  organisationId: string;
  name: string;
  /** The catalogue's query string without page and question mark; two equal searches have the same. */
  query: string;
  /** Its SHA-256 in hexadecimal digits: a query may be longer than an index holds. */
  queryHash: string;
  /** Colleagues in the organisation see it. */
  shared: boolean;
  createdAt: Date;
  /** When each person who may see it last looked at its result. */
  looks: { userId: string; at: Date }[];
};

const schema = new Schema<StoredSavedSearch>(
  {
    userId: { type: String, required: true },
    organisationId: { type: String, default: '' },
    name: { type: String, required: true },
    query: { type: String, default: '' },
    queryHash: { type: String, required: true },
    shared: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    looks: [
      new Schema(
        { userId: { type: String, required: true }, at: { type: Date, required: true } },
        { _id: false },
      ),
    ],
  },
  { collection: 'savedSearches', versionKey: false },
);
schema.index({ userId: 1, organisationId: 1, queryHash: 1 }, { unique: true });
schema.index({ organisationId: 1, shared: 1 });
schema.index({ 'looks.userId': 1 });

export type SavedSearchModel = Model<StoredSavedSearch>;

/** The collection of saved searches on one connection. */
export const makeSavedSearchModel = (connection: Connection): SavedSearchModel =>
  connection.model<StoredSavedSearch>('SavedSearch', schema);
