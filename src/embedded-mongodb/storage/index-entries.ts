import { createHash } from 'node:crypto';
import { MongoServerFault } from '../errors.ts';
import type { Range } from '../indexes/bounds.ts';
import type { IndexDefinition } from '../indexes/definition.ts';
import { indexKeys } from '../indexes/keys.ts';
import { parseFilter } from '../query/filter.ts';
import { compile, type Matcher } from '../query/matcher.ts';
import { encodeKey } from '../values/key.ts';
import type { Doc } from '../values/types.ts';
import { afterPrefix, RECORD_BYTES, removePrefix, type Store, withRecord } from './store.ts';

/** LMDB's keys hold 1,978 bytes; longer ones keep their beginning and a hash. */
const MAX_KEY_BYTES = 1500;
const PRESENT = Buffer.from([1]);

/** One entry of a document in an index, still without the document's record number. */
export interface IndexEntry {
  readonly index: IndexDefinition;
  readonly values: readonly unknown[];
  readonly key: Buffer;
}

/** The index entries of one collection. */
export class IndexEntries {
  readonly #store: Store;
  readonly #collection: Buffer;
  /** Called when an index turns out to hold arrays or keys too long. */
  readonly #changed: (index: IndexDefinition) => void;
  readonly #partial = new Map<number, Matcher>();

  constructor(store: Store, collection: Buffer, changed: (index: IndexDefinition) => void) {
    this.#store = store;
    this.#collection = collection;
    this.#changed = changed;
  }

  /** The entries that a document has in an index. Error 171 when the index cannot hold it. */
  of(index: IndexDefinition, doc: Doc): IndexEntry[] {
    if (index.partialFilterExpression && !this.#partialMatcher(index).test(doc)) return [];
    const { tuples, multikey, absent } = indexKeys(doc, Object.keys(index.key));
    if (index.sparse && absent) return [];
    this.#noteArrays(index, multikey);
    const prefix = this.#prefix(index);
    return tuples.map((values) => ({
      index,
      values,
      key: Buffer.concat([prefix, this.#shorten(index, encodeKey(values))]),
    }));
  }

  /** Error 11000 when another document has the same entry in a unique index. */
  assertUnique({ index, key, values }: IndexEntry, record: number, namespace: string): void {
    if (!index.unique) return;
    for (const found of this.#store.entries.getKeys({ start: key, end: afterPrefix(key) })) {
      if (found.length === key.length + RECORD_BYTES && recordOf(found) !== record) {
        throw duplicate(namespace, index, values);
      }
    }
  }

  put(entry: IndexEntry, record: number): void {
    this.#store.entries.putSync(withRecord(entry.key, record), PRESENT);
  }

  remove(entry: IndexEntry, record: number): void {
    this.#store.entries.removeSync(withRecord(entry.key, record));
  }

  /** Removes all entries of an index. */
  clear(index: IndexDefinition): void {
    removePrefix(this.#store.entries, this.#prefix(index));
    this.#partial.delete(index.id);
  }

  /** The record numbers within ranges of an index, each once, in the order of the entries. */
  *records(index: IndexDefinition, ranges: readonly Range[], backward: boolean): Generator<number> {
    const seen = new Set<number>();
    const prefix = this.#prefix(index);
    for (const { from, to } of backward ? ranges.toReversed() : ranges) {
      const low = Buffer.concat([prefix, from.subarray(0, MAX_KEY_BYTES)]);
      const high = Buffer.concat([
        prefix,
        to.length > MAX_KEY_BYTES ? afterPrefix(to.subarray(0, MAX_KEY_BYTES)) : to,
      ]);
      const bounds = backward ? { start: high, end: low, reverse: true } : { start: low, end: high };
      for (const key of this.#store.entries.getKeys(bounds)) {
        const record = recordOf(key);
        if (seen.has(record)) continue;
        seen.add(record);
        yield record;
      }
    }
  }

  #prefix(index: IndexDefinition): Buffer {
    const prefix = Buffer.alloc(6);
    this.#collection.copy(prefix);
    prefix.writeUInt16BE(index.id, 4);
    return prefix;
  }

  #partialMatcher(index: IndexDefinition): Matcher {
    let matcher = this.#partial.get(index.id);
    if (!matcher) {
      matcher = compile(parseFilter(index.partialFilterExpression));
      this.#partial.set(index.id, matcher);
    }
    return matcher;
  }

  #noteArrays(index: IndexDefinition, multikey: readonly boolean[]): void {
    if (!multikey.some((flag, position) => flag && !index.multikey[position])) return;
    index.multikey = index.multikey.map((flag, position) => flag || (multikey[position] ?? false));
    this.#changed(index);
  }

  #shorten(index: IndexDefinition, key: Buffer): Buffer {
    if (key.length <= MAX_KEY_BYTES) return key;
    if (!index.shortened) {
      index.shortened = true;
      this.#changed(index);
    }
    return Buffer.concat([key.subarray(0, MAX_KEY_BYTES), createHash('sha256').update(key).digest()]);
  }
}

const recordOf = (key: Buffer): number => key.readUIntBE(key.length - RECORD_BYTES, RECORD_BYTES);

function duplicate(namespace: string, index: IndexDefinition, values: readonly unknown[]): MongoServerFault {
  const keyValue = Object.fromEntries(Object.keys(index.key).map((path, i) => [path, values[i] ?? null]));
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${showValue(value)}`);
  return new MongoServerFault(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.key, keyValue },
  );
}

/** A value as mongod's shell notation shows it in the message. */
function showValue(value: unknown): string {
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  const isObjectId = typeof value === 'object' && value !== null && 'toHexString' in value;
  return isObjectId ? `ObjectId('${String(value)}')` : JSON.stringify(value);
}
