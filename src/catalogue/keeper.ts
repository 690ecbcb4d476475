import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';

/** Whose a kept thing is: a person acting for an organisation, '' where for none. Goes into every filter. */
export type Keeper = { userId: string; organisationId: string };

/** What a person keeps for one organisation is not seen while acting for another. */
export const keeperOf = ({ userId, organisation }: Actor): Keeper => ({
  userId,
  organisationId: organisation?.id ?? '',
});

/** Records that colleagues share: of people who are members today, so that who leaves takes theirs along. */
export function makeColleagues(organisations: Pick<Organisations, 'activeMembersWithRole'>) {
  return async ({ userId, organisationId }: Keeper) => {
    if (organisationId === '') return null;
    const members = await organisations.activeMembersWithRole(organisationId, 'member');
    return { organisationId, shared: true, userId: { $in: members.filter((id) => id !== userId) } };
  };
}
