import { expect } from 'chai';
import { type Doc, failure, useDatabase } from './database.ts';

describe('embedded-mongodb: unique indexes', () => {
  const database = useDatabase();

  it('refuses a second document and names index, pattern and value', async () => {
    const collection = database.collection();
    await collection.createIndex({ email: 1 }, { unique: true });
    await collection.insertOne({ email: 'a@stadt.example' });
    const error = await failure(collection.insertOne({ email: 'a@stadt.example' }));
    expect(error.code).to.equal(11000);
    expect(error.keyPattern).to.deep.equal({ email: 1 });
    expect(error.keyValue).to.deep.equal({ email: 'a@stadt.example' });
    expect(error.message).to.match(
      /E11000 duplicate key error collection: \S+ index: email_1 dup key: { email: "a@stadt.example" }/,
    );
    expect(await collection.countDocuments()).to.equal(1);
  });

  it('counts a missing field as null', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({});
    expect((await failure(collection.insertOne({ a: null }))).code).to.equal(11000);
  });

  it('holds for several fields together', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await collection.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
      { a: 2, b: 1 },
    ]);
    const error = await failure(collection.insertOne({ a: 1, b: 2 }));
    expect(error.keyValue).to.deep.equal({ a: 1, b: 2 });
  });

  it('holds for the elements of arrays, but not within one document', async () => {
    const collection = database.collection();
    await collection.createIndex({ tags: 1 }, { unique: true });
    await collection.insertOne({ tags: ['x', 'y', 'x'] });
    expect((await failure(collection.insertOne({ tags: ['z', 'y'] }))).code).to.equal(11000);
    await collection.insertOne({ tags: ['z'] });
  });

  it('keeps fields below one array together', async () => {
    const collection = database.collection();
    await collection.createIndex({ 'm.user': 1, 'm.role': 1 }, { unique: true });
    await collection.insertOne({
      m: [
        { user: 1, role: 'a' },
        { user: 2, role: 'b' },
      ],
    });
    await collection.insertOne({ m: [{ user: 1, role: 'b' }] });
    expect((await failure(collection.insertOne({ m: [{ user: 2, role: 'b' }] }))).code).to.equal(11000);
  });

  it('answers 171 to two arrays side by side', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1, b: 1 });
    expect((await failure(collection.insertOne({ a: [1], b: [2] }))).code).to.equal(171);
  });

  it('leaves documents without the field out when sparse', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true, sparse: true });
    await collection.insertMany([{ b: 1 }, { b: 2 }, { a: null }]);
    expect((await failure(collection.insertOne({ a: null }))).code).to.equal(11000);
    expect(await collection.countDocuments({ a: null })).to.equal(3);
  });

  it('holds only where a partial filter passes', async () => {
    const collection = database.collection();
    await collection.createIndex({ slug: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });
    await collection.insertMany([
      { _id: 1, slug: 'x', state: 'open' },
      { _id: 2, slug: 'x', state: 'closed' },
    ] as Doc[]);
    expect((await failure(collection.insertOne({ slug: 'x', state: 'open' }))).code).to.equal(11000);
    expect(
      (await failure(collection.updateOne({ _id: 2 } as Doc, { $set: { state: 'open' } }))).code,
    ).to.equal(11000);
    await collection.updateOne({ _id: 1 } as Doc, { $set: { state: 'closed' } });
    await collection.updateOne({ _id: 2 } as Doc, { $set: { state: 'open' } });
    expect(await collection.countDocuments({ slug: 'x' })).to.equal(2);
    expect(await collection.countDocuments({ slug: 'x', state: 'closed' })).to.equal(1);
  });

  it('tells apart values of different types and long values', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true });
    const long = 'x'.repeat(5000);
    await collection.insertMany([
      { a: 1 },
      { a: '1' },
      { a: true },
      { a: long },
      { a: `${long}y` },
      { a: [] },
    ]);
    expect((await failure(collection.insertOne({ a: long }))).code).to.equal(11000);
    expect(await collection.countDocuments({ a: `${long}y` })).to.equal(1);
    expect(await collection.countDocuments({ a: { $gte: long } })).to.equal(2);
  });

  it('is not built over documents that contradict it', async () => {
    const collection = database.collection();
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect((await failure(collection.createIndex({ a: 1 }, { unique: true }))).code).to.equal(11000);
    expect((await collection.indexes()).map(({ name }) => name)).to.deep.equal(['_id_']);
    await collection.insertOne({ a: 1 });
  });

  it('frees the value of a deleted and of a changed document', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    await collection.deleteOne({ a: 1 });
    await collection.updateOne({ a: 2 }, { $set: { a: 1 } });
    await collection.insertOne({ a: 2 });
  });

  it('reports the failing document of an ordered and of an unordered insert', async () => {
    const collection = database.collection();
    const docs = () => [{ _id: 1 }, { _id: 1 }, { _id: 2 }] as Doc[];
    const ordered = await failure(collection.insertMany(docs()));
    expect(ordered.code).to.equal(11000);
    expect(await collection.countDocuments()).to.equal(1);
    await failure(collection.insertMany(docs(), { ordered: false }));
    expect(await collection.countDocuments()).to.equal(2);
  });

  it('fails findAndModify with the same error', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    const error = await failure(collection.findOneAndUpdate({ a: 2 }, { $set: { a: 1 } }));
    expect(error.code).to.equal(11000);
    expect(error.keyPattern).to.deep.equal({ a: 1 });
  });
});

