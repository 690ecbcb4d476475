import { tell } from '../../platform/tell.ts';
import { type Actor, isPlatform, type OrganisationRole } from '../../shared/actor.ts';
import { conflict, notFound } from '../../shared/errors.ts';
import { standing } from '../succession/succession.ts';
import {
  type Attempt,
  administeredBy,
  firstThatApplies,
  waiting,
  withAdministrator,
  withId,
  withoutAdministrator,
  withoutMembers,
  withoutPerson,
} from './membership.filters.ts';
import {
  checkId,
  entry,
  type MembershipDependencies,
  refusal,
  type Target,
  withMember,
} from './membership.parts.ts';

const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase();
const decided = 'Dieser Antrag ist inzwischen entschieden oder zurückgenommen.';

/**
 * Asking for a membership and deciding about it. Each act is one update of one organisation whose filter holds who may
 * do it and what must still be true, so that two people acting at the same time cannot break a rule (decision 3).
 */
export function makeJoining({ model, now }: MembershipDependencies) {
  /** What the filter demands of the acting person: an administrator, or the operator where there is none. */
  function admittingFilters(actor: Actor) {
    const own = { filter: administeredBy(actor.userId), needsAdministrator: false };
    const operator = { filter: withoutAdministrator, needsAdministrator: true };
    return isPlatform(actor, 'operator') ? [own, operator] : [own];
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
      const free = [withId(organisationId), standing(now()), withoutPerson(userId)];
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
      if ((await model.exists({ $and: [withId(organisationId), standing(now())] })) === null) {
        throw notFound('Diese Organisation gibt es nicht oder nicht mehr.');
      }
      throw conflict('Sie gehören dieser Organisation schon an oder haben es bereits beantragt.');
    },

    /**
     * Admits a waiting person with roles; the first one admitted where there is no administrator becomes administrator.
     * @throws notFound where the actor may not admit there, conflict if the person does not wait any more or it has ended
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
          filter: { $and: [withId(organisationId), standing(at), waiting(userId), filter] },
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
      throw await refusal(model, actor, organisationId, decided);
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
      throw await refusal(model, actor, organisationId, decided);
    },
  };
}
