import { Types } from 'mongoose';
import { tell } from '../platform/tell.ts';
import { type Actor, isPlatform, type OrganisationRole, organisationRoles } from '../shared/actor.ts';
import { conflict, notFound } from '../shared/errors.ts';
import {
  type Attempt,
  active,
  administeredBy,
  administeredByAnother,
  firstThatApplies,
  notAdministeredBy,
  standing,
  waiting,
  withAdministrator,
  withId,
  withoutAdministrator,
  withoutMembers,
  withoutPerson,
} from './membership.filters.ts';
import type { OrganisationModel } from './organisation.model.ts';
import type { HistoryEntry } from './organisation.types.ts';

export type MembershipDependencies = { model: OrganisationModel; now: () => Date };

/** Who a membership is about. */
export type Target = { organisationId: string; userId: string };

const entry = (at: Date, by: string, action: string, detail: string): HistoryEntry => ({
  at,
  by,
  action,
  detail,
});

/** Every active member is a member; other roles are added to that. */
const withMember = (roles: OrganisationRole[]): OrganisationRole[] =>
  organisationRoles.filter((role) => role === 'member' || roles.includes(role));

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();

function checkId(organisationId: string): void {
  if (!Types.ObjectId.isValid(organisationId)) throw notFound();
}

/**
 * Membership acts. Each is one update of one organisation whose filter holds who may do it and what must still be
 * true, so that two people acting at the same time cannot break a rule (decision 3).
 */
