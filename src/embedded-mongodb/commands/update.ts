import { badValue } from '../errors.ts';
import { parseUpdate } from '../update/update.ts';
import type { Doc } from '../values/types.ts';
import {
  type Command,
  type CommandContext,
  collectionName,
  findCollection,
  listArgument,
  pipelineScope,
} from './context.ts';
import { updateRecord, upsertDoc } from './documents.ts';
import { parseSelection, select } from './select.ts';
import { runStatements, withErrors } from './statements.ts';

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
