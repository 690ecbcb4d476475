/** Roles inside one organisation; a person may hold several. */
export const organisationRoles = ['member', 'editor', 'approver', 'administrator'] as const;
export type OrganisationRole = (typeof organisationRoles)[number];

/** Roles for the installation as a whole. */
export const platformRoles = ['kdn', 'operator'] as const;
export type PlatformRole = (typeof platformRoles)[number];

/** The organisation a person acts for at the moment. */
export type ActingFor = {
  id: string;
  slug: string;
  name: string;
  publicBody: boolean;
  roles: OrganisationRole[];
};

/** Who acts: a signed-in person with an active account, and for whom. Anonymous visitors are `null`. */
export type Actor = {
  userId: string;
  name: string;
  organisation: ActingFor | null;
  memberships: { organisationId: string; name: string }[];
  platformRoles: PlatformRole[];
};

/** True when the actor holds the role in the organisation acted for; an administrator is a member, not an editor. */
export function hasRole(actor: Actor | null, role: OrganisationRole): boolean {
  if (!actor?.organisation) return false;
  return role === 'member' || actor.organisation.roles.includes(role);
}

/** True when the actor holds the installation-wide role. */
export function isPlatform(actor: Actor | null, role: PlatformRole): boolean {
  return actor?.platformRoles.includes(role) ?? false;
}
