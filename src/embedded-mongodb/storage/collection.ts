import type { Range } from '../indexes/bounds.ts';
import type { IndexDefinition, IndexOptions } from '../indexes/definition.ts';
import type { Doc } from '../values/types.ts';
import { type CacheBudget, RecordCache, type StoredRecord } from './cache.ts';
import { IndexEntries, type IndexEntry } from './index-entries.ts';
import { afterPrefix, RECORD_BYTES, removePrefix, type Store, withRecord } from './store.ts';

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
  readonly #entries: IndexEntries;
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
    this.#entries = new IndexEntries(store, this.#prefix, (index) => {
      if (this.indexes.includes(index)) save(definition);
    });
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
    let bytes = 0;
    const range = { start: this.#prefix, end: afterPrefix(this.#prefix) };
    for (const { key, value } of this.#store.docs.getRange(range)) {
      const id = key.readUIntBE(4, RECORD_BYTES);
      const record = this.#cache.get(id) ?? this.#cache.put(id, Buffer.from(value));
      bytes += record.raw.length;
      if (this.#cache.fits(bytes)) all.set(id, record);
      else all.clear();
      yield record;
    }
    if (this.#cache.fits(bytes)) this.#cache.fill(all);
  }

  get(id: number): StoredRecord | undefined {
    const cached = this.#cache.get(id);
    if (cached) return cached;
    const raw = this.#store.docs.get(this.#recordKey(id));
    return raw && this.#cache.put(id, Buffer.from(raw));
  }

  /** The documents with entries in these ranges of an index, each once, in the order of the entries. */
  *lookup(index: IndexDefinition, ranges: readonly Range[], backward = false): Generator<StoredRecord> {
    for (const id of this.#entries.records(index, ranges, backward)) {
      const record = this.get(id);
      if (record) yield record;
    }
  }

  /** Adds a document; nothing is written when a unique index forbids it (11000) or an index cannot hold it (171). */
  insert(doc: Doc, raw: Buffer): StoredRecord {
    this.#next ??= this.#lastRecord() + 1;
    const id = this.#next;
    const added = this.#entriesOf(doc);
    for (const entry of added) this.#entries.assertUnique(entry, id, this.namespace);
    const count = this.count;
    this.#store.docs.putSync(this.#recordKey(id), raw);
    for (const entry of added) this.#entries.put(entry, id);
    this.#next = id + 1;
    this.#count = count + 1;
    return this.#cache.put(id, raw, doc);
  }

  /** Puts a document in the place of a stored one; nothing is written when a unique index forbids it. */
  replace(old: StoredRecord, doc: Doc, raw: Buffer): void {
    const before = new Map(this.#entriesOf(old.doc).map((entry) => [entry.key.toString('latin1'), entry]));
    const after = new Map(this.#entriesOf(doc).map((entry) => [entry.key.toString('latin1'), entry]));
    const added = [...after].filter(([key]) => !before.has(key)).map(([, entry]) => entry);
    for (const entry of added) this.#entries.assertUnique(entry, old.id, this.namespace);
    this.#store.docs.putSync(this.#recordKey(old.id), raw);
    for (const [key, entry] of before) if (!after.has(key)) this.#entries.remove(entry, old.id);
    for (const entry of added) this.#entries.put(entry, old.id);
    this.#cache.put(old.id, raw, doc);
  }

  remove(record: StoredRecord): void {
    const count = this.count;
    this.#store.docs.removeSync(this.#recordKey(record.id));
    for (const entry of this.#entriesOf(record.doc)) this.#entries.remove(entry, record.id);
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
    try {
      for (const record of this.scan()) {
        for (const entry of this.#entries.of(index, record.doc)) {
          this.#entries.assertUnique(entry, record.id, this.namespace);
          this.#entries.put(entry, record.id);
        }
      }
    } catch (error) {
      this.#entries.clear(index);
      throw error;
    }
    this.definition.nextIndex++;
    this.definition.indexes.push(index);
    this.#save(this.definition);
  }

  dropIndex(index: IndexDefinition): void {
    this.#entries.clear(index);
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

  #entriesOf(doc: Doc): IndexEntry[] {
    return this.indexes.flatMap((index) => this.#entries.of(index, doc));
  }
}
