import { access, constants, mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * A mongod that is already on this machine: MONGOMS_SYSTEM_BINARY, the PATH, or the cache of
 * mongodb-memory-server. Nothing is downloaded.
 * @returns the program's path, or null
 */
export async function findMongod(env: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const candidates = [
    ...(env.MONGOMS_SYSTEM_BINARY ? [env.MONGOMS_SYSTEM_BINARY] : []),
    ...(env.PATH ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .map((folder) => join(folder, 'mongod')),
    ...(await cached()),
  ];
  for (const path of candidates) {
    if (
      await access(path, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return path;
  }
  return null;
}

async function cached(): Promise<string[]> {
  const { DryMongoBinary } = await import('mongodb-memory-server-core/lib/util/DryMongoBinary.js');
  const path = await DryMongoBinary.generateOptions()
    .then((options) => DryMongoBinary.locateBinary(options))
    .catch(() => undefined);
  return path ? [path] : [];
}

/** Starts mongod by mongodb-memory-server on a folder that lasts; may download one where none is on the machine. */
export async function startMongod(dbPath: string): Promise<{ uri: string; stop(): Promise<void> }> {
  const { MongoMemoryServer } = await import('mongodb-memory-server');
  await mkdir(dbPath, { recursive: true });
  const systemBinary = await findMongod();
  const server = await MongoMemoryServer.create({
    instance: { dbPath, storageEngine: 'wiredTiger' },
    binary: systemBinary ? { systemBinary } : {},
  });
  return {
    uri: server.getUri(),
    stop: async () => {
      await server.stop({ doCleanup: false });
    },
  };
}
