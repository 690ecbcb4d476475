import type { Actor, OrganisationRole } from '../../shared/actor.ts';
import { notFound } from '../../shared/errors.ts';
import type { Finding } from '../record/find.service.ts';
import type { OrganisationModel, StoredOrganisation } from '../record/organisation.model.ts';
import { toOrganisation, toRecord, withMembers } from '../record/organisation.ts';
import type { Membership, OrganisationRecord } from '../record/organisation.types.ts';
import { hasEnded, standing } from '../succession/succession.ts';
import { administeredBy, withId } from './membership.filters.ts';

type Dependencies = {
  model: OrganisationModel;
  finding: Pick<Finding, 'resolveSuccession'>;
  now: () => Date;
};

/** Questions about memberships; none of the answers is public. */
export function makeMembershipQueries({ model, finding, now }: Dependencies) {
  return {
    /** Where a person belongs or asked to belong, in German order of the organisations' names. */
    async membershipsOf(userId: string): Promise<Membership[]> {
      const docs = await model
        .find({ 'members.userId': userId }, withMembers)
        .sort({ sortKey: 1 })
        .lean<StoredOrganisation[]>();
      const memberships = docs.flatMap(async (doc) => {
        const own = doc.members.find((one) => one.userId === userId);
        if (own === undefined) return [];
        const organisation = toOrganisation(doc);
        const follower = hasEnded(organisation, now())
          ? await finding.resolveSuccession(organisation.id)
          : null;
        return [{ organisation, roles: own.roles, state: own.state, since: own.since, follower }];
      });
      return (await Promise.all(memberships)).flat();
    },

    /** User ids of the active members with a role; 'member' gives all active ones. */
    async activeMembersWithRole(organisationId: string, role: OrganisationRole): Promise<string[]> {
      const doc = await model.findOne(withId(organisationId), { members: 1 }).lean<StoredOrganisation>();
      return (doc?.members ?? [])
        .filter((one) => one.state === 'active' && (role === 'member' || one.roles.includes(role)))
        .map((one) => one.userId);
    },

    /** True where nobody can act for the organisation. */
    async isOrphaned(organisationId: string): Promise<boolean> {
      return (await model.exists({ $and: [withId(organisationId), { 'members.state': 'active' }] })) === null;
    },

    /**
     * The organisation with its members, for one of its administrators.
     * @throws notFound for everybody else and where it has ended, as for a slug that does not exist
     */
    async recordForAdministrator(actor: Actor, slug: string): Promise<OrganisationRecord> {
      const doc = await model
        .findOne({ $and: [{ slug }, administeredBy(actor.userId), standing(now())] })
        .lean<StoredOrganisation>();
      if (doc === null) throw notFound();
      return toRecord(doc);
    },

    /** Organisations where somebody waits and no administrator can decide: the operator's task. */
    async waitingForOperator(): Promise<OrganisationRecord[]> {
      const docs = await model
        .find({
          $and: [
            { 'members.state': 'requested' },
            standing(now()),
            { members: { $not: { $elemMatch: { state: 'active', roles: 'administrator' } } } },
          ],
        })
        .sort({ sortKey: 1 })
        .lean<StoredOrganisation[]>();
      return docs.map(toRecord);
    },
  };
}
