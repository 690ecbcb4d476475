import { MongoServerFault } from '../errors.ts';
import type { Doc } from '../values/types.ts';
import { type Command, collectionName, findCollection, listArgument } from './context.ts';
import { insertDoc } from './documents.ts';
import { parseSelection, select } from './select.ts';
import { runStatements, withErrors } from './statements.ts';

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
