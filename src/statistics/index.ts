export type { Facts, RejectionFact, RequestFact, ReuseFact, SolutionFact } from './facts.ts';
export { figureByKey, figures, numberOf } from './figures.ts';
export { makeStatisticsRoutes, type StatisticsOptions } from './routes.ts';
