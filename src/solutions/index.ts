/** What other features may use of the publishing side. */
export {
  type Artifact,
  type ArtifactAccess,
  type ArtifactKind,
  artifactAccessLabels,
  artifactKindLabels,
  artifactKinds,
  blockOf,
} from './artifact.ts';
export { makeArtifactRoutes } from './artifacts.routes.ts';
export { type Artifacts, makeArtifacts } from './artifacts.ts';
export {
  type Content,
  emptyContent,
  linkKinds,
  maturityLabels,
  operatingModelLabels,
  operatingModels,
  type ReuseTerms,
} from './content.ts';
export type { InventoryRecord } from './import.service.ts';
export { checkLicence, licenceChoices, licenceLabel } from './licences.ts';
export { type SolutionState, stateOf } from './lifecycle.ts';
export type { ReuseLine, ReuseSummary, SolutionPorts } from './ports.ts';
export type { PublishedSolution } from './published.ts';
export type { Inventory, Release, Solution } from './solution.model.ts';
export { makeSolutionRoutes } from './solution.routes.ts';
export { makeSolutions, type Solutions } from './solutions.ts';
export { topics } from './topics.ts';
