import { expect } from 'chai';
import { mongo } from 'mongoose';
import { type Doc, failure, useDatabase } from './database.ts';

describe('embedded-mongodb: cursors', () => {
  const database = useDatabase();
  const docs = (n: number) => Array.from({ length: n }, (_, i) => ({ _id: i })) as Doc[];

  it('gives everything in batches, in the order of insertion', async () => {
    const collection = database.collection();
    await collection.insertMany(docs(1000).toReversed());
    const found = await collection.find({}, { batchSize: 7 }).toArray();
    expect(found.map(({ _id }) => _id)).to.deep.equal(
      docs(1000)
        .map(({ _id }) => _id)
        .toReversed(),
    );
  });

  it('holds the result as it was when asked', async () => {
    const collection = database.collection();
    await collection.insertMany(docs(10));
    const cursor = collection.find({}, { batchSize: 2 });
    await cursor.next();
    await collection.insertOne({ _id: 99 } as Doc);
    expect(await cursor.toArray()).to.have.length(9);
  });

  it('splits batches at 16 MiB', async () => {
    const collection = database.collection();
    const text = 'x'.repeat(6 * 1024 * 1024);
    for (const _id of [1, 2, 3, 4]) await collection.insertOne({ _id, text } as unknown as Doc);
    const reply = await database.db.command({ find: collection.collectionName, batchSize: 100 });
    expect(reply.cursor.firstBatch).to.have.length(2);
    const rest = await database.db.command({
      getMore: reply.cursor.id,
      collection: collection.collectionName,
    });
    expect(rest.cursor.nextBatch).to.have.length(2);
  }).timeout(30_000);

  it('knows no cursor that was killed or read to its end', async () => {
    const collection = database.collection();
    await collection.insertMany(docs(10));
    const open = async () =>
      (await database.db.command({ find: collection.collectionName, batchSize: 2 })).cursor.id as mongo.Long;
    const id = await open();
    const killed = await database.db.command({ killCursors: collection.collectionName, cursors: [id] });
    expect(killed.cursorsKilled).to.have.length(1);
    const more = (cursor: mongo.Long) =>
      database.db.command({ getMore: cursor, collection: collection.collectionName });
    expect((await failure(more(mongo.Long.fromNumber(Number(id))))).code).to.equal(43);
    const other = mongo.Long.fromNumber(Number(await open()));
    expect((await more(other)).cursor.nextBatch).to.have.length(8);
    expect((await failure(more(other))).code).to.equal(43);
  });

  it('closes after the first batch when told, and starts with none at size 0', async () => {
    const collection = database.collection();
    await collection.insertMany(docs(10));
    const single = await database.db.command({
      find: collection.collectionName,
      batchSize: 2,
      singleBatch: true,
    });
    expect([single.cursor.firstBatch.length, Number(single.cursor.id)]).to.deep.equal([2, 0]);
    const none = await database.db.command({ find: collection.collectionName, batchSize: 0 });
    expect(none.cursor.firstBatch).to.deep.equal([]);
    expect(Number(none.cursor.id)).not.to.equal(0);
  });

  it('explains an aggregation', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 });
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    const explained = await collection.aggregate([{ $match: { a: 1 } }]).explain();
    expect(JSON.stringify(explained)).to.contain('IXSCAN');
  });

  it('answers an error to negative sizes', async () => {
    const name = database.collection().collectionName;
    expect((await failure(database.db.command({ find: name, batchSize: -1 }))).code).to.equal(51024);
    expect((await failure(database.db.command({ find: name, skip: -1 }))).code).to.equal(51024);
  });
});

describe('embedded-mongodb: sessions and commands', () => {
  const database = useDatabase();
  const client = () => new mongo.MongoClient(database.uri);

  it('accepts sessions and ends them', async () => {
    const own = await client().connect();
    const session = own.startSession();
    const collection = own.db(database.db.databaseName).collection<Doc>('sessions');
    await collection.insertOne({ a: 1 }, { session });
    expect(await collection.countDocuments({}, { session })).to.equal(1);
    await session.endSession();
    await own.close();
  });

  it('refuses transactions on a standalone server', async function () {
    const hello = await database.db.command({ hello: 1 });
    if (hello.setName) return this.skip();
    const own = await client().connect();
    const session = own.startSession();
    const lsid = session.id;
    const transaction = {
      lsid,
      txnNumber: mongo.Long.fromNumber(1),
      startTransaction: true,
      autocommit: false,
    };
    const error = await failure(database.db.command({ insert: 'tx', documents: [{ a: 1 }], ...transaction }));
    expect(error.code).to.equal(20);
    expect(error.message).to.contain(
      'Transaction numbers are only allowed on a replica set member or mongos',
    );
    session.startTransaction();
    await failure(own.db(database.db.databaseName).collection<Doc>('tx').insertOne({ a: 1 }, { session }));
    expect(await database.db.collection('tx').countDocuments()).to.equal(0);
    await session.endSession();
    await own.close();
  });

  it('answers 59 to an unknown command and 73 to an invalid name', async () => {
    expect((await failure(database.db.command({ doWhatIMean: 1 }))).code).to.equal(59);
    expect((await failure(database.db.command({ insert: 'a$b', documents: [{ a: 1 }] }))).code).to.equal(73);
  });

  for (const command of [
    { ping: 1 },
    { buildInfo: 1 },
    { serverStatus: 1 },
    { hostInfo: 1 },
    { connectionStatus: 1 },
    { whatsmyuri: 1 },
    { getLog: 'startupWarnings' },
    { getParameter: 1, featureCompatibilityVersion: 1 },
    { listDatabases: 1 },
  ]) {
    it(`answers ${Object.keys(command)[0]}`, async () => {
      const own = await client().connect();
      const reply = await own.db('admin').command(command);
      expect(reply.ok).to.equal(1);
      await own.close();
    });
  }

  it('lists and drops databases', async () => {
    const own = await client().connect();
    const name = `${database.db.databaseName}_other`;
    await own.db(name).collection('c').insertOne({ a: 1 });
    const names = async () => (await own.db().admin().listDatabases()).databases.map((one) => one.name);
    expect(await names()).to.include(name);
    await own.db(name).dropDatabase();
    expect(await names()).not.to.include(name);
    await own.close();
  });
});
