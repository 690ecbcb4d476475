export { makeApiRoutes } from './routes.ts';
export type { PublicReuse } from './solution.ts';
