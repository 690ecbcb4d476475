import type { Organisations } from '../organisations/index.ts';
import { objectIds } from '../platform/object-ids.ts';
import type { Audience } from '../platform/tell.ts';
import type { OrganisationRole, PlatformRole } from '../shared/actor.ts';
import type { StoredUser, UserModel } from './user.model.ts';

/** Shown instead of the name of a person whose account is gone. */
export const formerMember = 'ehemaliges Mitglied';

type Found = Pick<StoredUser, '_id' | 'email'>;

/** Somebody to be told; `standsIn` says that KDN is told in place of an organisation where nobody is. */
export type Recipient = { userId: string; email: string; standsIn: boolean };

type Dependencies = {
  users: UserModel;
  organisations: Pick<Organisations, 'activeMembersWithRole' | 'resolveSuccession'>;
};

/** Questions other features ask about people; ids in, no more out than they need. */
export function makePeople({ users, organisations }: Dependencies) {
  /** People of the organisations as they stand today: who speaks for one that has ended are its successor's. */
  async function membersOf({ organisationIds, roles }: Audience): Promise<string[]> {
    const wanted: OrganisationRole[] = roles.length === 0 ? ['member'] : roles;
    const today = await Promise.all(
      organisationIds.map(async (id) => (await organisations.resolveSuccession(id))?.id ?? id),
    );
    const lists = await Promise.all(
      [...new Set(today)].flatMap((id) =>
        wanted.map((role) => organisations.activeMembersWithRole(id, role)),
      ),
    );
    return lists.flat();
  }

  async function activeAccounts(ids: string[], platformRole: PlatformRole | null): Promise<Found[]> {
    const byRole = platformRole === null ? [] : [{ platformRoles: platformRole }];
    return users
      .find({ state: 'active', $or: [{ _id: { $in: objectIds(ids) } }, ...byRole] }, { email: 1 })
      .lean<Found[]>();
  }

  return {
    /**
     * Who is meant by an audience: each active account once, for the dispatcher of notifications. Where it names
     * organisations and nobody is found, KDN is told instead, so that nothing waits unseen.
     */
    async recipientsOf(audience: Audience): Promise<Recipient[]> {
      const ids = [...audience.userIds, ...(await membersOf(audience))];
      const found = await activeAccounts(ids, audience.platformRole);
      const standsIn = found.length === 0 && audience.organisationIds.length > 0;
      const told = standsIn ? await activeAccounts([], 'kdn') : found;
      return told.map(({ _id, email }) => ({ userId: String(_id), email, standsIn }));
    },

    /** Names and addresses of people, for those who may administer them; ids without an account are missing. */
    async peopleOf(userIds: Iterable<string>): Promise<Map<string, { name: string; email: string }>> {
      const found = await users
        .find({ _id: { $in: objectIds(userIds) } }, { name: 1, email: 1 })
        .lean<Pick<StoredUser, '_id' | 'name' | 'email'>[]>();
      return new Map(found.map(({ _id, name, email }) => [String(_id), { name, email }]));
    },

    /** Names of people by their id; every id asked for is in the answer. */
    async namesOf(userIds: Iterable<string>): Promise<Map<string, string>> {
      const ids = [...new Set(userIds)];
      const found = await users
        .find({ _id: { $in: objectIds(ids) } }, { name: 1 })
        .lean<Pick<StoredUser, '_id' | 'name'>[]>();
      const names = new Map(found.map(({ _id, name }) => [String(_id), name]));
      return new Map(ids.map((id) => [id, names.get(id) ?? formerMember]));
    },
  };
}
