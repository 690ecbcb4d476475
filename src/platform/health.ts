import type { Connection } from 'mongoose';
import { everyone } from './access.ts';
import { makeRoutes, type Routes } from './routes.ts';

/** GET /healthz: the process lives. GET /readyz: it can serve, its database answers. Neither tells versions or hosts. */
export function makeHealthRoutes(connection: Connection, isReady: () => boolean): Routes {
  const routes = makeRoutes();
  routes.get('/healthz', { access: everyone(), kind: 'data' }, (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' });
  });
  routes.get('/readyz', { access: everyone(), kind: 'data' }, async (_req, res) => {
    const database = await pings(connection);
    const ready = database && isReady();
    res
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ok' : 'unavailable' });
  });
  return routes;
}

async function pings(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ ping: 1, maxTimeMS: 2000 });
    return connection.readyState === 1;
  } catch {
    return false;
  }
}
