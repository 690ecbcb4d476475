import { parseConfig } from '../platform/config.ts';
import { startServer } from '../server.ts';
import { run, say, stopOnSignal } from './run.ts';

run(async () => {
  const server = await startServer(parseConfig(process.env, 'production'));
  stopOnSignal(() => server.stop());
  say(`Blaupause läuft auf ${server.url}. ${server.database}.`);
  const link = await server.services.accounts.ensureFirstOperatorLink();
  if (link !== null) {
    say('Es gibt noch kein Konto für den Plattformbetrieb. Legen Sie es innerhalb von 24 Stunden hier an:');
    say(link);
  }
});
