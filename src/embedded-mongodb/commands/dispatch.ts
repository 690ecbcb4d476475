import { MongoServerFault } from '../errors.ts';
import type { Dispatch } from '../wire/connection.ts';
import { collMod, create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import type { Command, Engine } from './context.ts';
import { getMore, killCursors } from './cursors.ts';
import {
  collStats,
  dbStats,
  getCmdLineOpts,
  getLog,
  getParameter,
  hostInfo,
  serverStatus,
} from './diagnostics.ts';
import { explain } from './explain.ts';
import { findAndModify } from './find-and-modify.ts';
import { buildInfo, connectionStatus, hello, ping, whatsmyuri } from './handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { aggregate, count, distinct, find } from './read.ts';
import {
  endSessions,
  refreshSessions,
  refuseTransactionEnd,
  refuseTransactions,
  startSession,
} from './sessions.ts';
import { update } from './update.ts';
import { insert, remove } from './write.ts';

const COMMANDS: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    abortTransaction: refuseTransactionEnd,
    aggregate: (context) =>
      context.command.explain === true
        ? explain({ ...context, command: { explain: context.command } })
        : aggregate(context),
    buildInfo,
    buildinfo: buildInfo,
    collMod,
    collStats,
    commitTransaction: refuseTransactionEnd,
    connectionStatus,
    count,
    create,
    createIndexes,
    dbStats,
    dbstats: dbStats,
    delete: remove,
    distinct,
    drop,
    dropDatabase,
    dropIndexes,
    endSessions,
    explain,
    find,
    findAndModify,
    findandmodify: findAndModify,
    getCmdLineOpts,
    getLog,
    getMore,
    getParameter,
    hello,
    hostInfo,
    insert,
    isMaster: hello,
    ismaster: hello,
    killCursors,
    killSessions: endSessions,
    listCollections,
    listDatabases,
    listIndexes,
    ping,
    refreshSessions,
    serverStatus,
    startSession,
    update,
    whatsmyuri,
  } satisfies Record<string, Command>),
);

/** The function that runs a request's command. Errors: 59 for an unknown command, 40571 without `$db`, 20 for transactions. */
export function makeDispatch(engine: Engine): Dispatch {
  return ({ command, sequences }, connection) => {
    const name = Object.keys(command)[0] ?? '';
    const run = COMMANDS.get(name);
    if (!run) throw new MongoServerFault(59, `no such command: '${name}'`);
    if (typeof command.$db !== 'string' || command.$db === '') {
      throw new MongoServerFault(40571, 'OP_MSG requests require a $db argument');
    }
    refuseTransactions(command);
    return run({ engine, db: command.$db, command, sequences, connection });
  };
}
