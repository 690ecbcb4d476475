import { type Connection, type Model, Schema, type Types } from 'mongoose';

/** Somebody who wants to hear what becomes of an announced project. */
export type Follow = { _id: Types.ObjectId; solutionId: string; userId: string; at: Date };
export type FollowModel = Model<Follow>;

const followSchema = new Schema<Follow>(
  {
    solutionId: { type: String, required: true },
    userId: { type: String, required: true, index: true },
    at: { type: Date, required: true },
  },
  { collection: 'follows', versionKey: false },
);
followSchema.index({ solutionId: 1, userId: 1 }, { unique: true });

/** The collection of follows on a connection; calling it again gives the same model. */
export function makeFollowModel(connection: Connection): FollowModel {
  const known: unknown = connection.models.Follow ?? connection.model<Follow>('Follow', followSchema);
  return known as FollowModel;
}
