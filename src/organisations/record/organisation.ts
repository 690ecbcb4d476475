import type { StoredOrganisation } from './organisation.model.ts';
import type { Organisation, OrganisationRecord } from './organisation.types.ts';

/** Fields left out wherever members and their acts do not matter. */
export const publicFields = {
  competences: 0,
  members: 0,
  mailDomains: 0,
  history: 0,
  searchKeys: 0,
  heirClaims: 0,
  tell: 0,
} as const;

/** As `publicFields`, but with the members: for one's own memberships. */
export const withMembers = { mailDomains: 0, history: 0, searchKeys: 0, heirClaims: 0, tell: 0 } as const;

/** The public view of a stored organisation. */
export function toOrganisation(doc: StoredOrganisation): Organisation {
  return {
    id: String(doc._id),
    slug: doc.slug,
    name: doc.name,
    fullName: doc.fullName,
    kind: doc.kind,
    kindLabel: doc.kindLabel,
    ags: doc.ags,
    districtKey: doc.districtKey,
    land: doc.land,
    district: doc.district,
    districtName: doc.districtName,
    population: doc.population,
    populationDate: doc.populationDate,
    populationSource: doc.populationSource,
    areaKm2: doc.areaKm2,
    lon: doc.lon,
    lat: doc.lat,
    modelRegion: doc.modelRegion,
    publicBody: doc.publicBody,
    publicBodyReason: doc.publicBodyReason,
    website: doc.website,
    serviceProviders: doc.serviceProviders.map(String),
    succession:
      doc.succession === null
        ? null
        : { successorId: String(doc.succession.successorId), since: doc.succession.since },
    revision: doc.revision,
  };
}

/** The view for administrators and the operator. */
export function toRecord(doc: StoredOrganisation): OrganisationRecord {
  return { ...toOrganisation(doc), members: doc.members, mailDomains: doc.mailDomains, history: doc.history };
}
