import type { OrganisationRole } from '../../shared/actor.ts';
import { compareText } from '../../shared/german.ts';
import type { Member } from '../record/organisation.types.ts';

/** The German word of each role. */
export const roleLabels: Record<OrganisationRole, string> = {
  member: 'Mitglied',
  editor: 'Redaktion',
  approver: 'Freigabe',
  administrator: 'Administration',
};

export type MemberRow = {
  userId: string;
  name: string;
  email: string;
  roles: OrganisationRole[];
  rolesText: string;
  since: Date;
  own: boolean;
};

type People = Map<string, { name: string; email: string }>;

/** Members by name, those who wait apart; a person without an account any more is said so. */
export function memberRows(
  members: Member[],
  people: People,
  ownUserId: string,
): { waiting: MemberRow[]; active: MemberRow[] } {
  const rows = (state: Member['state']): MemberRow[] =>
    members
      .filter((one) => one.state === state)
      .map(({ userId, roles, since, requestedAt }) => ({
        userId,
        name: people.get(userId)?.name ?? 'Gelöschtes Konto',
        email: people.get(userId)?.email ?? '',
        roles,
        rolesText: roles.map((role) => roleLabels[role]).join(', '),
        since: since ?? requestedAt,
        own: userId === ownUserId,
      }))
      .sort((a, b) => compareText(a.name, b.name));
  return { waiting: rows('requested'), active: rows('active') };
}
