import { MongoServerFault } from '../errors.ts';
import type { Catalog } from './catalog.ts';
import type { Store } from './store.ts';

interface Job {
  run(): void;
  settle(failure?: unknown): void;
}

/**
 * Runs writes one after another and commits those that arrived together in one transaction, before any of them is answered. A write
 * checks before it stores, document by document, so one that ends with a MongoServerFault keeps what it did for earlier documents,
 * as in mongod. Any other error undoes the whole group; then each write is tried alone, so that only the faulty one fails.
 */
export class WriteQueue {
  readonly #store: Store;
  readonly #catalog: Catalog;
  #jobs: Job[] = [];

  constructor(store: Store, catalog: Catalog) {
    this.#store = store;
    this.#catalog = catalog;
  }

  /** Resolves with the write's result once it is on disk. */
  submit<T>(write: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let outcome: () => void = () => reject(new MongoServerFault(1, 'the write was not run'));
      const run = () => {
        try {
          const value = write();
          outcome = () => resolve(value);
        } catch (error) {
          if (!(error instanceof MongoServerFault)) throw error;
          outcome = () => reject(error);
        }
      };
      const settle = (failure?: unknown) => (failure === undefined ? outcome() : reject(failure));
      if (this.#jobs.push({ run, settle }) === 1) setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    const jobs = this.#jobs;
    this.#jobs = [];
    const failure = this.#commit(jobs);
    if (failure === undefined) for (const job of jobs) job.settle();
    else if (jobs.length === 1) jobs[0]?.settle(failure);
    else for (const job of jobs) job.settle(this.#commit([job]));
  }

  /** Undefined when the jobs are on disk, else the error that undid them. */
  #commit(jobs: readonly Job[]): unknown {
    try {
      this.#store.transaction(() => {
        for (const job of jobs) job.run();
      });
      return undefined;
    } catch (error) {
      this.#catalog.reload();
      return error;
    }
  }
}
