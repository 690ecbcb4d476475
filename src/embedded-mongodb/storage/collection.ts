import { createHash } from 'node:crypto';
import { MongoServerFault } from '../errors.ts';
import type { Range } from '../indexes/bounds.ts';
import type { IndexDefinition, IndexOptions } from '../indexes/definition.ts';
import { indexKeys } from '../indexes/keys.ts';
import { parseFilter } from '../query/filter.ts';
import { compile, type Matcher } from '../query/matcher.ts';
import { encodeKey } from '../values/key.ts';
import type { Doc } from '../values/types.ts';
import { type CacheBudget, RecordCache, type StoredRecord } from './cache.ts';
import { afterPrefix, removePrefix, type Store } from './store.ts';

/** LMDB's keys hold 1,978 bytes; longer ones keep their beginning and a hash. */
const MAX_KEY_BYTES = 1500;
const RECORD_BYTES = 6;
const PRESENT = Buffer.from([1]);

/** What the catalog keeps of a collection. */
export interface CollectionDefinition {
  readonly id: number;
  readonly db: string;
  readonly name: string;
  readonly uuid: string;
  nextIndex: number;
  indexes: IndexDefinition[];
}

/** One collection: its documents and index entries. Writing is done inside a transaction of the store, and by it alone. */
export class Collection {
  readonly definition: CollectionDefinition;
  readonly #store: Store;
  readonly #save: (definition: CollectionDefinition) => void;
  readonly #cache: RecordCache;
  readonly #prefix = Buffer.alloc(4);
  readonly #partial = new Map<number, Matcher>();
  #count: number | undefined;
  #next: number | undefined;

  constructor(
    store: Store,
    definition: CollectionDefinition,
    budget: CacheBudget,
    save: (definition: CollectionDefinition) => void,
  ) {
    this.definition = definition;
    this.#store = store;
    this.#save = save;
    this.#cache = new RecordCache(budget);
    this.#prefix.writeUInt32BE(definition.id);
  }

  get namespace(): string {
    return `${this.definition.db}.${this.definition.name}`;
  }

  get indexes(): readonly IndexDefinition[] {
    return this.definition.indexes;
  }

  /** The number of documents. */
  get count(): number {
    this.#count ??= this.#store.docs.getKeysCount({ start: this.#prefix, end: afterPrefix(this.#prefix) });
    return this.#count;
  }

