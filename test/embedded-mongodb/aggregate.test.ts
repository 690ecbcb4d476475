import { expect } from 'chai';
import { mongo } from 'mongoose';
import { type Doc, failure, useDatabase } from './database.ts';

const SALES: Doc[] = [
  { _id: 1, item: 'a', n: 5, tags: ['x', 'y'], at: new Date('2024-01-15T10:00:00Z'), box: { w: 1 } },
  { _id: 2, item: 'b', n: 2, tags: ['y'], at: new Date('2024-01-20T23:30:00Z'), box: { w: 2, h: 1 } },
  { _id: 3, item: 'a', n: 7, tags: [], at: new Date('2024-02-01T00:00:00Z') },
  { _id: 4, item: null, n: 1, at: new Date('2024-02-10T00:00:00Z'), tags: ['x'] },
  { _id: 5, n: 4, at: new Date('2024-02-11T00:00:00Z') },
];

const CASES: ReadonlyArray<readonly [name: string, pipeline: Doc[], result: Doc[]]> = [
  [
    '$match, $sort, $limit, $project',
    [
      { $match: { n: { $gt: 1 } } },
      { $sort: { n: -1 } },
      { $limit: 2 },
      { $project: { n: 1, twice: { $multiply: ['$n', 2] } } },
    ],
    [
      { _id: 3, n: 7, twice: 14 },
      { _id: 1, n: 5, twice: 10 },
    ],
  ],
  [
    '$group counts null and missing together',
    [
      {
        $group: {
          _id: '$item',
          count: { $sum: 1 },
          total: { $sum: '$n' },
          max: { $max: '$n' },
          min: { $min: '$n' },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: null, count: 2, total: 5, max: 4, min: 1 },
      { _id: 'a', count: 2, total: 12, max: 7, min: 5 },
      { _id: 'b', count: 1, total: 2, max: 2, min: 2 },
    ],
  ],
  [
    '$group by a document',
    [
      { $group: { _id: { y: { $year: '$at' }, m: { $month: '$at' } }, n: { $sum: '$n' } } },
      { $sort: { '_id.m': 1 } },
    ],
    [
      { _id: { y: 2024, m: 1 }, n: 7 },
      { _id: { y: 2024, m: 2 }, n: 12 },
    ],
  ],
  [
    '$group without key',
    [
      { $group: { _id: null, avg: { $avg: '$n' }, all: { $push: '$item' }, set: { $addToSet: '$item' } } },
      { $project: { avg: 1, all: 1, size: { $size: '$set' } } },
    ],
    [{ _id: null, avg: 3.8, all: ['a', 'b', 'a', null], size: 3 }],
  ],
  [
    '$first and $last',
    [{ $sort: { n: 1 } }, { $group: { _id: null, first: { $first: '$n' }, last: { $last: '$n' } } }],
    [{ _id: null, first: 1, last: 7 }],
  ],
  [
    '$unwind drops empty and missing',
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 2, tags: 'y' },
      { _id: 4, tags: 'x' },
    ],
  ],
  [
    '$unwind keeps them when told',
    [
      { $match: { _id: { $in: [3, 4] } } },
      { $unwind: { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 3, i: null },
      { _id: 4, tags: 'x', i: 0 },
    ],
  ],
  [
    '$sortByCount',
    [{ $unwind: '$tags' }, { $match: { _id: { $ne: 4 } } }, { $sortByCount: '$tags' }],
    [
      { _id: 'y', count: 2 },
      { _id: 'x', count: 1 },
    ],
  ],
  ['$count', [{ $match: { item: 'a' } }, { $count: 'n' }], [{ n: 2 }]],
  ['$count of nothing', [{ $match: { item: 'none' } }, { $count: 'n' }], []],
  [
    '$addFields nested and removed',
    [
      { $match: { _id: 2 } },
      { $addFields: { 'box.d': 3, box2: { w: '$box.w' }, item: '$$REMOVE' } },
      { $project: { tags: 0, at: 0 } },
    ],
    [{ _id: 2, n: 2, box: { w: 2, h: 1, d: 3 }, box2: { w: 2 } }],
  ],
  [
    '$unset',
    [{ $match: { _id: 2 } }, { $unset: ['tags', 'at', 'box.h'] }],
    [{ _id: 2, item: 'b', n: 2, box: { w: 2 } }],
  ],
  [
    '$bucket',
    [{ $bucket: { groupBy: '$n', boundaries: [0, 3, 6], default: 'more', output: { count: { $sum: 1 } } } }],
    [
      { count: 2, _id: 0 },
      { count: 2, _id: 3 },
      { count: 1, _id: 'more' },
    ],
  ],
  [
    '$facet',
    [{ $facet: { items: [{ $sortByCount: '$item' }, { $limit: 1 }], total: [{ $count: 'n' }] } }],
    [{ items: [{ _id: 'a', count: 2 }], total: [{ n: 5 }] }],
  ],
  ['$replaceRoot', [{ $match: { _id: 2 } }, { $replaceRoot: { newRoot: '$box' } }], [{ w: 2, h: 1 }]],
  [
    'expressions on strings and conditions',
    [
      { $match: { _id: { $in: [1, 3] } } },
      {
        $project: {
          label: { $concat: ['$item', '-', { $toString: '$n' }] },
          big: { $cond: [{ $gte: ['$n', 6] }, 'yes', 'no'] },
          box: { $ifNull: ['$box.w', 0] },
        },
      },
    ],
    [
      { _id: 1, label: 'a-5', big: 'no', box: 1 },
      { _id: 3, label: 'a-7', big: 'yes', box: 0 },
    ],
  ],
  [
    '$map, $filter, $reduce',
    [
      { $match: { _id: 1 } },
      {
        $project: {
          up: { $map: { input: '$tags', as: 't', in: { $toUpper: '$$t' } } },
          y: { $filter: { input: '$tags', as: 't', cond: { $eq: ['$$t', 'y'] } } },
          all: { $reduce: { input: '$tags', initialValue: '', in: { $concat: ['$$value', '$$this'] } } },
        },
      },
    ],
    [{ _id: 1, up: ['X', 'Y'], y: ['y'], all: 'xy' }],
  ],
  [
    '$dateToString in a time zone',
    [
      { $match: { _id: 2 } },
      {
        $project: { day: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'Europe/Berlin' } } },
      },
    ],
    [{ _id: 2, day: '2024-01-21' }],
  ],
  [
    '$dateTrunc',
    [
      { $group: { _id: { $dateTrunc: { date: '$at', unit: 'month' } }, n: { $sum: 1 } } },
      { $sort: { _id: 1 } },
      { $project: { _id: 0, n: 1 } },
    ],
    [{ n: 2 }, { n: 3 }],
  ],
  [
    '$sort by type order',
    [{ $sort: { item: 1, _id: -1 } }, { $project: { _id: 1 } }],
    [{ _id: 5 }, { _id: 4 }, { _id: 3 }, { _id: 1 }, { _id: 2 }],
  ],
  [
    '$skip and $limit',
    [{ $sort: { _id: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { _id: 1 } }],
    [{ _id: 2 }, { _id: 3 }],
  ],
  [
    '$sortArray',
    [{ $match: { _id: 1 } }, { $project: { s: { $sortArray: { input: '$tags', sortBy: -1 } } } }],
    [{ _id: 1, s: ['y', 'x'] }],
  ],
  [
    '$setWindowFields',
    [
      { $match: { item: 'a' } },
      {
        $setWindowFields: {
          sortBy: { _id: 1 },
          output: { sum: { $sum: '$n', window: { documents: ['unbounded', 'current'] } } },
        },
      },
      { $project: { sum: 1 } },
    ],
    [
      { _id: 1, sum: 5 },
      { _id: 3, sum: 12 },
    ],
  ],
];

