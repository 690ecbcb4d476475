import { ObjectId } from 'bson';
import { MongoServerFault } from '../errors.ts';
import type { StoredRecord } from '../storage/cache.ts';
import type { Collection } from '../storage/collection.ts';
import type { Update } from '../update/update.ts';
import { documentFromFilter } from '../update/upsert.ts';
import { assertSupported, bsonTypeName } from '../values/check.ts';
import { encodeStored, MAX_DOCUMENT_BYTES, tooLarge, withIdFirst } from '../values/codec.ts';
import { type Doc, isDoc } from '../values/types.ts';
import type { Selection } from './select.ts';

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
