import { createServer, type Server, type Socket } from 'node:net';

/** EICAR's test file, in halves so that no scanner stops at this one (https://www.eicar.org). */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-', 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');
const inside = eicar.slice(30, 60);

export type FakeClamd = {
  /** "127.0.0.1:3310" */
  address: string;
  /** How many streams it has been sent. */
  readonly scans: number;
  /** Says nothing but this to everything; null to answer honestly again, '' to hang. */
  answer(words: string | null): void;
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
};

/** A scanner that speaks clamd's INSTREAM and finds EICAR, unpacked or not; streams beyond `maxBytes` it refuses. */
export async function fakeClamd({ maxBytes = 1_000_000 } = {}): Promise<FakeClamd> {
  let scans = 0;
  let fixed: string | null = null;
  let port = 0;
  let server: Server;
  const sockets = new Set<Socket>();

  function serve(socket: Socket): void {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    let pending = Buffer.alloc(0);
    let greeted = false;
    let content = '';
    let length = 0;
    let replied = false;
    socket.on('data', (chunk) => {
      if (replied) return;
      pending = Buffer.concat([pending, chunk]);
      if (!greeted) {
        if (pending.length < 10) return;
        if (pending.subarray(0, 10).toString() !== 'zINSTREAM\0') return void socket.end('UNKNOWN COMMAND\0');
        greeted = true;
        scans += 1;
        pending = pending.subarray(10);
      }
      while (pending.length >= 4) {
        const size = pending.readUInt32BE(0);
        if (size === 0)
          return reply(content.includes(inside) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK');
        if (pending.length < 4 + size) return;
        content += pending.subarray(4, 4 + size).toString('latin1');
        length += size;
        pending = pending.subarray(4 + size);
        if (length > maxBytes) return reply('INSTREAM size limit exceeded. ERROR');
      }
    });
    function reply(honest: string): void {
      replied = true;
      if (fixed !== '') socket.end(`${fixed ?? honest}\0`);
    }
  }

  const fake: FakeClamd = {
    get address() {
      return `127.0.0.1:${port}`;
    },
    get scans() {
      return scans;
    },
    answer(words) {
      fixed = words;
    },
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
    async start() {
      server = createServer({ allowHalfOpen: false }, serve);
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
      const at = server.address();
      if (at !== null && typeof at === 'object') port = at.port;
    },
  };
  await fake.start();
  return fake;
}
