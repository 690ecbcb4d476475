import { MAX_DOCUMENT_BYTES } from '../values/codec.ts';
import { MAX_MESSAGE_BYTES } from '../wire/frames.ts';
import type { Command } from './context.ts';

/** The server version whose behaviour the engine follows, and its wire version. */
export const SERVER_VERSION = '7.0.0';
const MAX_WIRE_VERSION = 21;

/** hello, isMaster: a standalone server with sessions, without compression. */
export const hello: Command = ({ command, connection }) => ({
  helloOk: true,
  ...(Object.hasOwn(command, 'hello') ? { isWritablePrimary: true } : { ismaster: true }),
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  maxMessageSizeBytes: MAX_MESSAGE_BYTES,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  logicalSessionTimeoutMinutes: 30,
  connectionId: connection.id,
  minWireVersion: 0,
  maxWireVersion: MAX_WIRE_VERSION,
  readOnly: false,
  ok: 1,
});

export const ping: Command = () => ({ ok: 1 });

export const buildInfo: Command = () => ({
  version: SERVER_VERSION,
  versionArray: [...SERVER_VERSION.split('.').map(Number), 0],
  gitVersion: 'embedded',
  modules: ['embedded'],
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  storageEngines: ['lmdb'],
  ok: 1,
});

export const connectionStatus: Command = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
  ok: 1,
});

export const whatsmyuri: Command = ({ connection }) => ({ you: connection.remote, ok: 1 });
