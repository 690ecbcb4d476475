/** What other features may use of the reuses feature. */
export { type Distance, distanceLabels, distanceOf, distances } from './distance.ts';
export { freshMonths, isOutdated, isProductive, outdatedBefore, silentDays } from './freshness.ts';
export { relationLabels, stageLabels, stateLabels as reuseStateLabels } from './labels.ts';
export type { ReusePorts } from './ports.ts';
export type { PublicReuse, ReuseCounts, ReuseSummary } from './reuse.queries.ts';
export {
  type Reuse,
  type ReuseRelation,
  type ReuseStage,
  type ReuseState,
  reuseRelations,
  reuseStages,
  reuseStates,
  type StageEntry,
} from './reuse.types.ts';
export { makeReuses, type Reuses } from './reuses.ts';
export { makeReuseRoutes } from './routes.ts';
