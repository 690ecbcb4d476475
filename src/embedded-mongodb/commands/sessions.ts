import { Binary } from 'bson';
import { MongoServerFault } from '../errors.ts';
import { type Doc, isDoc } from '../values/types.ts';
import type { Command } from './context.ts';

/** The session that a command belongs to, as text. */
export function sessionId(command: Doc): string | undefined {
  const id = isDoc(command.lsid) ? command.lsid.id : undefined;
  return id instanceof Binary ? id.toString('hex') : undefined;
}

/** Transactions and retryable writes need a replica set; a standalone server refuses them (code 20). */
export function refuseTransactions(command: Doc): void {
  if (
    command.txnNumber === undefined &&
    command.startTransaction === undefined &&
    command.autocommit === undefined
  )
    return;
  throw new MongoServerFault(20, 'Transaction numbers are only allowed on a replica set member or mongos');
}

export const endSessions: Command = ({ command, engine }) => {
  const sessions = Array.isArray(command.endSessions) ? command.endSessions : [];
  for (const lsid of sessions) {
    const id = sessionId({ lsid });
    if (id) engine.cursors.endSession(id);
  }
  return { ok: 1 };
};

export const startSession: Command = () => ({
  id: { id: new Binary(crypto.getRandomValues(new Uint8Array(16)), Binary.SUBTYPE_UUID) },
  timeoutMinutes: 30,
  ok: 1,
});

export const refreshSessions: Command = () => ({ ok: 1 });

export const refuseTransactionEnd: Command = () => {
  throw new MongoServerFault(20, 'Transaction numbers are only allowed on a replica set member or mongos');
};
