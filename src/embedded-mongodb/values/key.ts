import { Binary, ObjectId } from 'bson';
import { typeRank } from './compare.ts';
import { type Doc, isDoc } from './types.ts';

/** Type marks of encoded values, sixteen apart so that a mark + 1 ends the range of its type. */
const MARK_STEP = 16;
const TERMINATOR = 0;

/** Grows as needed; reused between calls because building an index writes millions of keys. */
let buffer = Buffer.alloc(4096);
let length = 0;

function reserve(bytes: number): void {
  if (length + bytes <= buffer.length) return;
  const larger = Buffer.alloc(Math.max(buffer.length * 2, length + bytes));
  buffer.copy(larger, 0, 0, length);
  buffer = larger;
}

function putByte(byte: number): void {
  reserve(1);
  buffer[length++] = byte;
}

/**
 * Encodes values so that comparing the bytes gives BSON order: what an index entry in LMDB consists of.
 * Every encoding ends itself, so that none is a prefix of another one.
 */
export function encodeKey(values: readonly unknown[]): Buffer {
  length = 0;
  for (const value of values) putValue(value);
  return Buffer.from(buffer.subarray(0, length));
}

/** The key of one value as a string, for Maps that group by MongoDB's equality. */
export function groupKey(value: unknown): string {
  length = 0;
  putValue(value);
  return buffer.toString('latin1', 0, length);
}

/** The first byte of every value of that type; the next byte is above all of them. */
export const typeMark = (value: unknown): number => typeRank(value) * MARK_STEP;

function putValue(value: unknown): void {
  const rank = typeRank(value);
  putByte(rank * MARK_STEP);
  if (typeof value === 'number') putDouble(value);
  else if (typeof value === 'string') putString(value);
  else if (typeof value === 'boolean') putByte(value ? 1 : 0);
  else if (Array.isArray(value)) putArray(value);
  else if (value instanceof ObjectId) putBytes(value.id);
  else if (value instanceof Date) putDouble(value.getTime());
  else if (value instanceof Binary) putBinary(value);
  else if (value instanceof RegExp) putRegex(value);
  else if (isDoc(value)) putDoc(value);
}

function putArray(value: readonly unknown[]): void {
  for (const item of value) putValue(item);
  putByte(TERMINATOR);
}

function putRegex(value: RegExp): void {
  putString(value.source);
  putString(value.flags);
}

/** IEEE 754 with the sign turned, so that the bytes order like the numbers; NaN lowest, -0 as 0. */
function putDouble(value: number): void {
  reserve(8);
  if (Number.isNaN(value)) {
    buffer.fill(0, length, length + 8);
  } else {
    buffer.writeDoubleBE(value === 0 ? 0 : value, length);
    const negative = ((buffer[length] ?? 0) & 0x80) !== 0;
    if (negative) for (let i = 0; i < 8; i++) buffer[length + i] = ~(buffer[length + i] ?? 0) & 0xff;
    else buffer[length] = (buffer[length] ?? 0) | 0x80;
  }
  length += 8;
}

/** UTF-8, a zero byte escaped as 00 FF, closed by 00 00. */
function putString(value: string): void {
  reserve(value.length * 3 + 2);
  if (value.includes('\0')) {
    for (const byte of Buffer.from(value, 'utf8')) {
      putByte(byte);
      if (byte === 0) putByte(0xff);
    }
  } else {
    length += buffer.write(value, length, 'utf8');
  }
  putByte(TERMINATOR);
  putByte(TERMINATOR);
}

function putDoc(value: Doc): void {
  for (const key of Object.keys(value)) {
    putByte(typeMark(value[key]));
    putString(key);
    putValue(value[key]);
  }
  putByte(TERMINATOR);
}

function putBinary(value: Binary): void {
  reserve(5);
  buffer.writeUInt32BE(value.position, length);
  length += 4;
  buffer[length++] = value.sub_type;
  putBytes(value.buffer.subarray(0, value.position));
}

function putBytes(bytes: Uint8Array): void {
  reserve(bytes.length);
  buffer.set(bytes, length);
  length += bytes.length;
}
