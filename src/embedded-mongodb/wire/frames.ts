/** mongod's limit for one message. */
export const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;

/** A malformed message: the connection cannot be trusted any more and is closed. */
export class WireError extends Error {}

/** Cuts the bytes of a connection into messages. Throws WireError for an impossible length. */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;

  /** Takes what arrived and gives the messages that are whole now. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const frames: Buffer[] = [];
    for (let frame = this.#next(); frame; frame = this.#next()) frames.push(frame);
    return frames;
  }

  #next(): Buffer | undefined {
    if (this.#length < 4) return undefined;
    const size = this.#peek(4).readInt32LE(0);
    if (size < HEADER_BYTES || size > MAX_MESSAGE_BYTES) throw new WireError(`message of ${size} bytes`);
    if (this.#length < size) return undefined;
    const all = this.#peek(this.#length);
    this.#chunks = size < all.length ? [all.subarray(size)] : [];
    this.#length -= size;
    return all.subarray(0, size);
  }

  /** The first bytes in one piece; larger messages are joined once, when they are whole. */
  #peek(bytes: number): Buffer {
    const first = this.#chunks[0];
    if (first && first.length >= bytes) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}
