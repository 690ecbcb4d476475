import { parseArgs } from 'node:util';
import { startServer } from './server.ts';

/**
 * The engine's process. It says `{ ready: { port } }` or `{ failed }` to the process that forked it, and ends with it: when that
 * one disconnects or asks with SIGTERM. SIGINT of a terminal goes to both, so it is left to the parent.
 */
const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string' },
    port: { type: 'string' },
    'ttl-interval-ms': { type: 'string' },
  },
});
const tell = (message: object) => process.connected && process.send?.(message);
const log = (line: string) => tell({ log: line });

process.on('SIGINT', () => undefined);

try {
  const dataDir = values['data-dir'];
  if (!dataDir) throw new Error('--data-dir is missing');
  const engine = await startServer({
    dataDir,
    port: Number(values.port ?? 0),
    ttlIntervalMs: Number(values['ttl-interval-ms'] ?? 60_000),
    log,
  });
  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    void engine.close().then(() => process.exit(0));
  };
  process.on('SIGTERM', close);
  process.on('disconnect', close);
  tell({ ready: { port: engine.port } });
  if (process.send && !process.connected) close();
} catch (error) {
  tell({ failed: (error as Error).message });
  process.exitCode = 1;
  process.disconnect?.();
}
