/** What other features may use of the organisations feature. */
export type { Cooperation } from './cooperation.service.ts';
export { kindLabels, type OrganisationKind, organisationKinds } from './kinds.ts';
export { laender, landName } from './laender.ts';
export { loadCooperations } from './load-cooperations.ts';
export { loadRegistry } from './load-registry.ts';
export { roleLabels } from './members.view.ts';
export { type ModelRegion, modelRegion, modelRegions } from './model-regions.ts';
export { makeOrganisationRoutes } from './organisation.routes.ts';
export type { Member, Membership, Organisation } from './organisation.types.ts';
export { detailOf } from './organisation.view.ts';
export { makeOrganisations, type Organisations } from './organisations.ts';
export { contactPath, modelRegionPath, organisationPath, programmePath } from './paths.ts';
export type { ContactLetter, OrganisationPorts, PortfolioEntry } from './ports.ts';
export { type Programme, programmeByKey, programmeOfOrigin, programmes } from './programmes.ts';
export { type ResolvedNames, resolveOrganisationNames } from './resolve-names.ts';
