import { encode } from '../values/codec.ts';
import type { Doc } from '../values/types.ts';
import { OP_MSG, OP_QUERY, OP_REPLY, type Request } from './message.ts';

/** Stands in a reply's cursor for documents that are encoded already. */
export class EncodedBatch {
  readonly docs: readonly Buffer[];

  constructor(docs: readonly Buffer[]) {
    this.docs = docs;
  }
}

/** Encodes the answer to a request in the operation in which it was asked. */
export function encodeReply(request: Request, body: Doc, replyId: number): Buffer {
  const doc = encodeBody(body);
  const asReply = request.opCode === OP_QUERY;
  const header = Buffer.alloc(asReply ? 36 : 21);
  header.writeInt32LE(header.length + doc.length, 0);
  header.writeInt32LE(replyId, 4);
  header.writeInt32LE(request.id, 8);
  header.writeInt32LE(asReply ? OP_REPLY : OP_MSG, 12);
  if (asReply) {
    header.writeInt32LE(8, 16);
    header.writeInt32LE(1, 32);
  }
  return Buffer.concat([header, doc]);
}

const STRING_END = Buffer.from([0]);
const TYPE_DOCUMENT = 3;
const TYPE_ARRAY = 4;

/** As encode, but a cursor's batch of encoded documents is put in as it is. */
function encodeBody(body: Doc): Buffer {
  const cursor = body.cursor as Doc | undefined;
  const batchName = cursor && Object.keys(cursor).find((key) => cursor[key] instanceof EncodedBatch);
  if (!cursor || !batchName) return encode(body);
  const { cursor: _, ...rest } = body;
  const { [batchName]: batch, ...restOfCursor } = cursor;
  const array = document(
    (batch as EncodedBatch).docs.flatMap((doc, i) => [element(TYPE_DOCUMENT, String(i)), doc]),
  );
  const cursorDoc = document([element(TYPE_ARRAY, batchName), array, ...fields(restOfCursor)]);
  return document([element(TYPE_DOCUMENT, 'cursor'), cursorDoc, ...fields(rest)]);
}

const element = (type: number, name: string): Buffer =>
  Buffer.concat([Buffer.from([type]), Buffer.from(name), STRING_END]);

/** The encoded fields of a document without its frame. */
const fields = (doc: Doc): Buffer[] => [encode(doc).subarray(4, -1)];

function document(parts: readonly Buffer[]): Buffer {
  const size = Buffer.alloc(4);
  const whole = Buffer.concat([size, ...parts, STRING_END]);
  whole.writeInt32LE(whole.length);
  return whole;
}
