import { expect } from 'chai';
import MongoStore from 'connect-mongo';
import type { SessionData } from 'express-session';
import mongoose, { Schema } from 'mongoose';
import { type Doc, failure, useDatabase } from './database.ts';

describe('embedded-mongodb: Mongoose', () => {
  const database = useDatabase();
  const connection = mongoose.createConnection();
  const townSchema = new Schema(
    { ags: { type: String, unique: true }, name: String, population: Number },
    { timestamps: true },
  );
  const projectSchema = new Schema({
    title: { type: String, required: true, index: true },
    lead: { type: Schema.Types.ObjectId, ref: 'Town' },
    history: [{ what: String, at: Date }],
    extra: Schema.Types.Mixed,
    labels: { type: Map, of: String },
  });
  const Town = connection.model('Town', townSchema);
  const Project = connection.model('Project', projectSchema);

  before(async () => {
    await connection.openUri(database.uri, { dbName: database.db.databaseName });
    await Promise.all([Town.init(), Project.init()]);
  });
  after(() => connection.close());
  beforeEach(() => Promise.all([Town.deleteMany({}), Project.deleteMany({})]));

  it('creates, reads, changes and deletes', async () => {
    const town = await Town.create({ ags: '05774032', name: 'Paderborn', population: 154000 });
    town.name = 'Stadt Paderborn';
    await town.save();
    const found = await Town.findById(town.id).orFail();
    expect(found.name).to.equal('Stadt Paderborn');
    expect(found.updatedAt.getTime()).to.be.at.least(found.createdAt.getTime());
    await found.deleteOne();
    expect(await Town.exists({ ags: '05774032' })).to.equal(null);
  });

  it('reports a double with pattern and value', async () => {
    await Town.create({ ags: '05774032' });
    const error = await failure(Town.create({ ags: '05774032' }));
    expect([error.code, error.keyPattern, error.keyValue]).to.deep.equal([
      11000,
      { ags: 1 },
      { ags: '05774032' },
    ]);
  });

  it('populates, updates arrays of documents, keeps maps and mixed values', async () => {
    const town = await Town.create({ ags: '05911000', name: 'Bochum' });
    const project = await Project.create({
      title: 'T',
      lead: town._id,
      labels: { de: 'Titel' },
      extra: { deep: [1, { x: null }] },
    });
    project.history.push({ what: 'made', at: new Date(0) });
    await project.save();
    await Project.updateOne(
      { _id: project._id, 'history.what': 'made' },
      { $set: { 'history.$.what': 'created' } },
    );
    const found = await Project.findOne({ title: 'T' }).populate<{ lead: { name: string } }>('lead').orFail();
    expect(found.lead.name).to.equal('Bochum');
    expect(found.history[0]?.what).to.equal('created');
    expect(found.labels?.get('de')).to.equal('Titel');
    expect(found.extra).to.deep.equal({ deep: [1, { x: null }] });
  });

  it('refuses to save a document that another has changed', async () => {
    const { _id } = await Project.create({ title: 'T', history: [{ what: 'a' }, { what: 'b' }] });
    const [one, two] = await Promise.all([Project.findById(_id).orFail(), Project.findById(_id).orFail()]);
    one.history.pull(one.history[0]?._id);
    await one.save();
    two.set('history.1.what', 'c');
    const error = await failure(two.save());
    expect(error.name).to.equal('VersionError');
  });

  it('iterates with a cursor, aggregates and writes in bulk', async () => {
    await Town.bulkWrite([
      ...Array.from({ length: 30 }, (_, i) => ({
        insertOne: { document: { ags: String(i), name: `N${i % 3}`, population: i } },
      })),
      {
        updateOne: {
          filter: { ags: 'new' },
          update: { $set: { name: 'N0', population: 100 } },
          upsert: true,
        },
      },
      { deleteMany: { filter: { population: { $lt: 3 } } } },
    ]);
    let sum = 0;
    for await (const town of Town.find().sort({ population: 1 }).cursor({ batchSize: 4 }))
      sum += town.population ?? 0;
    expect(sum).to.equal(532);
    const groups = await Town.aggregate<Doc>([
      { $group: { _id: '$name', n: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ]);
    expect(groups).to.deep.equal([
      { _id: 'N0', n: 10 },
      { _id: 'N1', n: 9 },
      { _id: 'N2', n: 9 },
    ]);
  });

  it('compares its indexes with the schema', async () => {
    expect(await Town.syncIndexes()).to.deep.equal([]);
    expect((await Town.diffIndexes()).toCreate).to.deep.equal([]);
    expect(await Town.collection.indexExists('ags_1')).to.equal(true);
  });
});

describe('embedded-mongodb: connect-mongo', () => {
  const database = useDatabase();

  it('stores, touches, finds and destroys sessions and makes its expiry index', async () => {
    const store = MongoStore.create({
      mongoUrl: database.uri,
      dbName: database.db.databaseName,
      collectionName: 'http',
      ttl: 100,
    });
    const call = <T>(act: (done: (error: unknown, value?: T | null) => void) => void) =>
      new Promise<T | null | undefined>((resolve, reject) =>
        act((error, value) => (error ? reject(error) : resolve(value))),
      );
    const session = { cookie: { originalMaxAge: 1000 }, user: 'u1' } as unknown as SessionData;
    await call((done) => store.set('s1', session, done));
    expect(await call((done) => store.get('s1', done))).to.deep.include({ user: 'u1' });
    await call((done) => store.touch('s1', session, done));
    const indexes = await database.db.collection('http').indexes();
    expect(
      indexes.some(({ key, expireAfterSeconds }) => 'expires' in key && expireAfterSeconds === 0),
    ).to.equal(true);
    await call((done) => store.destroy('s1', done));
    expect(await call((done) => store.get('s1', done))).not.to.be.ok;
    await store.close();
  });
});
