import type { Types } from 'mongoose';
import type { UserModel } from './user.model.ts';

const perHour = 3;
const hourMs = 3_600_000;

/**
 * Whether one more mail may go to a person because somebody typed the address into a form: at most three an hour, so
 * that nobody's mailbox is flooded from here. One update decides and counts.
 */
export async function mayMailAgain(users: UserModel, userId: Types.ObjectId, now: Date): Promise<boolean> {
  const hourAgo = new Date(now.getTime() - hourMs);
  const result = await users.updateOne(
    {
      _id: userId,
      $or: [{ [`askedMailsAt.${perHour - 1}`]: { $exists: false } }, { 'askedMailsAt.0': { $lte: hourAgo } }],
    },
    { $push: { askedMailsAt: { $each: [now], $slice: -perHour } } },
  );
  return result.modifiedCount === 1;
}
