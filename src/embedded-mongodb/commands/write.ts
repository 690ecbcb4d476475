import { ObjectId } from 'bson';
import { badValue, MongoServerFault } from '../errors.ts';
import { fromMingo } from '../pipeline/errors.ts';
import type { StoredRecord } from '../storage/cache.ts';
import type { Collection } from '../storage/collection.ts';
import { parseUpdate, type Update } from '../update/update.ts';
import { documentFromFilter } from '../update/upsert.ts';
import { assertSupported, bsonTypeName } from '../values/check.ts';
import { encodeStored, MAX_DOCUMENT_BYTES, tooLarge, withIdFirst } from '../values/codec.ts';
import { type Doc, isDoc } from '../values/types.ts';
import {
  type Command,
  type CommandContext,
  collectionName,
  findCollection,
  listArgument,
  pipelineScope,
} from './context.ts';
import { makeFindProjection } from './read.ts';
import { parseSelection, type Selection, select } from './select.ts';

/** An `_id` may be anything but an array, a regular expression or undefined. */
function assertId(doc: Doc): void {
  const id = doc._id;
  if (!Array.isArray(id) && !(id instanceof RegExp) && id !== undefined) return;
  throw new MongoServerFault(53, `The '_id' value cannot be of type ${bsonTypeName(id)}`);
}

/**
 * Stores a new document, with `_id` first and made where it is missing. Where its bytes are given they are kept, since numbers would
 * lose their exact type.
 */
export function insertDoc(collection: Collection, sent: Doc, raw?: Buffer): StoredRecord {
  const { _id = new ObjectId(), ...fields } = sent;
  const exact = raw !== undefined && sent._id !== undefined && !hasUndefined(sent);
  const doc = { _id, ...fields };
  assertSupported(doc, 'document');
  assertId(doc);
  if (!exact) return collection.insert(doc, encodeStored(doc));
  const bytes = Object.keys(sent)[0] === '_id' ? raw : withIdFirst(raw);
  if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(bytes.length);
  return collection.insert(doc, bytes);
}

/** BSON's deprecated undefined is stored as null. */
function hasUndefined(value: unknown): boolean {
  if (value === undefined) return true;
  if (Array.isArray(value)) return value.some(hasUndefined);
  return isDoc(value) && Object.values(value).some(hasUndefined);
}

/** Stores the result of an update in place of a document; false when nothing changed. */
export function updateRecord(collection: Collection, record: StoredRecord, update: Update): boolean {
  const doc = update.apply(record.doc, false);
  const raw = encodeStored(doc);
  if (raw.equals(encodeStored(record.doc))) return false;
  collection.replace(record, doc, raw);
  return true;
}

/** Makes the document of an upsert that found none, and stores it. */
export function upsertDoc(collection: Collection, selection: Selection, update: Update): StoredRecord {
  const base = documentFromFilter(selection.matcher.filter);
  if (update.kind === 'replacement')
    return insertDoc(collection, update.apply('_id' in base ? { _id: base._id } : {}, true));
  return insertDoc(collection, update.apply(base, true));
}

interface WriteError {
  readonly index: number;
  readonly code: number;
  readonly errmsg: string;
}

/** Runs the statements of a write command one after another; an ordered command stops at the first error. */
function runStatements(
  statements: readonly Doc[],
  ordered: boolean,
  act: (statement: Doc, index: number) => void,
): WriteError[] {
  const errors: WriteError[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      act(statement, index);
    } catch (error) {
      if (!(error instanceof MongoServerFault)) throw error;
      errors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (ordered) break;
    }
  }
  return errors;
}

const withErrors = (reply: Doc, writeErrors: WriteError[]): Doc =>
  writeErrors.length > 0 ? { ...reply, writeErrors, ok: 1 } : { ...reply, ok: 1 };

export const insert: Command = (context) => {
  const { command, engine, db, sequences } = context;
  const name = collectionName(context);
  const docs = listArgument(context, 'documents');
  const raws = sequences.get('documents');
  return engine.writes.submit(() => {
    const collection = engine.catalog.ensure(db, name);
    let n = 0;
    const errors = runStatements(docs, command.ordered !== false, (doc, index) => {
      insertDoc(collection, doc, raws?.[index]?.raw);
      n++;
    });
    return withErrors({ n }, errors);
  });
};

export const update: Command = (context) => {
  const { command, engine } = context;
  const statements = listArgument(context, 'updates');
  const name = collectionName(context);
  return engine.writes.submit(() => {
    const totals = { n: 0, nModified: 0 };
    const upserted: Doc[] = [];
    const errors = runStatements(statements, command.ordered !== false, (statement, index) => {
      const id = updateStatement(context, name, statement, totals);
      if (id) upserted.push({ index, _id: id.value });
    });
    return withErrors({ ...totals, ...(upserted.length > 0 ? { upserted } : {}) }, errors);
  });
};

