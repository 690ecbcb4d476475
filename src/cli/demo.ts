import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Config, parseConfig } from '../platform/config.ts';
import { startServer } from '../server.ts';
import { loadDemo } from './demo/load.ts';
import { demoPassword, demoPeople } from './demo/people.ts';
import { run, say, stopOnSignal } from './run.ts';

run(async () => {
  const config = parseConfig(process.env, 'demo');
  if (process.argv.includes('--reset')) await reset(config);
  await mark(config);
  let offset = 0;
  const server = await startServer(
    { ...config, logLevel: process.env.BLAUPAUSE_LOG_LEVEL ? config.logLevel : 'warn' },
    {
      now: () => new Date(Date.now() - offset),
      prepare: (services) =>
        loadDemo(services, (days) => {
          offset = days * 86_400_000;
        }),
    },
  );
  stopOnSignal(() => server.stop());
  greet(config, server.database);
});

/** The file that marks a data folder as the demo's, so that --reset never empties another. */
function markerOf(config: Config): string {
  return join(config.dataDir, 'demo');
}

async function mark(config: Config): Promise<void> {
  const used = await exists(join(config.dataDir, 'engine'));
  if (used && !(await exists(markerOf(config)))) {
    throw new Error(
      `In ${config.dataDir} liegen Daten, die nicht von der Vorführung stammen. Bitte einen anderen BLAUPAUSE_DATA_DIR wählen.`,
    );
  }
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(markerOf(config), 'Dieser Ordner gehört der Vorführung; --reset leert ihn.\n');
}

async function reset(config: Config): Promise<void> {
  if (config.mongodbUri !== null)
    throw new Error('--reset leert nur eigene Datenordner, keine Datenbank unter MONGODB_URI.');
  if (!(await exists(config.dataDir))) return;
  if (!(await exists(markerOf(config))))
    throw new Error(`${config.dataDir} gehört nicht der Vorführung und wird nicht geleert.`);
  for (const name of ['embedded', 'mongod', 'mail', 'engine']) {
    await rm(join(config.dataDir, name), { recursive: true, force: true });
  }
  say('Die Vorführung beginnt von vorn.');
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function greet(config: Config, database: string): void {
  const width = Math.max(...demoPeople.map(({ email }) => email.length));
  say(`\nBlaupause läuft auf ${config.baseUrl} (nur auf diesem Rechner erreichbar). Beenden mit Strg+C.`);
  say(`${database}\n`);
  say(`Konten der Vorführung, Kennwort für alle: ${demoPassword}`);
  for (const { email, name, part } of demoPeople) say(`  ${email.padEnd(width)}  ${name}: ${part}`);
  say(`\nE-Mails gehen nicht hinaus; sie stehen auf ${config.baseUrl}/demo`);
}
