import type { Organisations } from '../organisations/index.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import type { Solutions } from '../solutions/index.ts';
import { addEventDeskRoutes } from './desk.routes.ts';
import { makeEventPages } from './event.pages.ts';
import type { Events } from './events.ts';
import { addOrderRoutes } from './order.routes.ts';
import { addPitchRoutes } from './pitch/pitch.routes.ts';
import { makePitches } from './pitch/pitches.ts';
import type { EventPorts } from './ports.ts';
import { addPublicEventRoutes } from './public.routes.ts';

export type EventRoutesDependencies = {
  events: Events;
  solutions: Solutions;
  organisations: Pick<Organisations, 'resolveSuccession' | 'todayByIds'>;
  ports: EventPorts;
  baseUrl: string;
};

/** Every page of events and pitches. Fixed addresses come before those with a slug. */
export function makeEventRoutes(dependencies: EventRoutesDependencies): Routes {
  const routes = makeRoutes();
  const all = {
    ...dependencies,
    pages: makeEventPages(dependencies),
    pitches: makePitches(dependencies),
  };
  addPitchRoutes(routes, all);
  addEventDeskRoutes(routes, all);
  addOrderRoutes(routes, all);
  addPublicEventRoutes(routes, all);
  return routes;
}