describe('embedded-mongodb: managing indexes', () => {
  const database = useDatabase();

  it('lists them with their options', async () => {
    const collection = database.collection();
    await collection.createIndexes([
      { key: { a: 1, b: -1 }, name: 'both' },
      { key: { c: 1 }, expireAfterSeconds: 60, sparse: true },
    ]);
    const listed = await collection.indexes();
    expect(
      listed.map(({ name, key, expireAfterSeconds, sparse }) => ({ name, key, expireAfterSeconds, sparse })),
    ).to.deep.equal([
      { name: '_id_', key: { _id: 1 }, expireAfterSeconds: undefined, sparse: undefined },
      { name: 'both', key: { a: 1, b: -1 }, expireAfterSeconds: undefined, sparse: undefined },
      { name: 'c_1', key: { c: 1 }, expireAfterSeconds: 60, sparse: true },
    ]);
  });

  it('takes an equal index for the wanted one and refuses a contradicting one', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 });
    await collection.createIndex({ a: 1 });
    expect((await failure(collection.createIndex({ a: 1 }, { unique: true, name: 'a_1' }))).code).to.be.oneOf(
      [85, 86],
    );
    expect((await failure(collection.createIndex({ b: 1 }, { name: 'a_1' }))).code).to.equal(86);
    expect((await failure(collection.createIndex({ a: 1 }, { name: 'other' }))).code).to.equal(85);
  });

  it('drops by name and answers 27 to an unknown one', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ a: 1 });
    await collection.dropIndex('a_1');
    await collection.insertOne({ a: 1 });
    expect((await failure(collection.dropIndex('a_1'))).code).to.equal(27);
    expect((await failure(collection.dropIndex('_id_'))).code).to.equal(72);
  });

  it('answers 26 to the indexes of a collection that does not exist', async () => {
    expect((await failure(database.collection().indexes())).code).to.equal(26);
  });

  it('lists, drops and forgets collections', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ a: 1 });
    const names = async () =>
      (await database.db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name);
    expect(await names()).to.include(collection.collectionName);
    await collection.drop();
    expect(await names()).not.to.include(collection.collectionName);
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await collection.countDocuments()).to.equal(2);
  });

  it('says truly whether an index serves', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1 });
    await collection.insertOne({ a: 1 });
    const plan = async (filter: Doc) =>
      JSON.stringify(
        ((await collection.find(filter).explain('queryPlanner')) as { queryPlanner: unknown }).queryPlanner,
      );
    expect(await plan({ a: 1 })).to.contain('IXSCAN');
    expect(await plan({ a: { $gte: 1 } })).to.contain('IXSCAN');
    expect(await plan({ a: /^x/ })).to.contain('IXSCAN');
    expect(await plan({ $or: [{ a: 1 }, { a: { $gt: 5 } }] })).to.contain('IXSCAN');
    expect(await plan({ $or: [{ a: 1 }, { b: 1 }] })).to.contain('COLLSCAN');
    expect(await plan({ b: 1 })).to.contain('COLLSCAN');
  });

  it('finds by what few documents have rather than by what many share', async () => {
    const collection = database.collection();
    await collection.createIndex({ state: 1, at: -1 });
    await collection.createIndex({ 'names.slug': 1 }, { sparse: true });
    await collection.insertMany([{ state: 'open' }, { state: 'open', names: [{ slug: 'a' }] }]);
    const found = collection.find({ 'names.slug': 'a', state: 'open' });
    expect(JSON.stringify(await found.clone().explain('queryPlanner'))).to.contain('names.slug_1');
    expect(await found.toArray()).to.have.length(1);
  });
});
