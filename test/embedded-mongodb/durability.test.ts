import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { startEmbeddedServer } from '../../src/embedded-mongodb/index.ts';
import { type Doc, eventually, failure, useEngine } from './database.ts';

/** Needs a process of its own to kill: there is nothing to check against another server. */
describe('embedded-mongodb: durability', () => {
  let engine: Awaited<ReturnType<typeof useEngine>>;
  let client: mongo.MongoClient;

  before(function () {
    if (process.env.MONGODB_URI) this.skip();
  });
  beforeEach(async () => {
    engine = await useEngine({ ttlIntervalMs: 50 });
    client = await new mongo.MongoClient(engine.server.uri, { serverSelectionTimeoutMS: 1000 }).connect();
  });
  afterEach(async () => {
    await client.close();
    await engine.remove();
  });
  const collection = () => client.db('test').collection<Doc>('docs');
  const reconnect = async () => {
    await client.close();
    await engine.restart();
    client = await new mongo.MongoClient(engine.server.uri, { serverSelectionTimeoutMS: 1000 }).connect();
  };

  it('loses no acknowledged write when its process is killed, and its indexes agree', async () => {
    await collection().createIndex({ n: 1 }, { unique: true });
    await collection().createIndex({ tags: 1 });
    const acknowledged: number[] = [];
    const writes = Array.from({ length: 200 }, async (_, n) => {
      await collection().insertOne({ _id: n, n, tags: [`t${n % 7}`, 'all'] } as unknown as Doc);
      await collection().updateOne({ n }, { $set: { n: n + 1000 } });
      acknowledged.push(n);
      if (acknowledged.length === 150) process.kill(engine.server.pid, 'SIGKILL');
    });
    await Promise.allSettled(writes);
    expect(acknowledged.length).to.be.at.least(150);
    await reconnect();
    const stored = await collection().find().toArray();
    for (const n of acknowledged)
      expect(stored.find(({ _id }) => (_id as unknown) === n)?.n).to.equal(n + 1000);
    for (const doc of stored) {
      expect(await collection().findOne({ n: doc.n })).to.deep.equal(doc);
      expect((await failure(collection().insertOne({ n: doc.n }))).code).to.equal(11000);
    }
    expect(await collection().countDocuments({ tags: 'all' })).to.equal(stored.length);
    expect(await collection().countDocuments()).to.equal(stored.length);
  });

  it('finds everything again after a stop, catalog and indexes included', async () => {
    await collection().createIndex(
      { a: 1 },
      { unique: true, partialFilterExpression: { a: { $exists: true } } },
    );
    await collection().insertMany([{ a: 1 }, { b: 1 }, { b: 1 }]);
    const before = await collection().find().toArray();
    const indexes = await collection().indexes();
    await reconnect();
    expect(await collection().find().toArray()).to.deep.equal(before);
    expect(await collection().indexes()).to.deep.equal(indexes);
    expect((await failure(collection().insertOne({ a: 1 }))).code).to.equal(11000);
  });

  it('removes expired documents: dates, the earliest of several, never those without', async () => {
    await collection().createIndex({ at: 1 }, { expireAfterSeconds: 10 });
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
    await collection().insertMany([
      { _id: 1, at: ago(11) },
      { _id: 2, at: ago(0) },
      { _id: 3, at: [ago(0), ago(60)] },
      { _id: 4, at: [ago(0), 'x'] },
      { _id: 5, at: 0 },
      { _id: 6 },
      { _id: 7, at: null },
    ] as unknown as Doc[]);
    await eventually(async () => (await collection().countDocuments()) === 5);
    const left = await collection().find().sort({ _id: 1 }).toArray();
    expect(left.map(({ _id }) => _id)).to.deep.equal([2, 4, 5, 6, 7]);
    await client.db('test').command({ collMod: 'docs', index: { name: 'at_1', expireAfterSeconds: 0 } });
    await eventually(async () => (await collection().countDocuments()) === 3);
  });

  it('refuses a folder that a living engine holds, and frees it when that one ends', async () => {
    const error = await failure(startEmbeddedServer({ dataDir: engine.dataDir }));
    expect(error.message).to.contain(`in use by process ${engine.server.pid}`);
    await engine.server.stop();
    const other = await startEmbeddedServer({ dataDir: engine.dataDir });
    await other.stop();
  });

  it('is started again when its process dies, and a waiting client only waits', async () => {
    const respawning = await useEngine({ respawn: true });
    const client = await mongo.MongoClient.connect(respawning.server.uri);
    try {
      const things = client.db('x').collection('things');
      await things.insertOne({ n: 1 });
      const first = respawning.server.pid;
      process.kill(first, 'SIGKILL');
      await eventually(async () => (await things.findOne({ n: 1 }).catch(() => null)) !== null);
      expect(respawning.server.pid).not.to.equal(first);
    } finally {
      await client.close();
      await respawning.remove();
    }
  });

  it('takes over a folder from a holder that is gone, also behind an unreadable lock', async () => {
    await collection().insertOne({ a: 1 });
    process.kill(engine.server.pid, 'SIGKILL');
    await reconnect();
    expect(await collection().countDocuments()).to.equal(1);
    await engine.server.stop();
    await writeFile(join(engine.dataDir, 'engine.lock'), '');
    await reconnect();
    expect(await collection().countDocuments()).to.equal(1);
  });

  it('ends with the process that started it', async () => {
    const script = `
      import { startEmbeddedServer } from './src/embedded-mongodb/index.ts';
      const server = await startEmbeddedServer({ dataDir: ${JSON.stringify(`${engine.dataDir}/second`)} });
      process.stdout.write(server.pid + '\\n');
    `;
    const tsx = createRequire(import.meta.url).resolve('tsx');
    const parent = spawn(process.execPath, ['--import', tsx, '--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    parent.kill('SIGKILL');
    const pid = Number(line.toString());
    await eventually(async () => {
      try {
        process.kill(pid, 0);
        return false;
      } catch {
        return true;
      }
    });
  });

  it('listens on loopback only', async () => {
    const port = Number(new URL(engine.server.uri).port);
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((one) => one && !one.internal && one.family === 'IPv4');
    for (const address of outside) {
      const socket = connect(port, address?.address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).to.equal('ECONNREFUSED');
    }
    const own = createServer().listen(port, '127.0.0.2');
    await once(own, 'listening');
    own.close();
  });
});
