import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { startEmbeddedServer } from './embedded-mongodb/index.ts';
import { loadCooperations, loadProgrammes, loadRegistry } from './organisations/index.ts';
import type { Config } from './platform/config.ts';
import { openDatabase } from './platform/database.ts';
import { makeLog } from './platform/log.ts';
import { makeServices, type Services } from './services.ts';

/** How long open requests may take to finish after a stop was asked for. */
const drainMs = 10_000;

export type RunningServer = {
  /** Where it listens, e.g. http://127.0.0.1:3000. */
  url: string;
  services: Services;
  database: string;
  /** Closes in reverse order: no new requests, background jobs, database. */
  stop(): Promise<void>;
};

export type StartOptions = {
  now?: () => Date;
  /** Runs before the first request is taken: the demo loads its catalogue here. */
  prepare?: (services: Services) => Promise<void>;
};

/** Starts the whole application: config, database, services, app, listen. */
export async function startServer(
  config: Config,
  { now, prepare }: StartOptions = {},
): Promise<RunningServer> {
  const log = makeLog(config);
  const database = await openDatabase(config, { startEmbedded: startEmbeddedServer }, log);
  try {
    const services = await makeServices({ config, connection: database.connection, log, now });
    await loadRegistry(database.connection);
    await loadCooperations(database.connection);
    await loadProgrammes(database.connection);
    await prepare?.(services);
    await services.catalogue.refresh();
    const server = createServer(createApp(services).express);
    // Uploads of 500 MB over a slow line take longer than Node's 300 s; the upload itself has a minimum rate.
    server.requestTimeout = 0;
    server.headersTimeout = 60_000;
    await listen(server, config);
    const { address, port } = server.address() as AddressInfo;
    const stopJobs = services.startJobs();
    return {
      url: `http://${address.includes(':') ? `[${address}]` : address}:${port}`,
      services,
      database: database.description,
      async stop() {
        await close(server);
        await stopJobs();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

function listen(server: Server, config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => resolve());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
