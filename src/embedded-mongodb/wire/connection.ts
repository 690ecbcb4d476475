import type { Socket } from 'node:net';
import type { CommandContext } from '../commands/context.ts';
import { MongoServerFault } from '../errors.ts';
import type { Doc } from '../values/types.ts';
import { FrameReader } from './frames.ts';
import { parseRequest, type Request } from './message.ts';
import { encodeReply } from './reply.ts';

export type Dispatch = (request: Request, connection: CommandContext['connection']) => Promise<Doc> | Doc;

let nextReplyId = 1;

/**
 * Serves one client: reads messages, answers each in turn. A malformed message closes this connection and no other.
 * @param log receives a line for what the client cannot be told
 */
export function serveConnection(
  socket: Socket,
  id: number,
  dispatch: Dispatch,
  log: (line: string) => void,
): void {
  const reader = new FrameReader();
  const connection = { id, remote: `${socket.remoteAddress}:${socket.remotePort}` };
  let turn: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const frame of reader.push(chunk)) {
        const request = parseRequest(frame);
        turn = turn.then(() => answer(request));
      }
    } catch (error) {
      log(`connection ${id} closed: ${(error as Error).message}`);
      turn = turn.then(() => {
        socket.destroy();
      });
    }
  });

  async function answer(request: Request): Promise<void> {
    const reply = await run(request);
    if (!request.wantsReply || socket.destroyed) return;
    const replyId = nextReplyId;
    nextReplyId = (nextReplyId + 1) & 0x7fffffff;
    if (socket.write(encode(request, reply, replyId))) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
  }

  function encode(request: Request, reply: Doc, replyId: number): Buffer {
    try {
      return encodeReply(request, reply, replyId);
    } catch (error) {
      log(`reply could not be encoded: ${(error as Error).message}`);
      const fault = new MongoServerFault(10334, `the reply is too large: ${(error as Error).message}`);
      return encodeReply(request, fault.toReply(), replyId);
    }
  }

  async function run(request: Request): Promise<Doc> {
    try {
      return await dispatch(request, connection);
    } catch (error) {
      if (error instanceof MongoServerFault) return error.toReply();
      log(`internal error: ${(error as Error).stack}`);
      return new MongoServerFault(1, `internal error: ${(error as Error).message}`).toReply();
    }
  }
}
