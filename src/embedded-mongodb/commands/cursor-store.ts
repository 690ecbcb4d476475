import { randomInt } from 'node:crypto';
import { Long } from 'bson';
import { MongoServerFault } from '../errors.ts';
import { MAX_DOCUMENT_BYTES } from '../values/codec.ts';
import type { Doc } from '../values/types.ts';
import { EncodedBatch } from '../wire/reply.ts';

/** As in mongod: a cursor that nobody asks is closed after ten minutes. */
const IDLE_MILLISECONDS = 10 * 60 * 1000;
const DEFAULT_FIRST_BATCH = 101;

interface Cursor {
  readonly namespace: string;
  readonly session: string | undefined;
  /** What is left, encoded when asked for, so that a cursor holds little more than references. */
  readonly rest: Iterator<Buffer>;
  /** Read ahead, to know whether there is more. */
  next: Buffer | undefined;
  usedAt: number;
}

export interface BatchSettings {
  readonly namespace: string;
  readonly batchSize: unknown;
  readonly singleBatch?: boolean;
  readonly session?: string;
}

/** The open cursors. Each holds the result as it was when the query ran. */
export class CursorStore {
  readonly #cursors = new Map<number, Cursor>();

  /** The `cursor` part of a reply with the first batch. Error 2 for a negative batch size. */
  open(docs: Iterable<Buffer>, settings: BatchSettings): Doc {
    const limit = readBatchSize(settings.batchSize) ?? DEFAULT_FIRST_BATCH;
    const rest = docs[Symbol.iterator]();
    const cursor: Cursor = {
      namespace: settings.namespace,
      session: settings.session,
      rest,
      next: undefined,
      usedAt: Date.now(),
    };
    advance(cursor);
    const batch = take(cursor, limit);
    if (!cursor.next || settings.singleBatch) return reply('firstBatch', batch, 0, settings.namespace);
    this.#closeIdle();
    const id = this.#newId();
    this.#cursors.set(id, cursor);
    return reply('firstBatch', batch, id, settings.namespace);
  }

  /** The next batch. Error 43 when there is no such cursor. */
  getMore(id: number, batchSize: unknown, namespace: string): Doc {
    const cursor = this.#cursors.get(id);
    if (!cursor || cursor.namespace !== namespace)
      throw new MongoServerFault(43, `cursor id ${id} not found`);
    cursor.usedAt = Date.now();
    const batch = take(cursor, readBatchSize(batchSize) || Number.POSITIVE_INFINITY);
    if (cursor.next) return reply('nextBatch', batch, id, namespace);
    this.#cursors.delete(id);
    return reply('nextBatch', batch, 0, namespace);
  }

  /** Closes a cursor; false when there was none. */
  kill(id: number): boolean {
    return this.#cursors.delete(id);
  }

  /** Closes the cursors of a session that ends. */
  endSession(session: string): void {
    for (const [id, cursor] of this.#cursors) if (cursor.session === session) this.#cursors.delete(id);
  }

  get size(): number {
    return this.#cursors.size;
  }

  #closeIdle(): void {
    const oldest = Date.now() - IDLE_MILLISECONDS;
    for (const [id, cursor] of this.#cursors) if (cursor.usedAt < oldest) this.#cursors.delete(id);
  }

  #newId(): number {
    const id = randomInt(1, 2 ** 47);
    return this.#cursors.has(id) ? this.#newId() : id;
  }
}

function advance(cursor: Cursor): void {
  const { done, value } = cursor.rest.next();
  cursor.next = done ? undefined : value;
}

function take(cursor: Cursor, limit: number): Buffer[] {
  const batch: Buffer[] = [];
  let bytes = 0;
  while (cursor.next && batch.length < limit) {
    bytes += cursor.next.length;
    if (batch.length > 0 && bytes > MAX_DOCUMENT_BYTES) break;
    batch.push(cursor.next);
    advance(cursor);
  }
  return batch;
}

function readBatchSize(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw new MongoServerFault(14, "BSON field 'batchSize' is the wrong type");
  if (value < 0)
    throw new MongoServerFault(51024, `BSON field 'batchSize' value must be >= 0, actual value '${value}'`);
  return Math.trunc(value);
}

const reply = (name: string, batch: Buffer[], id: number, ns: string): Doc => ({
  [name]: new EncodedBatch(batch),
  id: Long.fromNumber(id),
  ns,
});
