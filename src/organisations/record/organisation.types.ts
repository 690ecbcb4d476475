import type { OrganisationRole } from '../../shared/actor.ts';
import type { OrganisationKind } from '../registry/kinds.ts';

/** An organisation as everybody may see it; its members are never part of it. */
export type Organisation = {
  id: string;
  slug: string;
  /** Short name, "Soest". */
  name: string;
  /** Name as one writes it in a letter, "Stadt Soest". */
  fullName: string;
  kind: OrganisationKind;
  /** The word shown for its kind, "kreisfreie Stadt". */
  kindLabel: string;
  /** Amtlicher Gemeindeschlüssel, 8 digits, of a municipality. */
  ags: string | null;
  /** Key of 5 digits where the organisation itself is a Kreis or kreisfreie Stadt. */
  districtKey: string | null;
  /** Key of 2 digits of its Land. */
  land: string | null;
  /** Key of 5 digits of the Kreis it lies in. */
  district: string | null;
  districtName: string | null;
  population: number | null;
  populationDate: Date | null;
  populationSource: string | null;
  areaKm2: number | null;
  lon: number | null;
  lat: number | null;
  /** Key of its model region. */
  modelRegion: string | null;
  publicBody: boolean;
  /** Why it counts as a public body or not, where that is not obvious. */
  publicBodyReason: string | null;
  website: string | null;
  /** Ids of the IT service providers that serve it, as the operator imported them. */
  serviceProviders: string[];
  succession: { successorId: string; since: Date } | null;
  revision: number;
};

export type MembershipState = 'requested' | 'active';

/** A person's place in an organisation; people are known here by id only. */
export type Member = {
  userId: string;
  roles: OrganisationRole[];
  state: MembershipState;
  requestedAt: Date;
  since: Date | null;
  /** User id of who admitted; null where a confirmed mail domain did. */
  admittedBy: string | null;
};

export type MailDomain = { domain: string; confirmedAt: Date; confirmedBy: string };

export type HistoryEntry = { at: Date; by: string; action: string; detail: string };

/** A membership seen from the person's side. */
export type Membership = {
  organisation: Organisation;
  roles: OrganisationRole[];
  state: MembershipState;
  since: Date | null;
  /** Who stands for the organisation today where it has ended; then nobody acts for it any more. */
  follower: Organisation | null;
};

/** An organisation together with what only its members and the operator may see. */
export type OrganisationRecord = Organisation & {
  members: Member[];
  mailDomains: MailDomain[];
  history: HistoryEntry[];
};