describe('embedded-mongodb: aggregation', () => {
  const database = useDatabase();

  for (const [name, pipeline, expected] of CASES) {
    it(name, async () => {
      const collection = database.collection();
      await collection.insertMany(SALES);
      const found = await collection.aggregate(pipeline).toArray();
      expect(JSON.stringify(found)).to.equal(JSON.stringify(expected));
      expect(await collection.find().sort({ _id: 1 }).toArray()).to.deep.equal(SALES);
    });
  }

  it('joins by field, arrays and null included', async () => {
    const orders = database.collection();
    const items = database.collection();
    await items.insertMany([
      { _id: 'a', price: 1 },
      { _id: 'b', price: 2 },
      { _id: 'n', sku: null },
    ] as unknown as Doc[]);
    await orders.insertMany([
      { _id: 1, item: 'a' },
      { _id: 2, item: ['a', 'b', 'zz'] },
      { _id: 3 },
      { _id: 4, item: 'zz' },
    ] as Doc[]);
    const joined = await orders
      .aggregate([
        { $lookup: { from: items.collectionName, localField: 'item', foreignField: '_id', as: 'found' } },
        { $sort: { _id: 1 } },
        { $project: { found: '$found._id' } },
      ])
      .toArray();
    expect(joined.map(({ found }) => found)).to.deep.equal([['a'], ['a', 'b'], [], []]);
    const nulls = await orders
      .aggregate([
        { $match: { _id: 3 } },
        { $lookup: { from: items.collectionName, localField: 'item', foreignField: 'sku', as: 'found' } },
      ])
      .toArray();
    expect(nulls[0]?.found.map((doc: Doc) => doc._id)).to.deep.equal(['a', 'b', 'n']);
  });

  it('joins by a pipeline with variables', async () => {
    const orders = database.collection();
    const items = database.collection();
    await items.insertMany([
      { _id: 1, max: 5 },
      { _id: 2, max: 10 },
    ] as Doc[]);
    await orders.insertOne({ _id: 1, n: 7 } as Doc);
    const [joined] = await orders
      .aggregate([
        {
          $lookup: {
            from: items.collectionName,
            let: { n: '$n' },
            pipeline: [{ $match: { $expr: { $gte: ['$max', '$$n'] } } }, { $project: { _id: 1 } }],
            as: 'fits',
          },
        },
      ])
      .toArray();
    expect(joined?.fits).to.deep.equal([{ _id: 2 }]);
  });

  it('follows references and joins another collection behind the first', async () => {
    const towns = database.collection();
    await towns.insertMany([{ _id: 1, successor: 2 }, { _id: 2, successor: 3 }, { _id: 3 }] as Doc[]);
    const from = towns.collectionName;
    const [chain] = await towns
      .aggregate([
        { $match: { _id: 1 } },
        {
          $graphLookup: {
            from,
            startWith: '$successor',
            connectFromField: 'successor',
            connectToField: '_id',
            as: 'later',
          },
        },
      ])
      .toArray();
    expect(chain?.later.map((doc: Doc) => doc._id).sort()).to.deep.equal([2, 3]);
    const all = await towns
      .aggregate([{ $match: { _id: 1 } }, { $unionWith: { coll: from, pipeline: [{ $match: { _id: 3 } }] } }])
      .toArray();
    expect(all.map((doc) => doc._id)).to.deep.equal([1, 3]);
  });

  it('groups and matches by ObjectId', async () => {
    const collection = database.collection();
    const owner = new mongo.ObjectId();
    await collection.insertMany([
      { owner },
      { owner: new mongo.ObjectId(owner.toHexString()) },
      { owner: new mongo.ObjectId() },
    ]);
    const found = await collection
      .aggregate([{ $match: { owner } }, { $group: { _id: '$owner', n: { $sum: 1 } } }])
      .toArray();
    expect(found).to.deep.equal([{ _id: owner, n: 2 }]);
  });

  it('counts and finds distinct values', async () => {
    const collection = database.collection();
    await collection.insertMany(SALES);
    expect(await collection.distinct('tags')).to.deep.equal(['x', 'y']);
    expect(await collection.distinct('item', { n: { $gt: 1 } })).to.deep.equal(['a', 'b']);
    expect(await collection.countDocuments({ tags: 'x' })).to.equal(2);
    expect(await collection.countDocuments({}, { skip: 1, limit: 3 })).to.equal(3);
    expect(await collection.estimatedDocumentCount()).to.equal(5);
  });

  for (const [code, pipeline] of [
    [40324, [{ $foo: {} }]],
    [168, [{ $project: { a: { $foo: 1 } } }]],
    [15958, [{ $limit: 0 }]],
    [15955, [{ $group: { n: { $sum: 1 } } }]],
    [28818, [{ $unwind: 'tags' }]],
    [40323, [{ $match: {}, $limit: 1 }]],
    [17276, [{ $match: { $expr: { $eq: ['$$nobody', 1] } } }]],
  ] as ReadonlyArray<readonly [number, Doc[]]>) {
    it(`answers ${code} to ${JSON.stringify(pipeline)}`, async () => {
      const collection = database.collection();
      await collection.insertMany(SALES);
      const error = await failure(collection.aggregate(pipeline).toArray());
      expect(error.code).to.be.oneOf([code, code === 168 ? 31325 : code]);
    });
  }
});
