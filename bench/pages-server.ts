import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp } from '../src/app.ts';
import { startEmbeddedServer } from '../src/embedded-mongodb/index.ts';
import { loadRegistry } from '../src/organisations/index.ts';
import { parseConfig } from '../src/platform/config.ts';
import { openDatabase } from '../src/platform/database.ts';
import { refuseOperators } from '../src/platform/input-guard.ts';
import { makeLog } from '../src/platform/log.ts';
import { fromRoot } from '../src/platform/paths.ts';
import { makeServices } from '../src/services.ts';
import { storeCatalogue } from './stored-catalogue.ts';

/**
 * The application with a large catalogue on the embedded engine, in a process of its own, so that who measures takes
 * no time from it. A message { pages } sets what /messung?n= prints from memory, behind the same middleware; every
 * message is answered with the processor time used until then, in microseconds.
 */
const folder = await mkdtemp(join(tmpdir(), 'blaupause-bench-'));
const config = parseConfig(
  {
    BLAUPAUSE_DATABASE: 'embedded',
    BLAUPAUSE_DATA_DIR: join(folder, 'data'),
    BLAUPAUSE_UPLOAD_DIR: join(folder, 'uploads'),
    BLAUPAUSE_LOG_LEVEL: 'silent',
  },
  'test',
);
const log = makeLog(config);
const database = await openDatabase(config, { startEmbedded: startEmbeddedServer }, log);
const services = await makeServices({ config, connection: database.connection, log });
await loadRegistry(database.connection);
await storeCatalogue(database.connection, Number(process.argv[2] ?? 10_000));
await services.catalogue.refresh();

let pages: string[] = [];
const { express: app } = createApp(services);
const layers = app.router.stack;
const firstRouter = layers.findIndex(({ handle }) => handle === refuseOperators) + 1;
app.get('/messung', (req, res) =>
  res.page(fromRoot('bench/constant.ejs'), { html: pages[Number(req.query.n)] }),
);
const [page] = layers.splice(-1);
if (page) layers.splice(firstRouter, 0, page);

const server = createServer(app);
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('message', (message: { pages?: string[]; stop?: boolean }) => {
  pages = message.pages ?? pages;
  const { user, system } = process.cpuUsage();
  process.send?.({ used: user + system });
  if (message.stop) void stop();
});

async function stop(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
  process.exit();
}
