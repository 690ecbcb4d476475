import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A line between a browser and the server that tests can hold up and cut. */
export type Line = {
  url: string;
  /** Lets requests through until so many bytes have come on one connection, then no more. */
  holdAfter(bytes: number): void;
  /** Lets requests through and keeps what the server answers. */
  keepAnswers(): void;
  /** How many answers were kept so far. */
  kept(): number;
  /** Breaks all connections off and takes no new ones, for browsers try again by themselves. */
  cut(): void;
  /** Lets everything through again. */
  mend(): void;
  close(): Promise<void>;
};

/** Opens a line to the server at `target`. */
export async function openLine(target: string): Promise<Line> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let limit = Number.POSITIVE_INFINITY;
  let down = false;
  let keeping = false;
  let kept = 0;
  const server = createServer((from) => {
    if (down) return void from.destroy();
    const to = connect({ host: hostname, port: Number(port) });
    let passed = 0;
    for (const socket of [from, to]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => {
        open.delete(socket);
        from.destroy();
        to.destroy();
      });
    }
    from.on('data', (chunk: Buffer) => {
      passed += chunk.length;
      if (passed > limit) return void from.pause();
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
    to.on('data', (chunk: Buffer) => {
      if (keeping) kept += 1;
      else from.write(chunk);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    down = true;
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    holdAfter(bytes) {
      limit = bytes;
    },
    keepAnswers() {
      keeping = true;
    },
    kept: () => kept,
    cut,
    mend() {
      limit = Number.POSITIVE_INFINITY;
      keeping = false;
      down = false;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
