import { parseConfig } from '../platform/config.ts';
import { startServer } from '../server.ts';
import { run, say, stopOnSignal } from './run.ts';

run(async () => {
  const server = await startServer(parseConfig(process.env, 'development'));
  stopOnSignal(() => server.stop());
  say(`Blaupause (Entwicklung) läuft auf ${server.url}. ${server.database}.`);
});
