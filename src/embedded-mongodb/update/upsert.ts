import { MongoServerFault } from '../errors.ts';
import { sameValue } from '../values/compare.ts';
import { cloneValue, type Doc } from '../values/types.ts';
import { placeAt } from './path.ts';

/**
 * The document from which an upsert starts: the fields that the filter fixes by equality, those in `$and` and in an `$or` or `$in`
 * of one included. Error 54 when the filter fixes a field twice.
 */
export function documentFromFilter(filter: Doc): Doc {
  const fixed = new Map<string, unknown>();
  collect(filter, fixed);
  const doc: Doc = {};
  if (fixed.has('_id')) doc._id = cloneValue(fixed.get('_id'));
  for (const [path, value] of fixed) {
    if (path !== '_id') placeAt(doc, path.split('.')).set(cloneValue(value));
  }
  return doc;
}

function collect(filter: Doc, fixed: Map<string, unknown>): void {
  for (const [key, value] of Object.entries(filter)) {
    const parts = Array.isArray(value) ? (value as Doc[]) : [];
    if (key === '$and' || (key === '$or' && parts.length === 1))
      for (const part of parts) collect(part, fixed);
    else if (!key.startsWith('$')) addField(key, value as Doc, fixed);
  }
}

function addField(path: string, test: Doc, fixed: Map<string, unknown>): void {
  for (const value of fixedValues(test)) {
    const clash = [...fixed.keys()].find(
      (other) => other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`),
    );
    if (clash !== undefined && !(clash === path && sameValue(fixed.get(path), value))) {
      throw new MongoServerFault(54, `cannot infer query fields to set, path '${path}' is matched twice`);
    }
    fixed.set(path, value);
  }
}

function fixedValues(test: Doc): unknown[] {
  const values: unknown[] = [];
  if ('$eq' in test) values.push(test.$eq);
  if (Array.isArray(test.$in) && test.$in.length === 1 && !(test.$in[0] instanceof RegExp))
    values.push(test.$in[0]);
  if (Array.isArray(test.$all) && test.$all.length === 1) values.push(test.$all[0]);
  return values;
}
