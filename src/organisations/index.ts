/** What other features may use of the organisations feature. */

export type { ShownCompetence } from './competences/competence.ts';
export type { Cooperation } from './cooperations/cooperation.service.ts';
export { loadCooperations } from './cooperations/load-cooperations.ts';
export { roleLabels } from './members/members.view.ts';
export { makeOrganisationRoutes } from './organisation.routes.ts';
export { makeOrganisations, type Organisations } from './organisations.ts';
export { contactPath, modelRegionPath, organisationPath, programmePath } from './paths.ts';
export type { ContactLetter, OrganisationPorts, PortfolioEntry, RegionTransfers } from './ports.ts';
export { loadProgrammes } from './programmes/load-programmes.ts';
export { type Programme, programmeByKey, programmeOfOrigin, programmes } from './programmes/programmes.ts';
export type { Member, Membership, Organisation } from './record/organisation.types.ts';
export { detailOf } from './record/organisation.view.ts';
export { type ModelRegion, modelRegion, modelRegions } from './regions/model-regions.ts';
export { kindLabels, type OrganisationKind, organisationKinds } from './registry/kinds.ts';
export { laender, landName } from './registry/laender.ts';
export { loadRegistry } from './registry/load-registry.ts';
export { type ResolvedNames, resolveOrganisationNames } from './registry/resolve-names.ts';
export { type SizeClass, sizeClasses, sizeClassOf } from './registry/size-classes.ts';
export { countOrphans } from './succession/orphans.view.ts';
