import { tell } from '../../platform/tell.ts';
import type { Actor, OrganisationRole } from '../../shared/actor.ts';
import { ended } from '../succession/succession.ts';
import {
  active,
  administeredBy,
  administeredByAnother,
  firstThatApplies,
  notAdministeredBy,
  waiting,
  withId,
} from './membership.filters.ts';
import {
  checkId,
  entry,
  type MembershipDependencies,
  refusal,
  type Target,
  withMember,
} from './membership.parts.ts';

/** Changing and ending memberships; "not the last administrator" is part of each update's filter. */
export function makeLeaving({ model, now }: MembershipDependencies) {
  async function reasonAgainst(organisationId: string, userId: string): Promise<string> {
    const isLast = await model.exists({
      $and: [withId(organisationId), administeredBy(userId), { $nor: [administeredByAnother(userId)] }],
    });
    return isLast === null
      ? 'Diese Person gehört der Organisation nicht mehr an.'
      : 'Die letzte Administration kann nicht gehen oder die Rolle abgeben. Geben Sie zuerst einer anderen Person die Rolle Administration.';
  }

  return {
    /**
     * Sets a member's roles. The last administrator cannot give that role up.
     * @throws notFound where the actor is no administrator, conflict for the last administrator or a person who left
     */
    async changeRoles(
      actor: Actor,
      { organisationId, userId }: Target,
      roles: OrganisationRole[],
    ): Promise<void> {
      checkId(organisationId);
      const at = now();
      const given = withMember(roles);
      const guard = given.includes('administrator')
        ? []
        : [{ $or: [administeredByAnother(userId), notAdministeredBy(userId)] }];
      const applied = await firstThatApplies(model, [
        {
          filter: { $and: [withId(organisationId), administeredBy(actor.userId), active(userId), ...guard] },
          update: {
            $set: { 'members.$[one].roles': given },
            $push: {
              history: entry(at, actor.userId, 'roles-changed', `${userId}: ${given.join(', ')}`),
              tell: tell('membership-roles-changed', { userIds: [userId], exceptUserId: actor.userId }, at),
            },
            $inc: { revision: 1 },
          },
          arrayFilters: [{ 'one.userId': userId }],
        },
      ]);
      if (!applied)
        throw await refusal(model, actor, organisationId, await reasonAgainst(organisationId, userId));
    },

    /**
     * Ends a membership: an administrator removes somebody, or a person leaves or takes a request back. The last
     * administrator cannot go, but for one that has ended: it needs none.
     * @throws notFound where the actor is neither, conflict for the last administrator or a person already gone
     */
    async removeMember(actor: Actor, { organisationId, userId }: Target): Promise<void> {
      checkId(organisationId);
      const at = now();
      const own = actor.userId === userId;
      const applied = await firstThatApplies(model, [
        {
          filter: {
            $and: [
              withId(organisationId),
              own ? { 'members.userId': userId } : { $and: [administeredBy(actor.userId), active(userId)] },
              { $or: [administeredByAnother(userId), notAdministeredBy(userId), ended(at)] },
            ],
          },
          update: {
            $pull: { members: { userId } },
            $push: {
              history: entry(at, actor.userId, own ? 'member-left' : 'member-removed', userId),
              tell: tell('membership-ended', { userIds: [userId], exceptUserId: actor.userId }, at),
            },
            $inc: { revision: 1 },
          },
        },
      ]);
      if (!applied)
        throw await refusal(model, actor, organisationId, await reasonAgainst(organisationId, userId));
    },

    /**
     * Takes an erased person out of every organisation. Erasing always proceeds; where nobody is left KDN is told.
     * Repeating it changes nothing.
     */
    async eraseMemberships(userId: string): Promise<void> {
      const at = now();
      const places = await model.find({ 'members.userId': userId }, { _id: 1 }).lean();
      for (const { _id } of places) {
        const history = entry(at, userId, 'member-erased', '');
        const othersAreActive = {
          members: { $elemMatch: { userId: { $ne: userId }, state: 'active' as const } },
        };
        const nobodyElse = {
          members: { $not: { $elemMatch: { userId: { $ne: userId }, state: 'active' as const } } },
        };
        const pull = { $pull: { members: { userId } }, $inc: { revision: 1 } };
        const wasActive = active(userId);
        await firstThatApplies(model, [
          {
            filter: { $and: [withId(String(_id)), wasActive, nobodyElse] },
            update: {
              ...pull,
              $push: { history, tell: tell('organisation-orphaned', { platformRole: 'kdn' }, at) },
            },
          },
          {
            filter: {
              $and: [
                withId(String(_id)),
                { 'members.userId': userId },
                { $or: [othersAreActive, waiting(userId)] },
              ],
            },
            update: { ...pull, $push: { history } },
          },
        ]);
      }
    },
  };
}
