import { MongoServerFault } from '../errors.ts';
import { fromMingo } from '../pipeline/errors.ts';
import { parseUpdate } from '../update/update.ts';
import type { Doc } from '../values/types.ts';
import { type Command, collectionName, findCollection, pipelineScope } from './context.ts';
import { updateRecord, upsertDoc } from './documents.ts';
import { makeFindProjection } from './read.ts';
import { parseSelection, select } from './select.ts';

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
