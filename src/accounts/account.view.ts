import { type Membership, roleLabels } from '../organisations/index.ts';
import type { Actor, PlatformRole } from '../shared/actor.ts';

/** The German word of each installation-wide role. */
export const platformRoleLabels: Record<PlatformRole, string> = { kdn: 'KDN', operator: 'Plattformbetrieb' };

export type MembershipRow = {
  id: string;
  slug: string;
  fullName: string;
  rolesText: string;
  state: 'active' | 'requested';
  since: Date | null;
  actsFor: boolean;
  administers: boolean;
  /** Who stands for it today where it has ended, and where one asks to belong there; null where it has not ended. */
  follower: { name: string; joinHref: string | null } | null;
};

/** The account page's memberships and roles in words. */
export function accountView(
  actor: Actor,
  memberships: Membership[],
): { memberships: MembershipRow[]; platformRolesText: string } {
  const belongsTo = new Set(memberships.map(({ organisation }) => organisation.id));
  return {
    memberships: memberships.map(({ organisation, roles, state, since, follower }) => ({
      id: organisation.id,
      slug: organisation.slug,
      fullName: organisation.fullName,
      rolesText: roles.map((role) => roleLabels[role]).join(', '),
      state,
      since,
      actsFor: actor.organisation?.id === organisation.id,
      administers: state === 'active' && follower === null && roles.includes('administrator'),
      follower: follower && {
        name: follower.fullName,
        joinHref: belongsTo.has(follower.id) ? null : `/konto/beitreten?fuer=${follower.slug}`,
      },
    })),
    platformRolesText: actor.platformRoles.map((role) => platformRoleLabels[role]).join(', '),
  };
}
