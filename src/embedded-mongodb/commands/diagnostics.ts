import { arch, cpus, hostname, platform, totalmem } from 'node:os';
import { MongoServerFault } from '../errors.ts';
import type { Doc } from '../values/types.ts';
import type { Command } from './context.ts';
import { SERVER_VERSION } from './handshake.ts';

export const serverStatus: Command = ({ engine }) => {
  const uptime = (Date.now() - engine.startedAt.getTime()) / 1000;
  return {
    host: hostname(),
    version: SERVER_VERSION,
    process: 'embedded-mongodb',
    pid: process.pid,
    uptime,
    localTime: new Date(),
    storageEngine: { name: 'lmdb', persistent: true },
    metrics: { cursor: { open: { total: engine.cursors.size } } },
    mem: { resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
    ok: 1,
  };
};

const PARAMETERS: Doc = { featureCompatibilityVersion: { version: '7.0' } };

export const getParameter: Command = ({ command }) => {
  const wanted =
    command.getParameter === '*'
      ? Object.keys(PARAMETERS)
      : Object.keys(PARAMETERS).filter((name) => name in command);
  if (wanted.length === 0) throw new MongoServerFault(72, 'no option found to get');
  return { ...Object.fromEntries(wanted.map((name) => [name, PARAMETERS[name]])), ok: 1 };
};

export const hostInfo: Command = () => ({
  system: {
    currentTime: new Date(),
    hostname: hostname(),
    memSizeMB: Math.round(totalmem() / 2 ** 20),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: platform() },
  ok: 1,
});

/** mongosh asks for the warnings of the start; there are none. */
export const getLog: Command = ({ command }) => {
  if (command.getLog === '*') return { names: ['global', 'startupWarnings'], ok: 1 };
  return { totalLinesWritten: 0, log: [], ok: 1 };
};

export const getCmdLineOpts: Command = () => ({ argv: ['embedded-mongodb'], parsed: {}, ok: 1 });

export const dbStats: Command = ({ engine, db }) => {
  const collections = engine.catalog.list(db);
  const sizes = collections.map((collection) =>
    [...collection.scan()].reduce((sum, { raw }) => sum + raw.length, 0),
  );
  return {
    db,
    collections: collections.length,
    views: 0,
    objects: collections.reduce((sum, collection) => sum + collection.count, 0),
    dataSize: sizes.reduce((sum, size) => sum + size, 0),
    indexes: collections.reduce((sum, collection) => sum + collection.indexes.length, 0),
    ok: 1,
  };
};

export const collStats: Command = ({ engine, db, command }) => {
  const name = String(command.collStats);
  const collection = engine.catalog.find(db, name);
  const size = [...(collection?.scan() ?? [])].reduce((sum, { raw }) => sum + raw.length, 0);
  return {
    ns: `${db}.${name}`,
    count: collection?.count ?? 0,
    size,
    nindexes: collection?.indexes.length ?? 0,
    capped: false,
    ok: 1,
  };
};
