import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** A solution that a person keeps, as it is stored. Ids are texts, as in every record that points at another. */
export type StoredBookmark = {
  _id: Types.ObjectId;
  userId: string;
  /** The organisation acted for when it was kept; '' for a person without one. */
  organisationId: string;
  solutionId: string;
  note: string;
  /** Colleagues in the organisation see it. */
  shared: boolean;
  createdAt: Date;
  updatedAt: Date;
};

const schema = new Schema<StoredBookmark>(
  {
    userId: { type: String, required: true },
    organisationId: { type: String, default: '' },
    solutionId: { type: String, required: true },
    note: { type: String, default: '' },
    shared: { type: Boolean, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'bookmarks', versionKey: false },
);
schema.index({ userId: 1, organisationId: 1, solutionId: 1 }, { unique: true });
schema.index({ organisationId: 1, shared: 1 });

export type BookmarkModel = Model<StoredBookmark>;

/** The bookmarks collection on one connection. */
export const makeBookmarkModel = (connection: Connection): BookmarkModel =>
  connection.model<StoredBookmark>('Bookmark', schema);