export function makeMemberships({ model, now }: MembershipDependencies) {
  /** What the filter demands of the acting person: an administrator, or the operator where there is none. */
  function admittingFilters(actor: Actor) {
    const own = { filter: administeredBy(actor.userId), needsAdministrator: false };
    const operator = { filter: withoutAdministrator, needsAdministrator: true };
    return isPlatform(actor, 'operator') ? [own, operator] : [own];
  }

  /** Strangers learn nothing (404); who may administer, and the operator, hear that the state has changed (409). */
  async function refusal(actor: Actor, organisationId: string, message: string) {
    const known = isPlatform(actor, 'operator') ? {} : administeredBy(actor.userId);
    const mayKnow = await model.exists({ $and: [withId(organisationId), known] });
    return mayKnow === null ? notFound() : conflict(message);
  }

  return {
    /**
     * A person with a confirmed address asks to act for an organisation.
     * @param email the confirmed address; its domain admits at once where the operator confirmed it for the organisation
     * @returns 'active' if admitted at once, 'requested' if administrators (or the operator) must decide
     * @throws notFound for an unknown or ended organisation, conflict if the person already asked or belongs to it
     */
    async requestMembership({
      organisationId,
      userId,
      email,
    }: Target & { email: string }): Promise<'requested' | 'active'> {
      checkId(organisationId);
      const at = now();
      const free = [withId(organisationId), standing, withoutPerson(userId)];
      const domain = domainOf(email);
      const known = { 'mailDomains.domain': domain };
      const unknown = { 'mailDomains.domain': { $ne: domain } };
      const admitted = (roles: OrganisationRole[]) => ({
        $push: {
          members: { userId, roles, state: 'active' as const, requestedAt: at, since: at, admittedBy: null },
          history: entry(at, userId, 'member-admitted-by-domain', domain),
          tell: tell('membership-admitted', { userIds: [userId] }, at),
        },
        $inc: { revision: 1 },
      });
      const asked = (audience: Parameters<typeof tell>[1]) => ({
        $push: {
          members: {
            userId,
            roles: ['member' as const],
            state: 'requested' as const,
            requestedAt: at,
            since: null,
            admittedBy: null,
          },
          history: entry(at, userId, 'membership-requested', userId),
          tell: tell('membership-requested', audience, at),
        },
        $inc: { revision: 1 },
      });
      const administrators = { organisationIds: [organisationId], roles: ['administrator' as const] };
      const byDomain: Attempt[] = [
        { filter: { $and: [...free, known, withoutMembers] }, update: admitted(['member', 'administrator']) },
        {
          filter: { $and: [...free, known, { members: { $elemMatch: { state: 'active' } } }] },
          update: admitted(['member']),
        },
      ];
      if (await firstThatApplies(model, byDomain)) return 'active';
      const byPeople: Attempt[] = [
        { filter: { $and: [...free, unknown, withAdministrator] }, update: asked(administrators) },
        {
          filter: { $and: [...free, unknown, withoutAdministrator] },
          update: asked({ platformRole: 'operator' }),
        },
      ];
      if (await firstThatApplies(model, byPeople)) return 'requested';
      if ((await model.exists({ $and: [withId(organisationId), standing] })) === null) {
        throw notFound('Diese Organisation gibt es nicht oder nicht mehr.');
      }
      throw conflict('Sie gehören dieser Organisation schon an oder haben es bereits beantragt.');
    },

    /**
     * Admits a waiting person with roles; the first one admitted where there is no administrator becomes administrator.
     * @throws notFound where the actor may not admit there, conflict if the person does not wait any more
     */
    async admitMember(
      actor: Actor,
      { organisationId, userId }: Target,
      roles: OrganisationRole[],
    ): Promise<void> {
      checkId(organisationId);
      const at = now();
      const attempts = admittingFilters(actor).map(({ filter, needsAdministrator }): Attempt => {
        const given = withMember(needsAdministrator ? [...roles, 'administrator'] : roles);
        return {
          filter: { $and: [withId(organisationId), waiting(userId), filter] },
          update: {
            $set: {
              'members.$[one].roles': given,
              'members.$[one].state': 'active',
              'members.$[one].since': at,
              'members.$[one].admittedBy': actor.userId,
            },
            $push: {
              history: entry(at, actor.userId, 'member-admitted', `${userId}: ${given.join(', ')}`),
              tell: tell('membership-admitted', { userIds: [userId], exceptUserId: actor.userId }, at),
            },
            $inc: { revision: 1 },
          },
          arrayFilters: [{ 'one.userId': userId }],
        };
      });
      if (await firstThatApplies(model, attempts)) return;
      throw await refusal(
        actor,
        organisationId,
        'Dieser Antrag ist inzwischen entschieden oder zurückgenommen.',
      );
    },

    /**
     * Turns a waiting person down.
     * @throws notFound where the actor may not decide there, conflict if the person does not wait any more
     */
    async refuseMember(actor: Actor, { organisationId, userId }: Target): Promise<void> {
      checkId(organisationId);
      const at = now();
      const attempts = admittingFilters(actor).map(
        ({ filter }): Attempt => ({
          filter: { $and: [withId(organisationId), waiting(userId), filter] },
          update: {
            $pull: { members: { userId, state: 'requested' } },
            $push: {
              history: entry(at, actor.userId, 'membership-refused', userId),
              tell: tell('membership-refused', { userIds: [userId] }, at),
            },
            $inc: { revision: 1 },
          },
        }),
      );
      if (await firstThatApplies(model, attempts)) return;
      throw await refusal(
        actor,
        organisationId,
        'Dieser Antrag ist inzwischen entschieden oder zurückgenommen.',
      );
    },

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
      if (!applied) throw await refusal(actor, organisationId, await reasonAgainst(organisationId, userId));
    },

    /**
     * Ends a membership: an administrator removes somebody, or a person leaves or takes a request back. The last
     * administrator cannot go.
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
              { $or: [administeredByAnother(userId), notAdministeredBy(userId)] },
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
      if (!applied) throw await refusal(actor, organisationId, await reasonAgainst(organisationId, userId));
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

  async function reasonAgainst(organisationId: string, userId: string): Promise<string> {
    const isLast = await model.exists({
      $and: [withId(organisationId), administeredBy(userId), { $nor: [administeredByAnother(userId)] }],
    });
    return isLast === null
      ? 'Diese Person gehört der Organisation nicht mehr an.'
      : 'Die letzte Administration kann nicht gehen oder die Rolle abgeben. Geben Sie zuerst einer anderen Person die Rolle Administration.';
  }
}

export type Memberships = ReturnType<typeof makeMemberships>;
