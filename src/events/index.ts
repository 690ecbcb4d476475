/** What other features may use of events. */
export type { EventPorts } from './ports.ts';
export { makeEventRoutes } from './routes.ts';
