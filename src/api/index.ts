export { type ApiOptions, makeApiRoutes } from './routes.ts';
export type { PublicReuse } from './solution.ts';
