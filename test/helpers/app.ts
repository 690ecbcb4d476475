import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { type App, createApp } from '../../src/app.ts';
import { type Config, parseConfig } from '../../src/platform/config.ts';
import { makeLog } from '../../src/platform/log.ts';
import type { Mail } from '../../src/platform/mailer.ts';
import { makeServices, type Services } from '../../src/services.ts';
import { freshDatabase } from './database.ts';
import { Visitor } from './visitor.ts';

/** A running application on a database and folders of its own, with a clock that tests can move. */
export type TestApp = {
  url: string;
  app: App;
  services: Services;
  connection: Connection;
  config: Config;
  /** A new anonymous browser with its own cookies. */
  visitor(): Visitor;
  /** Runs what is due in the background and returns every mail sent so far, oldest first. */
  mails(): Promise<Mail[]>;
  /** Moves the application's clock. */
  travel(ms: number): void;
};

export type TestAppOptions = {
  env?: Record<string, string>;
  config?: Partial<Config>;
  /** Called with each line of the log; the level is silent unless `config` says otherwise. */
  logLine?: (line: string) => void;
  /** The public address, where it shall differ from the one it listens on, as behind a proxy. */
  publicUrl?: string;
  /** Opens the application's own connection, e.g. one that can be cut; tests keep theirs in `connection`. */
  connect?: (uri: string, dbName: string) => Promise<Connection>;
};

/**
 * Starts an application before the tests of the surrounding `describe` and removes it after them.
 * @returns an object that is filled when the tests run
 */
export function useApp(options: TestAppOptions = {}): TestApp {
  const holder = {} as TestApp;
  let stop: () => Promise<void>;
  before(async function () {
    this.timeout(60_000);
    stop = await start(holder, options);
  });
  after(() => stop?.());
  return holder;
}

async function start(holder: TestApp, options: TestAppOptions): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'blaupause-test-'));
  const database = await freshDatabase();
  const config: Config = {
    ...parseConfig(
      {
        BLAUPAUSE_DATA_DIR: join(folder, 'data'),
        BLAUPAUSE_UPLOAD_DIR: join(folder, 'uploads'),
        BLAUPAUSE_LOG_LEVEL: 'silent',
        ...options.env,
      },
      'test',
    ),
    rateLimitFactor: 1000,
    ...options.config,
  };
  const sent: Mail[] = [];
  let offset = 0;
  const server = createServer();
  const url = await listen(server);
  const connection = await options.connect?.(database.uri, database.connection.name);
  const services = await makeServices({
    config: { ...config, baseUrl: options.publicUrl ?? url },
    connection: connection ?? database.connection,
    log: makeLog(config, options.logLine && { write: options.logLine }),
    now: () => new Date(Date.now() + offset),
    cheapPasswordHashesForTests: true,
    mailer: {
      async send(mail) {
        sent.push(mail);
      },
    },
  });
  const app = createApp(services);
  server.on('request', app.express);
  Object.assign(holder, {
    url,
    app,
    services,
    connection: database.connection,
    config: services.config,
    visitor: () => new Visitor(url),
    mails: async () => {
      await services.runDueJobs();
      return sent;
    },
    travel: (ms: number) => {
      offset += ms;
    },
  });
  return async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await connection?.close();
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  };
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}
