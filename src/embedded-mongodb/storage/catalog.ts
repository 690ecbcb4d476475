import { randomUUID } from 'node:crypto';
import { MongoServerFault } from '../errors.ts';
import { decode, encode } from '../values/codec.ts';
import type { Doc } from '../values/types.ts';
import { CacheBudget } from './cache.ts';
import { Collection, type CollectionDefinition } from './collection.ts';
import type { Store } from './store.ts';

/** mongod's limit for database and collection name together. */
const MAX_NAMESPACE_BYTES = 255;
/** Holds the next free number of a collection; no namespace begins with a point. */
const NEXT_ID = Buffer.from('.next');

/** All databases and collections of a data folder. */
export class Catalog {
  readonly #store: Store;
  readonly #budget: CacheBudget;
  #collections = new Map<string, Collection>();
  #nextId = 1;

  constructor(store: Store, budget = new CacheBudget()) {
    this.#store = store;
    this.#budget = budget;
    this.reload();
  }

  /** Reads everything from disk again: at start, and after a transaction that failed. */
  reload(): void {
    for (const collection of this.#collections.values()) collection.forget();
    this.#collections = new Map();
    for (const { key, value } of this.#store.catalog.getRange({})) {
      const content = decode(Buffer.from(value));
      if (NEXT_ID.equals(key)) this.#nextId = content.next as number;
      else this.#add(content as unknown as CollectionDefinition);
    }
  }

  find(db: string, name: string): Collection | undefined {
    return this.#collections.get(`${db}.${name}`);
  }

  /** The collections of a database, or of all, by name. */
  list(db?: string): Collection[] {
    const all = [...this.#collections.values()].filter(
      ({ definition }) => db === undefined || definition.db === db,
    );
    return all.sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
  }

  /** The collection of that name, made with its index on `_id` where it does not exist. Error 73 for an invalid name. */
  ensure(db: string, name: string): Collection {
    const existing = this.find(db, name);
    if (existing) return existing;
    assertNamespace(db, name);
    const collection = this.#add({
      id: this.#nextId++,
      db,
      name,
      uuid: randomUUID(),
      nextIndex: 1,
      indexes: [{ id: 0, name: '_id_', key: { _id: 1 }, unique: true, multikey: [false] }],
    });
    this.#store.catalog.putSync(NEXT_ID, encode({ next: this.#nextId }));
    collection.save();
    return collection;
  }

  drop(collection: Collection): void {
    collection.clear();
    this.#store.catalog.removeSync(Buffer.from(collection.namespace));
    this.#collections.delete(collection.namespace);
  }

  #add(definition: CollectionDefinition): Collection {
    const collection = new Collection(this.#store, definition, this.#budget, (changed) => {
      this.#store.catalog.putSync(
        Buffer.from(`${changed.db}.${changed.name}`),
        encode(changed as unknown as Doc),
      );
    });
    this.#collections.set(collection.namespace, collection);
    return collection;
  }
}

function assertNamespace(db: string, name: string): void {
  const namespace = `${db}.${name}`;
  const valid =
    db !== '' &&
    !/[/\\. "$\0]/.test(db) &&
    db.length < 64 &&
    name !== '' &&
    !/[\0$]/.test(name) &&
    !name.startsWith('.') &&
    !name.startsWith('system.');
  if (!valid || Buffer.byteLength(namespace) > MAX_NAMESPACE_BYTES) {
    throw new MongoServerFault(73, `Invalid namespace specified '${namespace}'`);
  }
}
