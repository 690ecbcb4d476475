import { randomUUID } from 'node:crypto';
import { type QueryFilter, Types } from 'mongoose';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';

/** A step that died does not keep an organisation from naming a successor for longer than this. */
const claimLastsMs = 60_000;

const openSince = (at: Date) => new Date(at.getTime() - claimLastsMs);

/** Nobody is naming this organisation as successor at this moment. */
export const notBeingNamed = (at: Date): QueryFilter<StoredOrganisation> => ({
  heirClaims: { $not: { $elemMatch: { at: { $gt: openSince(at) } } } },
});

/**
 * Runs `name` while its heir is marked as being named. Two documents cannot change in one step (decision 3), so the
 * mark keeps people who name crosswise from closing a circle: an heir is marked only while it has no successor, and an
 * organisation gets a successor only while it is not marked. So each one in a circle would have to be named before the
 * next, all the way round. Whoever meets a mark is refused and can try again.
 * @returns what `name` gives; null, without calling it, where there is no such heir or it has a successor itself
 */
export async function whileHeirIsClaimed<T>(
  model: OrganisationModel,
  { heirId, at }: { heirId: string; at: Date },
  name: (heir: StoredOrganisation) => Promise<T>,
): Promise<T | null> {
  const id = randomUUID();
  const _id = new Types.ObjectId(heirId);
  const heir = await model
    .findOneAndUpdate({ _id, succession: null }, { $push: { heirClaims: { id, at } } })
    .lean<StoredOrganisation>();
  if (heir === null) return null;
  try {
    return await name(heir);
  } finally {
    await model.updateOne(
      { _id },
      { $pull: { heirClaims: { $or: [{ id }, { at: { $lte: openSince(at) } }] } } },
    );
  }
}
