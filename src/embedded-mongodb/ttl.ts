import type { Engine } from './commands/context.ts';
import { parseSelection, select } from './commands/select.ts';
import type { IndexDefinition } from './indexes/definition.ts';
import type { Collection } from './storage/collection.ts';

/** As many as one round removes in one transaction, so that others are not kept waiting. */
const BATCH = 1000;

/**
 * Removes documents whose time has come, every `intervalMs`. A document expires when its date, of several the earliest, plus the
 * index's `expireAfterSeconds` has passed; one without a date never does.
 * @returns stops the rounds and resolves when a running one is done
 */
export function startTtlMonitor(
  engine: Engine,
  intervalMs: number,
  log: (line: string) => void,
): () => Promise<void> {
  let round: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    round = removeExpired(engine).catch((error: Error) => log(`TTL round failed: ${error.message}`));
  }, intervalMs);
  return async () => {
    clearInterval(timer);
    await round;
  };
}

async function removeExpired(engine: Engine): Promise<void> {
  for (const collection of engine.catalog.list()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      while ((await engine.writes.submit(() => removeBatch(engine, collection, index))) === BATCH);
    }
  }
}

function removeBatch(engine: Engine, collection: Collection, index: IndexDefinition): number {
  const { db, name } = collection.definition;
  if (engine.catalog.find(db, name) !== collection || !collection.indexes.includes(index)) return 0;
  const deadline = Date.now() - (index.expireAfterSeconds ?? 0) * 1000;
  const [path = ''] = Object.keys(index.key);
  const selection = parseSelection({
    filter: { $and: [{ [path]: { $lte: new Date(deadline) } }, index.partialFilterExpression ?? {}] },
    limit: BATCH,
  });
  const expired = select(collection, selection);
  for (const record of expired) collection.remove(record);
  return expired.length;
}
