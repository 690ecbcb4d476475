import { makeRoutes, type Routes } from '../platform/routes.ts';
import type { Solutions } from '../solutions/index.ts';
import { addPitchRoutes } from './pitch/pitch.routes.ts';
import { makePitches, type PitchDependencies } from './pitch/pitches.ts';

type Dependencies = PitchDependencies & { solutions: Solutions };

/** Every page of events and pitches. */
export function makeEventRoutes(dependencies: Dependencies): Routes {
  const routes = makeRoutes();
  const pitches = makePitches(dependencies);
  addPitchRoutes(routes, { ...dependencies, pitches });
  return routes;
}
