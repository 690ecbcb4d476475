import type { QueryFilter, UpdateQuery } from 'mongoose';
import { Types } from 'mongoose';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';

type Filter = QueryFilter<StoredOrganisation>;
export type Attempt = {
  filter: Filter;
  update: UpdateQuery<StoredOrganisation>;
  arrayFilters?: Record<string, unknown>[];
};

/** The guards of memberships, as parts of an update's filter: the array of one organisation holds the whole rule. */

export const withId = (organisationId: string): Filter => ({ _id: new Types.ObjectId(organisationId) });

/** The person has no place in it, not even a requested one. */
export const withoutPerson = (userId: string): Filter => ({ 'members.userId': { $ne: userId } });

/** The person asked and waits. */
export const waiting = (userId: string): Filter => ({
  members: { $elemMatch: { userId, state: 'requested' } },
});

/** The person is a member. */
export const active = (userId: string): Filter => ({ members: { $elemMatch: { userId, state: 'active' } } });

/** The person is one of its administrators. */
export const administeredBy = (userId: string): Filter => ({
  members: { $elemMatch: { userId, state: 'active', roles: 'administrator' } },
});

/** Nobody is a member yet. */
export const withoutMembers: Filter = { members: { $not: { $elemMatch: { state: 'active' } } } };

/** It has an administrator. */
export const withAdministrator: Filter = {
  members: { $elemMatch: { state: 'active', roles: 'administrator' } },
};

/** It has no administrator. */
export const withoutAdministrator: Filter = {
  members: { $not: { $elemMatch: { state: 'active', roles: 'administrator' } } },
};

/** Somebody else administers it: then this person may go. */
export const administeredByAnother = (userId: string): Filter => ({
  members: { $elemMatch: { userId: { $ne: userId }, state: 'active', roles: 'administrator' } },
});

/** The person is not one of its administrators. */
export const notAdministeredBy = (userId: string): Filter => ({
  members: { $not: { $elemMatch: { userId, state: 'active', roles: 'administrator' } } },
});

/**
 * Tries updates whose filters exclude each other until one applies.
 * @returns true if one did; false if none did in two rounds (the second one for a state that changed in between)
 */
export async function firstThatApplies(model: OrganisationModel, attempts: Attempt[]): Promise<boolean> {
  for (const { filter, update, arrayFilters } of [...attempts, ...attempts]) {
    const result = await model.updateOne(filter, update, arrayFilters ? { arrayFilters } : {});
    if (result.modifiedCount === 1) return true;
  }
  return false;
}
