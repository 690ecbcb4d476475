import { expect } from 'chai';
import { type Doc, failure, useDatabase } from './database.ts';

describe('embedded-mongodb: findAndModify', () => {
  const database = useDatabase();

  it('gives the document as it was, or as it is now', async () => {
    const collection = database.collection();
    await collection.insertOne({ _id: 1, n: 1 } as Doc);
    expect(await collection.findOneAndUpdate({}, { $inc: { n: 1 } })).to.deep.equal({ _id: 1, n: 1 });
    expect(
      await collection.findOneAndUpdate({}, { $inc: { n: 1 } }, { returnDocument: 'after' }),
    ).to.deep.equal({ _id: 1, n: 3 });
    expect(await collection.findOneAndUpdate({ n: 99 }, { $inc: { n: 1 } })).to.equal(null);
  });

  it('takes the first by sort and shows the wanted fields', async () => {
    const collection = database.collection();
    await collection.insertMany([
      { _id: 1, n: 1, x: 1 },
      { _id: 2, n: 5, x: 2 },
    ] as Doc[]);
    const found = await collection.findOneAndUpdate(
      {},
      { $set: { seen: true } },
      { sort: { n: -1 }, projection: { n: 1 } },
    );
    expect(found).to.deep.equal({ _id: 2, n: 5 });
    expect(await collection.findOne({ seen: true })).to.deep.equal({ _id: 2, n: 5, x: 2, seen: true });
  });

  it('upserts, replaces and removes', async () => {
    const collection = database.collection();
    expect(
      await collection.findOneAndUpdate(
        { _id: 1 } as Doc,
        { $set: { a: 1 } },
        { upsert: true, returnDocument: 'after' },
      ),
    ).to.deep.equal({ _id: 1, a: 1 });
    expect(
      await collection.findOneAndReplace({ _id: 1 } as Doc, { b: 2 }, { returnDocument: 'after' }),
    ).to.deep.equal({ _id: 1, b: 2 });
    expect(await collection.findOneAndDelete({ b: 2 })).to.deep.equal({ _id: 1, b: 2 });
    expect(await collection.countDocuments()).to.equal(0);
  });

  it('uses array filters', async () => {
    const collection = database.collection();
    await collection.insertOne({ _id: 1, list: [{ id: 1 }, { id: 2 }] } as unknown as Doc);
    const found = await collection.findOneAndUpdate(
      {},
      { $set: { 'list.$[e].done': true } },
      { arrayFilters: [{ 'e.id': 2 }], returnDocument: 'after' },
    );
    expect(found?.list).to.deep.equal([{ id: 1 }, { id: 2, done: true }]);
  });

  it('loses none of 50 increments at once', async () => {
    const collection = database.collection();
    await collection.insertOne({ _id: 1, n: 0 } as Doc);
    const results = await Promise.all(
      Array.from({ length: 50 }, () =>
        collection.findOneAndUpdate({ _id: 1 } as Doc, { $inc: { n: 1 } }, { returnDocument: 'after' }),
      ),
    );
    expect(new Set(results.map((doc) => doc?.n)).size).to.equal(50);
    expect((await collection.findOne())?.n).to.equal(50);
  });

  it('lets one of 20 step from the expected state', async () => {
    const collection = database.collection();
    await collection.insertOne({ _id: 1, state: 'open' } as Doc);
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        collection.updateOne({ _id: 1, state: 'open' } as Doc, { $set: { state: 'taken', by: i } }),
      ),
    );
    expect(results.reduce((sum, { modifiedCount }) => sum + modifiedCount, 0)).to.equal(1);
  });

  it('makes one document of 20 upserts by a unique key', async () => {
    const collection = database.collection();
    await collection.createIndex({ key: 1 }, { unique: true });
    const upsert = () => collection.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true });
    const retried = async () => {
      try {
        return await upsert();
      } catch (error) {
        expect((error as { code?: number }).code).to.equal(11000);
        return upsert();
      }
    };
    await Promise.all(Array.from({ length: 20 }, retried));
    expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([
      { key: 'k', n: 20 },
    ]);
  });

  it('lets one of 20 insert a unique value', async () => {
    const collection = database.collection();
    await collection.createIndex({ key: 1 }, { unique: true });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, () => collection.insertOne({ key: 'k' })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).to.have.length(1);
  });

  it('answers 9 to removing and updating at once', async () => {
    const error = await failure(
      database.db.command({ findAndModify: 'c', remove: true, update: { $set: { a: 1 } } }),
    );
    expect(error.code).to.equal(9);
  });
});
