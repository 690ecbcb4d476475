export type { Facts, RejectionFact, RequestFact, ReuseFact, SolutionFact } from './facts.ts';
export { figureByKey, figures, numberOf } from './figures.ts';
export { type KdnTask, makeKdnRoutes } from './kdn.routes.ts';
export { makeStatisticsRoutes, type StatisticsOptions } from './routes.ts';
