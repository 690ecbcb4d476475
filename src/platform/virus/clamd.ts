import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

/** Where clamd listens: on a port, or on a socket of the same machine. */
export type ClamdAddress = { host: string; port: number } | { path: string };

export type ScanResult = { clean: true } | { clean: false; signature: string };

/** Tells of bytes whether they are known malware. */
export type Scanner = {
  /**
   * @throws ScannerRefused where the scanner does not take these bytes; ScannerDown where it does not answer, or not
   *   in its own words, so that asking again later may help
   */
  scan(content: Readable): Promise<ScanResult>;
};

export class ScannerDown extends Error {}
export class ScannerRefused extends Error {}

export type ClamdTimes = { connectMs: number; answerMs: number };
/** Large archives take clamd minutes (its own MaxScanTime is two). */
const usual: ClamdTimes = { connectMs: 5000, answerMs: 300_000 };
const longestAnswer = 4096;

/** clamd's INSTREAM command: pieces with their length before them, a zero at the end, one line as answer (clamd(8)). */
export function makeClamd(address: ClamdAddress, { connectMs, answerMs }: ClamdTimes = usual): Scanner {
  return {
    async scan(content) {
      const socket = connect(address);
      socket.setTimeout(connectMs, () => socket.destroy(new Error('no connection in time')));
      // Listened to from the beginning: clamd answers and hangs up early where a stream is too long for it.
      const answered = answerOf(socket);
      answered.catch(() => {});
      try {
        await Promise.race([once(socket, 'connect'), answered]);
        socket.setTimeout(answerMs, () => socket.destroy(new Error('no answer in time')));
        const sent = send(content, socket);
        // Ended early by an answer, it fails for that reason alone.
        sent.catch(() => {});
        await Promise.race([sent, answered]);
        return understood(await answered);
      } catch (error) {
        if (error instanceof ScannerRefused || error instanceof ScannerDown) throw error;
        if (content.errored && content.errored.name !== 'AbortError') throw content.errored;
        throw new ScannerDown('the scanner cannot be reached', { cause: error });
      } finally {
        content.destroy();
        socket.destroy();
      }
    },
  };
}

async function send(content: Readable, socket: Socket): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const chunk of content as AsyncIterable<Buffer>) {
    if (socket.destroyed || socket.readableEnded) return;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    socket.write(length);
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    // An answer that came meanwhile is read before a write to a closed connection would end it unread.
    await setImmediate();
  }
  socket.write(Buffer.alloc(4));
}

async function answerOf(socket: Socket): Promise<string> {
  let answer = '';
  let failure: unknown;
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
    if (answer.length > longestAnswer) socket.destroy(new Error('the answer is too long'));
  });
  socket.on('error', (error) => {
    failure = error;
  });
  await new Promise((resolve) => {
    socket.once('end', resolve);
    socket.once('close', resolve);
  });
  // A reset after the answer takes nothing away from it: clamd does so to a stream that is too long.
  if (answer === '') throw failure ?? new Error('no answer');
  return answer.replace(/\0[\s\S]*$/, '').trim();
}

function understood(answer: string): ScanResult {
  if (answer === 'stream: OK') return { clean: true };
  const signature = /^stream: (\S.*) FOUND$/.exec(answer)?.[1];
  if (signature !== undefined) return { clean: false, signature: signature.slice(0, 200) };
  if (/size limit exceeded/i.test(answer)) throw new ScannerRefused('larger than the scanner takes');
  throw new ScannerDown(`the scanner answered: ${answer.slice(0, 200)}`);
}
