import { MongoServerFault } from '../errors.ts';
import type { PipelineScope } from '../pipeline/run.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import type { WriteQueue } from '../storage/write-queue.ts';
import type { Doc } from '../values/types.ts';
import type { RawDoc } from '../wire/message.ts';
import type { CursorStore } from './cursor-store.ts';

/** What all commands share. */
export interface Engine {
  readonly catalog: Catalog;
  readonly writes: WriteQueue;
  readonly cursors: CursorStore;
  readonly startedAt: Date;
}

/** One command as it came in. */
export interface CommandContext {
  readonly engine: Engine;
  readonly db: string;
  readonly command: Doc;
  readonly sequences: ReadonlyMap<string, RawDoc[]>;
  readonly connection: { readonly id: number; readonly remote: string };
}

export type Command = (context: CommandContext) => Promise<Doc> | Doc;

/** The collection that a command names in its first field. Error 73 where that is no name. */
export function collectionName(context: CommandContext): string {
  const name = Object.values(context.command)[0];
  if (typeof name !== 'string' || name === '') {
    throw new MongoServerFault(73, `Invalid namespace specified '${context.db}.${String(name)}'`);
  }
  return name;
}

export const findCollection = (context: CommandContext): Collection | undefined =>
  context.engine.catalog.find(context.db, collectionName(context));

/** The list argument of a command, whether it came in the body or as a document sequence. Error 40414 where it is missing. */
export function listArgument(context: CommandContext, name: string): Doc[] {
  const sequence = context.sequences.get(name);
  if (sequence) return sequence.map(({ doc }) => doc);
  const list = context.command[name];
  if (list === undefined)
    throw new MongoServerFault(40414, `BSON field '${name}' is missing but a required field`);
  if (!Array.isArray(list))
    throw new MongoServerFault(14, `BSON field '${name}' is the wrong type, expected type 'array'`);
  if (list.length === 0 || list.length > 100_000) {
    throw new MongoServerFault(
      16,
      `Write batch sizes must be between 1 and 100000. Got ${list.length} operations.`,
    );
  }
  return list as Doc[];
}

/** What a pipeline may reach beside its input: the other collections of the database, and the command's variables. */
export const pipelineScope = ({ engine, db, command }: CommandContext): PipelineScope => ({
  collection: (name) => [...(engine.catalog.find(db, name)?.scan() ?? [])].map(({ doc }) => doc),
  variables: command.let as Doc | undefined,
});
