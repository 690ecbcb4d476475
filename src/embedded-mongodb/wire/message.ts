import { decode, rawDocuments } from '../values/codec.ts';
import { type Doc, isDoc } from '../values/types.ts';
import { WireError } from './frames.ts';

/** Operation codes of https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/ */
export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
/** Bits 0 to 15 must be understood by the receiver. */
const REQUIRED_BITS = 0xffff;

/** A document of a request together with its bytes, so that an insert need not encode it again. */
export interface RawDoc {
  readonly doc: Doc;
  readonly raw: Buffer;
}

export interface Request {
  readonly id: number;
  readonly opCode: number;
  readonly command: Doc;
  /** Documents sent beside the command (kind 1), by the name of the argument that they stand for. */
  readonly sequences: ReadonlyMap<string, RawDoc[]>;
  /** Whether the sender waits for an answer. */
  readonly wantsReply: boolean;
}

/** Decodes a message. Throws WireError for anything malformed or of another kind. */
export function parseRequest(frame: Buffer): Request {
  const id = frame.readInt32LE(4);
  const opCode = frame.readInt32LE(12);
  try {
    if (opCode === OP_MSG) return parseMsg(frame, id);
    if (opCode === OP_QUERY) return parseQuery(frame, id);
  } catch (error) {
    throw error instanceof WireError
      ? error
      : new WireError(`malformed message: ${(error as Error).message}`);
  }
  throw new WireError(`operation ${opCode} is not supported`);
}

function parseMsg(frame: Buffer, id: number): Request {
  const flags = frame.readUInt32LE(16);
  if ((flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) !== 0)
    throw new WireError('unknown flag bits');
  const end = frame.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, RawDoc[]>();
  let command: Doc | undefined;
  for (let at = 20; at < end; ) {
    const kind = frame[at++];
    if (kind === 0) {
      const size = documentSize(frame, at, end);
      if (command) throw new WireError('two bodies');
      const body = frame.subarray(at, at + size);
      command = decode(body);
      if (isInsert(command)) sequences.set('documents', rawDocuments(body, 'documents').map(toRawDoc));
      at += size;
    } else if (kind === 1) {
      const size = frame.readInt32LE(at);
      if (size < 6 || at + size > end) throw new WireError('sequence longer than its message');
      readSequence(frame.subarray(at + 4, at + size), sequences);
      at += size;
    } else throw new WireError(`section of kind ${kind}`);
  }
  if (!command) throw new WireError('no body');
  return { id, opCode: OP_MSG, command, sequences, wantsReply: (flags & MORE_TO_COME) === 0 };
}

const toRawDoc = (raw: Buffer): RawDoc => ({ raw, doc: decode(raw) });

/** An insert with its documents in the body: their bytes are wanted too, since numbers lose their exact type when decoded. */
const isInsert = (command: Doc): boolean =>
  Object.keys(command)[0] === 'insert' && Array.isArray(command.documents) && command.documents.every(isDoc);

function documentSize(bytes: Buffer, at: number, end: number): number {
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > end) throw new WireError('document longer than its message');
  return size;
}

function readSequence(section: Buffer, sequences: Map<string, RawDoc[]>): void {
  const nameEnd = section.indexOf(0);
  if (nameEnd < 0) throw new WireError('unnamed sequence');
  const name = section.toString('utf8', 0, nameEnd);
  if (sequences.has(name)) throw new WireError(`two sequences named ${name}`);
  const docs: RawDoc[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const size = documentSize(section, at, section.length);
    const raw = Buffer.from(section.subarray(at, at + size));
    docs.push(toRawDoc(raw));
    at += size;
  }
  sequences.set(name, docs);
}

/** OP_QUERY serves only for the handshake of drivers that do not know yet what the server speaks. */
function parseQuery(frame: Buffer, id: number): Request {
  const nameEnd = frame.indexOf(0, 20);
  const namespace = frame.toString('utf8', 20, nameEnd);
  if (nameEnd < 0 || !namespace.endsWith('.$cmd')) throw new WireError(`OP_QUERY on ${namespace}`);
  const at = nameEnd + 1 + 8;
  const command = decode(frame.subarray(at, at + documentSize(frame, at, frame.length)));
  return {
    id,
    opCode: OP_QUERY,
    command: { ...command, $db: namespace.slice(0, -5) },
    sequences: new Map(),
    wantsReply: true,
  };
}
