import { expect } from 'chai';
import { type Doc, failure, useDatabase } from './database.ts';

type Case = readonly [
  name: string,
  before: Doc,
  update: Doc | Doc[],
  after: Doc,
  filter?: Doc,
  arrayFilters?: Doc[],
];

const CASES: readonly Case[] = [
  ['$set', { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  ['$set adds fields in the order of their names', {}, { $set: { c: 1, a: 2, b: 3 } }, { a: 2, b: 3, c: 1 }],
  ['$set makes parents', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set into an array', { a: [1, 2] }, { $set: { 'a.1': 9 } }, { a: [1, 9] }],
  ['$set behind the end fills up with null', { a: [1] }, { $set: { 'a.3': 9 } }, { a: [1, null, null, 9] }],
  ['$set in a document of an array', { a: [{ b: 1 }] }, { $set: { 'a.0.b': 2 } }, { a: [{ b: 2 }] }],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  ['$unset in an array leaves null', { a: [1, 2, 3] }, { $unset: { 'a.1': '' } }, { a: [1, null, 3] }],
  ['$inc', { a: 1 }, { $inc: { a: 2, b: 5 } }, { a: 3, b: 5 }],
  ['$mul', { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
  ['$min', { a: 5, b: 5 }, { $min: { a: 3, b: 9, c: 1 } }, { a: 3, b: 5, c: 1 }],
  ['$max across types', { a: 5 }, { $max: { a: 'x' } }, { a: 'x' }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c.d', x: 'y' } }, { b: 2, c: { d: 1 } }],
  ['$push', { a: [1] }, { $push: { a: 2 } }, { a: [1, 2] }],
  ['$push makes the array', {}, { $push: { a: [1] } }, { a: [[1]] }],
  [
    '$push $each $position',
    { a: [1, 4] },
    { $push: { a: { $each: [2, 3], $position: 1 } } },
    { a: [1, 2, 3, 4] },
  ],
  [
    '$push $sort $slice',
    { a: [{ n: 3 }, { n: 1 }] },
    { $push: { a: { $each: [{ n: 2 }], $sort: { n: -1 }, $slice: 2 } } },
    { a: [{ n: 3 }, { n: 2 }] },
  ],
  ['$push $slice from the end', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$addToSet', { a: [1] }, { $addToSet: { a: 1 } }, { a: [1] }],
  ['$addToSet $each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [
    '$addToSet minds field order',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['$pull a value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by operators', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['$pull documents', { a: [{ x: 1, y: 1 }, { x: 2 }] }, { $pull: { a: { x: 1 } } }, { a: [{ x: 2 }] }],
  ['$pull with $in', { a: ['x', 'y', 'z'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
  ['$pullAll', { a: [1, 2, 3, 1] }, { $pullAll: { a: [1, 3] } }, { a: [2] }],
  ['$pop last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  ['$pop first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  ['$bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ['$setOnInsert changes nothing present', { a: 1 }, { $setOnInsert: { b: 1 } }, { a: 1 }],
  ['positional $', { a: [1, 2, 2] }, { $set: { 'a.$': 9 } }, { a: [1, 9, 2] }, { a: 2 }],
  [
    'positional $ on documents',
    { a: [{ x: 1 }, { x: 2 }] },
    { $set: { 'a.$.y': 9 } },
    { a: [{ x: 1 }, { x: 2, y: 9 }] },
    { 'a.x': 2 },
  ],
  [
    'positional $ after $elemMatch',
    {
      a: [
        { x: 1, y: 2 },
        { x: 1, y: 1 },
      ],
    },
    { $inc: { 'a.$.x': 1 } },
    {
      a: [
        { x: 1, y: 2 },
        { x: 2, y: 1 },
      ],
    },
    { a: { $elemMatch: { x: 1, y: 1 } } },
  ],
  ['$[]', { a: [{ x: 1 }, { x: 2 }] }, { $inc: { 'a.$[].x': 1 } }, { a: [{ x: 2 }, { x: 3 }] }],
  [
    '$[name]',
    { a: [{ x: 1 }, { x: 2 }] },
    { $set: { 'a.$[e].y': 0 } },
    { a: [{ x: 1 }, { x: 2, y: 0 }] },
    {},
    [{ 'e.x': { $gt: 1 } }],
  ],
  [
    '$[name] on values',
    { a: [1, 20, 3] },
    { $set: { 'a.$[big]': 10 } },
    { a: [1, 10, 3] },
    {},
    [{ big: { $gte: 10 } }],
  ],
  ['pipeline', { a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }], { b: 2 }],
];

describe('embedded-mongodb: updates', () => {
  const database = useDatabase();

  for (const [name, before, update, after, filter = {}, arrayFilters] of CASES) {
    it(name, async () => {
      const collection = database.collection();
      await collection.insertOne({ _id: 1, ...before } as Doc);
      await collection.updateOne({ _id: 1, ...filter } as Doc, update, { arrayFilters });
      const [found] = await collection.find().toArray();
      expect(JSON.stringify(found)).to.equal(JSON.stringify({ _id: 1, ...after }));
    });
  }

  it('replaces a document and keeps its _id', async () => {
    const collection = database.collection();
    await collection.insertOne({ _id: 1, a: 1, b: 2 } as Doc);
    const result = await collection.replaceOne({ a: 1 }, { c: 3 });
    expect(result.modifiedCount).to.equal(1);
    expect(await collection.findOne()).to.deep.equal({ _id: 1, c: 3 });
  });

  it('counts a document that stays as it is as matched, not as modified', async () => {
    const collection = database.collection();
    await collection.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);
    const result = await collection.updateMany({ a: { $gte: 1 } }, { $set: { a: 1 } });
    expect([result.matchedCount, result.modifiedCount]).to.deep.equal([3, 1]);
  });

  it('sets the current date', async () => {
    const collection = database.collection();
    const started = Date.now();
    await collection.insertOne({ _id: 1 } as Doc);
    await collection.updateOne({}, { $currentDate: { at: true, also: { $type: 'date' } } } as Doc);
    const found = await collection.findOne();
    expect(found?.at.getTime()).to.be.within(started, Date.now());
    expect(found?.also).to.be.instanceOf(Date);
  });

  it('upserts from the equalities of the filter, $set and $setOnInsert', async () => {
    const collection = database.collection();
    const result = await collection.updateOne(
      { a: 1, 'b.c': 2, d: { $gt: 5 }, $and: [{ e: { $eq: 3 } }] },
      { $set: { f: 4 }, $setOnInsert: { g: 5 }, $inc: { n: 1 } },
      { upsert: true },
    );
    expect([result.matchedCount, result.upsertedCount]).to.deep.equal([0, 1]);
    const found = await collection.findOne({}, { projection: { _id: 0 } });
    expect(found).to.deep.equal({ a: 1, b: { c: 2 }, e: 3, f: 4, g: 5, n: 1 });
  });

  it('upserts a replacement with the _id of the filter', async () => {
    const collection = database.collection();
    const result = await collection.replaceOne({ _id: 7 } as Doc, { x: 1 }, { upsert: true });
    expect(result.upsertedId).to.equal(7);
    expect(await collection.findOne()).to.deep.equal({ _id: 7, x: 1 });
  });

  it('keeps what a multi update did before the document that cannot be changed', async () => {
    const collection = database.collection();
    await collection.insertMany([
      { _id: 1, a: 1 },
      { _id: 2, a: 'x' },
      { _id: 3, a: 1 },
    ] as Doc[]);
    const error = await failure(collection.updateMany({}, { $inc: { a: 1 } }));
    expect(error.code).to.equal(14);
    const found = await collection.find().sort({ _id: 1 }).toArray();
    expect(found.map((doc) => doc.a)).to.deep.equal([2, 'x', 1]);
  });

  const FAULTS: ReadonlyArray<readonly [number, Doc, Doc | Doc[]]> = [
    [9, {}, { $foo: { a: 1 } }],
    [66, { a: 1 }, { $set: { _id: 2 } }],
    [28, { a: 5 }, { $set: { 'a.b': 1 } }],
    [28, { a: [1] }, { $set: { 'a.b': 1 } }],
    [40, {}, { $set: { a: 1 }, $inc: { a: 1 } }],
    [40, {}, { $set: { a: 1, 'a.b': 1 } }],
    [14, { a: 'x' }, { $inc: { a: 1 } }],
    [14, { a: 1 }, { $inc: { a: 'x' } }],
    [2, { a: 5 }, { $push: { a: 1 } }],
    [2, { a: 5 }, { $addToSet: { a: 1 } }],
    [2, { a: 5 }, { $pull: { a: 1 } }],
    [2, { a: [1] }, { $set: { 'a.$': 1 } }],
    [2, { a: 5 }, { $set: { 'a.$[]': 1 } }],
    [2, { a: [1] }, { $set: { 'a.$[e]': 1 } }],
    [56, {}, { $set: { '': 1 } }],
    [9, { a: [1] }, { $pop: { a: 2 } }],
    [66, { a: 1 }, [{ $set: { _id: 2 } }]],
  ];
  for (const [code, before, update] of FAULTS) {
    it(`answers ${code} to ${JSON.stringify(update)} on ${JSON.stringify(before)}`, async () => {
      const collection = database.collection();
      await collection.insertOne({ _id: 1, ...before } as Doc);
      const error = await failure(collection.updateOne({ _id: 1 } as Doc, update));
      expect(error.code).to.equal(code);
      expect(await collection.findOne()).to.deep.equal({ _id: 1, ...before });
    });
  }
});
