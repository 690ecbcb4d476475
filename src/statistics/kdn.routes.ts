import { actorOf, kdn } from '../platform/access.ts';
import { makeRoutes, type Routes } from '../platform/routes.ts';
import type { Actor } from '../shared/actor.ts';

/** Something KDN decides or looks at; `waiting` is how many wait for it, null where nothing is counted. */
export type KdnTask = { title: string; text: string; href: string; waiting: number | null };

/** GET /kdn: what waits for KDN and where its figures are. */
export function makeKdnRoutes({ tasksForKdn }: { tasksForKdn(actor: Actor): Promise<KdnTask[]> }): Routes {
  const routes = makeRoutes();
  routes.get('/kdn', kdn(), async (req, res) => {
    res.page('statistics/kdn', { tasks: await tasksForKdn(actorOf(req)) });
  });
  return routes;
}
