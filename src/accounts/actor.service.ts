import { Types } from 'mongoose';
import type { Membership, Organisations } from '../organisations/index.ts';
import type { ActingFor, Actor } from '../shared/actor.ts';
import { forbidden } from '../shared/errors.ts';
import type { SignedIn } from './sign-in.service.ts';
import type { StoredUser, UserModel } from './user.model.ts';

type Dependencies = { users: UserModel; organisations: Pick<Organisations, 'membershipsOf'> };

/** Who acts, read afresh for every request, so that a removed role is gone with the next one. */
export function makeActors({ users, organisations }: Dependencies) {
  /** Where a person may act; for an organisation that has ended its successor's people do. */
  const activeMemberships = async (userId: string): Promise<Membership[]> =>
    (await organisations.membershipsOf(userId)).filter(
      ({ state, follower }) => state === 'active' && follower === null,
    );

  return {
    /**
     * The actor behind a session.
     * @param chosen organisation chosen in this session, if any
     * @returns null where the account is gone, not active, or the session older than its last password change
     */
    async actorFor({ userId, epoch }: SignedIn, chosen: string | null): Promise<Actor | null> {
      const [user, memberships] = await Promise.all([
        users
          .findOne({ _id: new Types.ObjectId(userId), state: 'active', sessionEpoch: epoch })
          .lean<StoredUser>(),
        activeMemberships(userId),
      ]);
      if (user === null) return null;
      return {
        userId,
        name: user.name,
        organisation: actingFor(memberships, [chosen, user.lastActingFor]),
        memberships: memberships.map(({ organisation }) => ({
          organisationId: organisation.id,
          name: organisation.name,
        })),
        platformRoles: user.platformRoles,
      };
    },

    /**
     * Remembers the organisation a person acts for from now on.
     * @throws forbidden where the person is no active member of it, or it has ended
     */
    async actFor(actor: Actor, organisationId: string): Promise<Membership> {
      const memberships = await activeMemberships(actor.userId);
      const membership = memberships.find(({ organisation }) => organisation.id === organisationId);
      if (!membership) throw forbidden('Sie gehören dieser Organisation nicht an.');
      await users.updateOne(
        { _id: new Types.ObjectId(actor.userId) },
        { $set: { lastActingFor: organisationId } },
      );
      return membership;
    },
  };
}

/** The first wish that is a membership; without one the only membership; else none, the person chooses. */
function actingFor(memberships: Membership[], wishes: (string | null)[]): ActingFor | null {
  const wished = wishes.flatMap((id) => memberships.find(({ organisation }) => organisation.id === id) ?? []);
  const membership = wished[0] ?? (memberships.length === 1 ? memberships[0] : undefined);
  if (!membership) return null;
  const { id, slug, name, publicBody } = membership.organisation;
  return { id, slug, name, publicBody, roles: membership.roles };
}
