/** What other features may use of the publishing side. */
export {
  type Artifact,
  type ArtifactAccess,
  type ArtifactKind,
  artifactAccessLabels,
  artifactKindLabels,
  artifactKinds,
  blockOf,
  fileHashes,
  noCheck,
} from './artifacts/artifact.ts';
export { makeArtifactRoutes } from './artifacts/artifacts.routes.ts';
export { type Artifacts, makeArtifacts } from './artifacts/artifacts.ts';
export { type Picture, picturesOf } from './artifacts/pictures.ts';
export { isGiven, type ScanStanding } from './artifacts/scanning/scans.service.ts';
export { asTheyStand } from './artifacts/standing.ts';
export { refusalTexts, type Verdict } from './artifacts/verdict.ts';
export { ozgMaturityText } from './documents/ozg.ts';
export { leikaText } from './documents/services.view.ts';
export type { InventoryRecord } from './inventory/import.service.ts';
export {
  priceBasisLabels,
  procurementBasisLabels,
  vatTreatmentLabels,
} from './offers/offer.ts';
export type { PublicOffer } from './offers/offers.query.ts';
export type { ReuseLine, ReuseSummary, SolutionPorts } from './ports.ts';
export {
  type Evidence,
  type ReadinessStep,
  readinessStepLabels,
  readinessSteps,
} from './readiness/check.ts';
export { type Readiness, type ReadinessCheck, readinessOf } from './readiness/readiness.ts';
export { readinessBadge } from './readiness/readiness.view.ts';
export {
  type Content,
  emptyContent,
  linkKinds,
  maturityLabels,
  operatingModelLabels,
  operatingModels,
  type RelationKind,
  type ReuseTerms,
} from './record/content.ts';
export {
  accessibilityMethodLabels,
  accessibilityStatusLabels,
  dataProtectionStatusLabels,
  personalDataLabels,
} from './record/documentation.ts';
export { type SolutionState, stateOf } from './record/lifecycle.ts';
export type { PublishedSolution } from './record/published.ts';
export { noRights } from './record/rights.ts';
export type { Inventory, Release, Solution } from './record/solution.model.ts';
export { topics } from './record/topics.ts';
export type { RelationEnd, SolutionRelations } from './relations/relations.query.ts';
export { checkLicence, licenceChoices, licenceLabel, licencesIn } from './rights/licences.ts';
export { makeSolutionRoutes } from './solution.routes.ts';
export { makeSolutions, type Solutions } from './solutions.ts';
