/** What other features may use of events. */
export { type Events, makeEvents } from './events.ts';
export type { EventPorts } from './ports.ts';
export type { EventLine } from './reading.service.ts';
export { makeEventRoutes } from './routes.ts';
