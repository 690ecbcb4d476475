/** What other features may use of the reuses feature. */
export { type Distance, distanceLabels, distanceOf, distances } from './distance.ts';
export { isOutdated, isProductive, outdatedBefore } from './freshness.ts';
export { relationLabels, stageLabels } from './labels.ts';
export type { PublicReuse, ReuseSummary } from './reuse.queries.ts';
export {
  type Reuse,
  type ReuseRelation,
  type ReuseStage,
  reuseStages,
  reuseStates,
  type StageEntry,
} from './reuse.types.ts';
export { makeReuses, type Reuses } from './reuses.ts';
export { makeReuseRoutes } from './routes.ts';
export type { TransferFact } from './transfers.query.ts';
