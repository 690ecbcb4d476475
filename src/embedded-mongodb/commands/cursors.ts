import { Long } from 'bson';
import { MongoServerFault } from '../errors.ts';
import type { Command } from './context.ts';

const asId = (value: unknown): number => (value instanceof Long ? value.toNumber() : Number(value));

export const getMore: Command = ({ command, engine, db }) => {
  const { getMore: id, collection, batchSize } = command;
  if (typeof collection !== 'string')
    throw new MongoServerFault(73, 'getMore needs the name of its collection');
  return { cursor: engine.cursors.getMore(asId(id), batchSize, `${db}.${collection}`), ok: 1 };
};

export const killCursors: Command = ({ command, engine }) => {
  if (!Array.isArray(command.cursors))
    throw new MongoServerFault(
      14,
      "BSON field 'killCursors.cursors' is the wrong type, expected type 'array'",
    );
  const killed: Long[] = [];
  const unknown: Long[] = [];
  for (const id of command.cursors)
    (engine.cursors.kill(asId(id)) ? killed : unknown).push(Long.fromNumber(asId(id)));
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
};
