/** What other features may use of the publishing side. */
export {
  type Artifact,
  type ArtifactAccess,
  type ArtifactBlock,
  type ArtifactKind,
  type ArtifactSource,
  artifactAccesses,
  artifactAccessLabels,
  artifactKindLabels,
  artifactKinds,
  blockOf,
} from './artifact.ts';
export { makeArtifactRoutes } from './artifacts.routes.ts';
export { type Artifacts, makeArtifacts } from './artifacts.ts';
export type { Held, Verdict } from './artifacts-access.service.ts';
export {
  type Content,
  emptyContent,
  type LinkKind,
  linkKindLabels,
  linkKinds,
  type Maturity,
  maturities,
  maturityLabels,
  type OperatingModel,
  operatingModelLabels,
  operatingModels,
  type ReuseTerms,
} from './content.ts';
export type { InventoryRecord } from './import.service.ts';
export { checkLicence, licenceChoices, licenceLabel } from './licences.ts';
export { type SolutionState, solutionStateLabels, stateOf } from './lifecycle.ts';
export { renderMarkdown } from './markdown.ts';
export { solutionPath } from './paths.ts';
export type { ReuseLine, ReuseSummary, SolutionPorts } from './ports.ts';
export { currentRelease, type PublishedSolution } from './published.ts';
export type { SolutionReference, Withdrawal } from './reading.service.ts';
export type { Inventory, Release, Solution } from './solution.model.ts';
export { makeSolutionRoutes } from './solution.routes.ts';
export { makeSolutions, type Solutions } from './solutions.ts';
export { topics } from './topics.ts';
