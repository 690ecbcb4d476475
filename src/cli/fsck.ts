import { startEmbeddedServer } from '../embedded-mongodb/index.ts';
import { parseConfig } from '../platform/config.ts';
import { openDatabase } from '../platform/database.ts';
import { makeLog } from '../platform/log.ts';
import { makeServices } from '../services.ts';
import { bytes } from '../shared/german.ts';
import { run, say } from './run.ts';

const words = { missing: 'fehlt', size: 'hat eine andere Größe', content: 'hat einen anderen Inhalt' };

run(async () => {
  const config = parseConfig({ ...process.env, BLAUPAUSE_LOG_LEVEL: 'silent' }, 'development');
  const log = makeLog(config);
  const database = await openDatabase(config, { startEmbedded: startEmbeddedServer }, log);
  try {
    const { artifacts } = await makeServices({ config, connection: database.connection, log });
    const { checked, faults } = await artifacts.check();
    for (const { slug, title, sha256, fault } of faults)
      say(`${slug}: „${title}“ ${words[fault]} (${sha256})`);
    say(`${checked} Projektergebnisse geprüft, ${faults.length} Fehler.`);
    const mended = await artifacts.quotas.recountAll();
    for (const { organisationId, before, after } of mended)
      say(
        `Belegter Speicher der Organisation ${organisationId} berichtigt: ${bytes(after)} statt ${bytes(before)}.`,
      );
    if (faults.length > 0) process.exitCode = 1;
  } finally {
    await database.close();
  }
});
