export {
  type Distance,
  distanceLabels,
  type Facts,
  type RejectionFact,
  type RequestFact,
  type ReuseFact,
  type SolutionFact,
} from './facts.ts';
export { figureByKey, figures, numberOf } from './figures.ts';
export { makeStatisticsRoutes, type StatisticsOptions } from './routes.ts';
