import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';

/** The files of one data folder: three ordered maps from bytes to bytes in one LMDB environment. */
export interface Store {
  /** (collection, record) → BSON of the document. */
  readonly docs: Database<Buffer, Buffer>;
  /** (collection, index, encoded values, record) → nothing: the index entries. */
  readonly entries: Database<Buffer, Buffer>;
  /** Namespace → BSON of what the catalog knows of a collection. */
  readonly catalog: Database<Buffer, Buffer>;
  /**
   * Runs the writes of `act` as one transaction that is on disk when this returns; an exception undoes all of them. LMDB's own
   * synchronous commit is used, without overlapping flushes, so that an acknowledged write outlives the process and the machine.
   */
  transaction<T>(act: () => T): T;
  close(): Promise<void>;
}

const BINARY = { keyEncoding: 'binary', encoding: 'binary', cache: false } as const;

/** Opens or creates the data file in a folder. Holding the folder's lock is the caller's duty. */
export function openStore(dataDir: string): Store {
  const root: RootDatabase<Buffer, Buffer> = open({
    path: join(dataDir, 'data.mdb'),
    noSubdir: true,
    maxDbs: 8,
    overlappingSync: false,
    ...BINARY,
  });
  return {
    docs: root.openDB('docs', BINARY),
    entries: root.openDB('entries', BINARY),
    catalog: root.openDB('catalog', BINARY),
    transaction: (act) => root.transactionSync(act),
    close: () => root.close(),
  };
}

/** The first key after all keys that begin with these bytes, given that none of them goes on with FF seven times. */
export const afterPrefix = (prefix: Buffer): Buffer => Buffer.concat([prefix, Buffer.alloc(7, 0xff)]);

/** Bytes of a record number at the end of a key. */
export const RECORD_BYTES = 6;

/** A key with a record number behind it. */
export function withRecord(key: Buffer, record: number): Buffer {
  const whole = Buffer.allocUnsafe(key.length + RECORD_BYTES);
  key.copy(whole);
  whole.writeUIntBE(record, key.length, RECORD_BYTES);
  return whole;
}

/** Removes every entry whose key begins with these bytes. */
export function removePrefix(map: Database<Buffer, Buffer>, prefix: Buffer): void {
  const keys = [...map.getKeys({ start: prefix, end: afterPrefix(prefix) })];
  for (const key of keys) map.removeSync(key);
}
