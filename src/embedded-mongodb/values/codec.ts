import { type DeserializeOptions, deserialize, serialize } from 'bson';
import { MongoServerFault } from '../errors.ts';
import type { Doc } from './types.ts';

/** mongod's limit for one document. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const DECODING: DeserializeOptions = {
  promoteValues: true,
  promoteLongs: true,
  promoteBuffers: false,
  bsonRegExp: false,
  useBigInt64: false,
};

/** Decodes BSON; malformed bytes throw a BSONError. */
export const decode = (bytes: Uint8Array): Doc => deserialize(bytes, DECODING) as Doc;

/** The documents of a top-level array of a command as they were sent, undecoded. */
export function rawDocuments(command: Uint8Array, field: string): Buffer[] {
  const list = deserialize(command, { ...DECODING, fieldsAsRaw: { [field]: true } })[field] as Uint8Array[];
  return list.map((bytes) => Buffer.from(bytes));
}

/** The same document with `_id` first, its numbers in the types in which they were sent. */
export function withIdFirst(raw: Buffer): Buffer {
  const { _id, ...fields } = deserialize(raw, { ...DECODING, promoteValues: false });
  return encode({ _id, ...fields });
}

/** Encodes a document; fields that are undefined are left out. */
export function encode(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Encodes a document to be stored and refuses one over 16 MiB (code 10334). */
export function encodeStored(doc: Doc): Buffer {
  const bytes = encode(doc);
  if (bytes.length > MAX_DOCUMENT_BYTES) throw tooLarge(bytes.length);
  return bytes;
}

export const tooLarge = (size: number) =>
  new MongoServerFault(
    10334,
    `BSONObj size: ${size} (0x${size.toString(16).toUpperCase()}) is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}(16MB)`,
  );