  /** Every document in the order of insertion. Whoever writes while reading must collect first. */
  *scan(): Generator<StoredRecord> {
    if (this.#cache.complete) {
      yield* this.#cache.values();
      return;
    }
    const all = new Map<number, StoredRecord>();
    for (const { key, value } of this.#store.docs.getRange({
      start: this.#prefix,
      end: afterPrefix(this.#prefix),
    })) {
      const id = key.readUIntBE(4, RECORD_BYTES);
      const record = this.#cache.get(id) ?? this.#cache.put(id, Buffer.from(value));
      all.set(id, record);
      yield record;
    }
    this.#cache.fill(all);
  }

  get(id: number): StoredRecord | undefined {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const raw = this.#store.docs.get(this.#recordKey(id));
    return raw && this.#cache.put(id, Buffer.from(raw));
  }

  /** The documents with entries in these ranges of an index, each once, in the order of the entries. */
  *lookup(index: IndexDefinition, ranges: readonly Range[], backward = false): Generator<StoredRecord> {
    const seen = new Set<number>();
    const prefix = this.#indexPrefix(index);
    for (const range of backward ? ranges.toReversed() : ranges) {
      const from = Buffer.concat([prefix, range.from.subarray(0, MAX_KEY_BYTES)]);
      const to = Buffer.concat([
        prefix,
        range.to.length > MAX_KEY_BYTES ? afterPrefix(range.to.subarray(0, MAX_KEY_BYTES)) : range.to,
      ]);
      const bounds = backward ? { start: to, end: from, reverse: true } : { start: from, end: to };
      for (const key of this.#store.entries.getKeys(bounds)) {
        const id = key.readUIntBE(key.length - RECORD_BYTES, RECORD_BYTES);
        if (seen.has(id)) continue;
        seen.add(id);
        const record = this.get(id);
        if (record) yield record;
      }
    }
  }

  /** Adds a document; nothing is written when a unique index forbids it (11000) or an index cannot hold it (171). */
  insert(doc: Doc, raw: Buffer): StoredRecord {
    this.#next ??= this.#lastRecord() + 1;
    const id = this.#next;
    const added = this.indexes.flatMap((index) => this.#entriesFor(index, doc));
    for (const entry of added) this.#assertUnique(entry, id);
    const count = this.count;
    this.#store.docs.putSync(this.#recordKey(id), raw);
    for (const entry of added) this.#store.entries.putSync(withRecord(entry.key, id), PRESENT);
    this.#next = id + 1;
    this.#count = count + 1;
    return this.#cache.put(id, raw, doc);
  }

  /** Puts a document in the place of a stored one; nothing is written when a unique index forbids it. */
  replace(old: StoredRecord, doc: Doc, raw: Buffer): void {
    const before = new Map(
      this.indexes
        .flatMap((index) => this.#entriesFor(index, old.doc))
        .map((entry) => [entry.key.toString('latin1'), entry]),
    );
    const after = new Map(
      this.indexes
        .flatMap((index) => this.#entriesFor(index, doc))
        .map((entry) => [entry.key.toString('latin1'), entry]),
    );
    const added = [...after].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
    for (const entry of added) this.#assertUnique(entry, old.id);
    this.#store.docs.putSync(this.#recordKey(old.id), raw);
    for (const [key, entry] of before)
      if (!after.has(key)) this.#store.entries.removeSync(withRecord(entry.key, old.id));
    for (const entry of added) this.#store.entries.putSync(withRecord(entry.key, old.id), PRESENT);
    this.#cache.put(old.id, raw, doc);
  }

  remove(record: StoredRecord): void {
    const count = this.count;
    this.#store.docs.removeSync(this.#recordKey(record.id));
    for (const index of this.indexes) {
      for (const entry of this.#entriesFor(index, record.doc))
        this.#store.entries.removeSync(withRecord(entry.key, record.id));
    }
    this.#cache.remove(record.id);
    this.#count = count - 1;
  }

  /** Builds an index over all documents. Error 11000 when they contradict it; then nothing of it stays. */
  createIndex(options: IndexOptions): void {
    const index: IndexDefinition = {
      ...options,
      id: this.definition.nextIndex,
      multikey: Object.keys(options.key).map(() => false),
    };
    const built: Buffer[] = [];
    try {
      for (const record of this.scan()) {
        for (const entry of this.#entriesFor(index, record.doc)) {
          this.#assertUnique(entry, record.id);
          const key = withRecord(entry.key, record.id);
          this.#store.entries.putSync(key, PRESENT);
          built.push(key);
        }
      }
    } catch (error) {
      for (const key of built) this.#store.entries.removeSync(key);
      throw error;
    }
    this.definition.nextIndex++;
    this.definition.indexes.push(index);
    this.#save(this.definition);
  }

  dropIndex(index: IndexDefinition): void {
    removePrefix(this.#store.entries, this.#indexPrefix(index));
    this.definition.indexes = this.definition.indexes.filter((other) => other.id !== index.id);
    this.#save(this.definition);
  }

  /** Changes what the catalog keeps, such as the expiry of an index. */
  save(): void {
    this.#save(this.definition);
  }

  /** Removes all documents and index entries. */
  clear(): void {
    removePrefix(this.#store.docs, this.#prefix);
    removePrefix(this.#store.entries, this.#prefix);
    this.forget();
    this.#count = 0;
  }

  /** Lets go of everything in memory, to be read from disk again. */
  forget(): void {
    this.#cache.clear();
    this.#count = undefined;
    this.#next = undefined;
  }

  #lastRecord(): number {
    for (const key of this.#store.docs.getKeys({
      start: afterPrefix(this.#prefix),
      end: this.#prefix,
      reverse: true,
      limit: 1,
    })) {
      return key.readUIntBE(4, RECORD_BYTES);
    }
    return 0;
  }

  #recordKey(id: number): Buffer {
    return withRecord(this.#prefix, id);
  }

  #indexPrefix(index: IndexDefinition): Buffer {
    const prefix = Buffer.alloc(6);
    this.#prefix.copy(prefix);
    prefix.writeUInt16BE(index.id, 4);
    return prefix;
  }

  #entriesFor(index: IndexDefinition, doc: Doc): Entry[] {
    if (index.partialFilterExpression && !this.#partialMatcher(index).test(doc)) return [];
    const paths = Object.keys(index.key);
    const { tuples, multikey, absent } = indexKeys(doc, paths);
    if (index.sparse && absent) return [];
    this.#noteShape(index, multikey);
    const prefix = this.#indexPrefix(index);
    return tuples.map((values) => ({
      index,
      values,
      key: Buffer.concat([prefix, this.#fit(index, encodeKey(values))]),
    }));
  }

  #partialMatcher(index: IndexDefinition): Matcher {
    let matcher = this.#partial.get(index.id);
    if (!matcher) {
      matcher = compile(parseFilter(index.partialFilterExpression));
      this.#partial.set(index.id, matcher);
    }
    return matcher;
  }

  #noteShape(index: IndexDefinition, multikey: readonly boolean[]): void {
    if (!multikey.some((flag, position) => flag && !index.multikey[position])) return;
    index.multikey = index.multikey.map((flag, position) => flag || (multikey[position] ?? false));
    if (this.indexes.includes(index)) this.#save(this.definition);
  }

  #fit(index: IndexDefinition, key: Buffer): Buffer {
    if (key.length <= MAX_KEY_BYTES) return key;
    if (!index.shortened) {
      index.shortened = true;
      if (this.indexes.includes(index)) this.#save(this.definition);
    }
    return Buffer.concat([key.subarray(0, MAX_KEY_BYTES), createHash('sha256').update(key).digest()]);
  }

  #assertUnique({ index, key, values }: Entry, id: number): void {
    if (!index.unique) return;
    for (const found of this.#store.entries.getKeys({ start: key, end: afterPrefix(key) })) {
      if (found.length !== key.length + RECORD_BYTES) continue;
      if (found.readUIntBE(found.length - RECORD_BYTES, RECORD_BYTES) === id) continue;
      throw duplicate(this.namespace, index, values);
    }
  }
}

interface Entry {
  readonly index: IndexDefinition;
  readonly values: readonly unknown[];
  readonly key: Buffer;
}

function withRecord(key: Buffer, id: number): Buffer {
  const whole = Buffer.allocUnsafe(key.length + RECORD_BYTES);
  key.copy(whole);
  whole.writeUIntBE(id, key.length, RECORD_BYTES);
  return whole;
}

function duplicate(namespace: string, index: IndexDefinition, values: readonly unknown[]): MongoServerFault {
  const keyValue = Object.fromEntries(Object.keys(index.key).map((path, i) => [path, values[i] ?? null]));
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${showValue(value)}`);
  return new MongoServerFault(
    11000,
    `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    {
      keyPattern: index.key,
      keyValue,
    },
  );
}

/** A value as mongod's shell notation shows it in the message. */
function showValue(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'toHexString' in value)
    return `ObjectId('${String(value)}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return JSON.stringify(value);
}
