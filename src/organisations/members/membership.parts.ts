import { Types } from 'mongoose';
import { type Actor, isPlatform, type OrganisationRole, organisationRoles } from '../../shared/actor.ts';
import { conflict, type DomainError, notFound } from '../../shared/errors.ts';
import type { OrganisationModel } from '../record/organisation.model.ts';
import type { HistoryEntry } from '../record/organisation.types.ts';
import { administeredBy, withId } from './membership.filters.ts';

export type MembershipDependencies = { model: OrganisationModel; now: () => Date };

/** Who a membership is about. */
export type Target = { organisationId: string; userId: string };

export const entry = (at: Date, by: string, action: string, detail: string): HistoryEntry => ({
  at,
  by,
  action,
  detail,
});

/** Every active member is a member; other roles are added to that. */
export const withMember = (roles: OrganisationRole[]): OrganisationRole[] =>
  organisationRoles.filter((role) => role === 'member' || roles.includes(role));

/** @throws notFound for text that is no id */
export function checkId(organisationId: string): void {
  if (!Types.ObjectId.isValid(organisationId)) throw notFound();
}

/** Strangers learn nothing (404); who may administer, and the operator, hear that the state has changed (409). */
export async function refusal(
  model: OrganisationModel,
  actor: Actor,
  organisationId: string,
  message: string,
): Promise<DomainError> {
  const known = isPlatform(actor, 'operator') ? {} : administeredBy(actor.userId);
  const mayKnow = await model.exists({ $and: [withId(organisationId), known] });
  return mayKnow === null ? notFound() : conflict(message);
}