/** One statement of an update command; gives the `_id` of a document that it made. */
function updateStatement(
  context: CommandContext,
  name: string,
  statement: Doc,
  totals: { n: number; nModified: number },
): { value: unknown } | undefined {
  const { engine, db } = context;
  const multi = statement.multi === true;
  const selection = parseSelection({
    filter: statement.q,
    sort: statement.sort,
    limit: multi ? 0 : 1,
    collation: statement.collation,
    variables: context.command.let as Doc,
  });
  if (statement.u === undefined)
    throw badValue("BSON field 'update.updates.u' is missing but a required field");
  const scope = {
    ...pipelineScope(context),
    variables: { ...(context.command.let as Doc), ...(statement.c as Doc) },
  };
  const change = parseUpdate(statement.u, {
    filter: selection.matcher.filter,
    arrayFilters: statement.arrayFilters,
    multi,
    scope,
  });
  const collection = findCollection(context);
  const records = select(collection, selection);
  for (const record of records) {
    const changed = collection ? updateRecord(collection, record, change) : false;
    totals.n++;
    if (changed) totals.nModified++;
  }
  if (records.length > 0 || statement.upsert !== true) return undefined;
  const created = upsertDoc(engine.catalog.ensure(db, name), selection, change);
  totals.n++;
  return { value: created.doc._id };
}

export const remove: Command = (context) => {
  const { command, engine } = context;
  const statements = listArgument(context, 'deletes');
  collectionName(context);
  return engine.writes.submit(() => {
    const collection = findCollection(context);
    let n = 0;
    const errors = runStatements(statements, command.ordered !== false, (statement) => {
      if (statement.limit !== 0 && statement.limit !== 1) {
        throw new MongoServerFault(
          9,
          `The limit field in delete objects must be 0 or 1. Got ${String(statement.limit)}`,
        );
      }
      const selection = parseSelection({
        filter: statement.q,
        limit: statement.limit,
        collation: statement.collation,
        variables: command.let as Doc,
      });
      for (const record of select(collection, selection)) {
        collection?.remove(record);
        n++;
      }
    });
    return withErrors({ n }, errors);
  });
};

/** findAndModify: finds the first document, changes or removes it, and gives it as it was or as it is now. */
export const findAndModify: Command = (context) => {
  const { command, engine, db } = context;
  const name = collectionName(context);
  const removing = command.remove === true;
  if (removing && command.update !== undefined)
    throw new MongoServerFault(9, "Cannot specify both an 'update' and 'remove'=true");
  if (removing && command.new)
    throw new MongoServerFault(
      9,
      "Cannot specify both 'new'=true and 'remove'=true; 'remove' always returns the deleted document",
    );
  if (removing && command.upsert)
    throw new MongoServerFault(9, "Cannot specify both 'upsert'=true and 'remove'=true");
  if (!removing && command.update === undefined)
    throw new MongoServerFault(9, "Either an 'update' or 'remove'=true must be specified");
  const variables = command.let as Doc | undefined;
  const selection = parseSelection({
    filter: command.query,
    sort: command.sort,
    limit: 1,
    collation: command.collation,
    variables,
  });
  const project = makeFindProjection(command.fields, selection.matcher.filter, variables);
  const show = (doc: Doc | undefined) => (doc ? fromMingo(() => project(doc)) : null);
  const change = removing
    ? undefined
    : parseUpdate(command.update, {
        filter: selection.matcher.filter,
        arrayFilters: command.arrayFilters,
        scope: pipelineScope(context),
      });
  return engine.writes.submit(() => {
    const collection = findCollection(context);
    const [record] = select(collection, selection);
    if (!change) {
      if (record) collection?.remove(record);
      return { lastErrorObject: { n: record ? 1 : 0 }, value: show(record?.doc), ok: 1 };
    }
    if (record && collection) {
      updateRecord(collection, record, change);
      const now = command.new ? collection.get(record.id)?.doc : record.doc;
      return { lastErrorObject: { n: 1, updatedExisting: true }, value: show(now), ok: 1 };
    }
    if (command.upsert !== true)
      return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
    const { doc } = upsertDoc(engine.catalog.ensure(db, name), selection, change);
    return {
      lastErrorObject: { n: 1, updatedExisting: false, upserted: doc._id },
      value: command.new ? show(doc) : null,
      ok: 1,
    };
  });
};
