import type { QueryFilter, Types } from 'mongoose';
import type { StoredOrganisation } from '../record/organisation.model.ts';

type Filter = QueryFilter<StoredOrganisation>;

/** True once the day has come from which another organisation stands for this one. */
export const hasEnded = ({ succession }: { succession: { since: Date } | null }, at: Date): boolean =>
  succession !== null && succession.since <= at;

/** Organisations that have not ended: without a successor, or with one named for a later day. */
export const standing = (at: Date): Filter => ({
  $or: [{ succession: null }, { 'succession.since': { $gt: at } }],
});

/** Organisations that have ended: another one stands for them. */
export const ended = (at: Date): Filter => ({ 'succession.since': { $lte: at } });

/** Organisations that one of these follows today. */
export const followedBy = (ids: Types.ObjectId[], at: Date): Filter => ({
  'succession.successorId': { $in: ids },
  'succession.since': { $lte: at },
});
