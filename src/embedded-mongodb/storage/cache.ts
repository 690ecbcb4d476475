import { decode } from '../values/codec.ts';
import type { Doc } from '../values/types.ts';

/** One stored document: decoded for filters, encoded for replies. Neither is ever changed in place. */
export interface StoredRecord {
  readonly id: number;
  readonly doc: Doc;
  readonly raw: Buffer;
}

/** Decoded documents take about this many times the space of their BSON. */
const DECODED_FACTOR = 5;

/** Bounds what all collections keep in memory together; the collection used longest ago loses its documents first. */
export class CacheBudget {
  readonly limit: number;
  #used = 0;
  readonly #caches = new Set<RecordCache>();

  constructor(limit = 384 * 1024 * 1024) {
    this.limit = limit;
  }

  /** Marks a cache as used last. */
  touch(cache: RecordCache): void {
    this.#caches.delete(cache);
    this.#caches.add(cache);
  }

  /** Books space and clears other caches, in the end the caller's own, until the limit holds again. */
  book(bytes: number): void {
    this.#used += bytes * DECODED_FACTOR;
    if (this.#used <= this.limit) return;
    for (const cache of [...this.#caches]) {
      if (this.#used <= this.limit) return;
      cache.clear();
      this.#caches.delete(cache);
    }
  }

  release(bytes: number): void {
    this.#used -= bytes * DECODED_FACTOR;
  }
}

/** The documents of one collection that are in memory, in the order of their record numbers when complete. */
export class RecordCache {
  /** Whether every document of the collection is here, so that a scan needs no disk. */
  complete = false;
  #records = new Map<number, StoredRecord>();
  #bytes = 0;
  readonly #budget: CacheBudget;

  constructor(budget: CacheBudget) {
    this.#budget = budget;
  }

  get(id: number): StoredRecord | undefined {
    return this.#records.get(id);
  }

  values(): Iterable<StoredRecord> {
    this.#budget.touch(this);
    return this.#records.values();
  }

  /** Keeps a record, decoding it unless the document is given. */
  put(id: number, raw: Buffer, doc: Doc = decode(raw)): StoredRecord {
    const record = { id, raw, doc };
    const before = this.#records.get(id)?.raw.length ?? 0;
    this.#records.set(id, record);
    this.#book(raw.length - before);
    return record;
  }

  remove(id: number): void {
    const record = this.#records.get(id);
    if (!record) return;
    this.#records.delete(id);
    this.#book(-record.raw.length);
  }

  /** Whether documents of so many bytes could be kept together. */
  fits(bytes: number): boolean {
    return bytes * DECODED_FACTOR <= this.#budget.limit;
  }

  /** Takes over all records of the collection, in order. */
  fill(records: Map<number, StoredRecord>): void {
    const bytes = [...records.values()].reduce((sum, record) => sum + record.raw.length, 0);
    this.clear();
    this.#records = records;
    this.complete = true;
    this.#book(bytes);
  }

  clear(): void {
    this.#budget.release(this.#bytes);
    this.#bytes = 0;
    this.#records = new Map();
    this.complete = false;
  }

  #book(bytes: number): void {
    this.#budget.touch(this);
    this.#bytes += bytes;
    this.#budget.book(bytes);
  }
}
