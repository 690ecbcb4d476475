import { expect } from 'chai';
import { mongo } from 'mongoose';
import { type Doc, failure, useDatabase } from './database.ts';

const { Binary, ObjectId } = mongo;
const id = new ObjectId('64b7f8a2c1d2e3f4a5b6c7d8');
const day = (n: number) => new Date(Date.UTC(2024, 0, n));

/** name, documents, filter, the `_id`s that MongoDB's manual promises. */
const CASES: ReadonlyArray<readonly [string, Doc[], Doc, number[]]> = [
  [
    'equality of numbers',
    [
      { _id: 1, a: 1 },
      { _id: 2, a: '1' },
      { _id: 3, a: 1.0 },
    ],
    { a: 1 },
    [1, 3],
  ],
  ['null matches missing', [{ _id: 1 }, { _id: 2, a: null }, { _id: 3, a: 0 }], { a: null }, [1, 2]],
  [
    'null in an array',
    [
      { _id: 1, a: [1, null] },
      { _id: 2, a: [] },
    ],
    { a: null },
    [1],
  ],
  [
    'null below an array',
    [
      { _id: 1, a: [{ b: 1 }, {}] },
      { _id: 2, a: [] },
      { _id: 3, a: [1] },
      { _id: 4, a: 5 },
    ],
    { 'a.b': null },
    [1, 4],
  ],
  ['$ne on arrays', [{ _id: 1, a: [1, 2] }, { _id: 2, a: [3] }, { _id: 3 }], { a: { $ne: 1 } }, [2, 3]],
  [
    '$nin on arrays',
    [{ _id: 1, a: [1, 2] }, { _id: 2, a: [3] }, { _id: 3 }],
    { a: { $nin: [1, 9] } },
    [2, 3],
  ],
  [
    '$ne null leaves out missing',
    [{ _id: 1 }, { _id: 2, a: null }, { _id: 3, a: 0 }],
    { a: { $ne: null } },
    [3],
  ],
  [
    'an element of an array',
    [
      { _id: 1, a: [1, 2] },
      { _id: 2, a: 2 },
      { _id: 3, a: [[2]] },
    ],
    { a: 2 },
    [1, 2],
  ],
  [
    'a whole array',
    [
      { _id: 1, a: [1, 2] },
      { _id: 2, a: [2, 1] },
      { _id: 3, a: [[1, 2]] },
    ],
    { a: [1, 2] },
    [1, 3],
  ],
  [
    'field order in a document counts',
    [
      { _id: 1, a: { x: 1, y: 2 } },
      { _id: 2, a: { y: 2, x: 1 } },
    ],
    { a: { x: 1, y: 2 } },
    [1],
  ],
  [
    'a document equals only the whole',
    [
      { _id: 1, a: { x: 1, y: 2 } },
      { _id: 2, a: { x: 1 } },
    ],
    { a: { x: 1 } },
    [2],
  ],
  [
    'comparison keeps to the type',
    [
      { _id: 1, a: 5 },
      { _id: 2, a: '5' },
      { _id: 3, a: day(1) },
      { _id: 4, a: null },
    ],
    { a: { $gt: 1 } },
    [1],
  ],
  [
    'dates are not numbers',
    [
      { _id: 1, a: day(5) },
      { _id: 2, a: day(5).getTime() },
    ],
    { a: { $gte: day(2) } },
    [1],
  ],
  [
    '$lte null matches null and missing',
    [{ _id: 1 }, { _id: 2, a: null }, { _id: 3, a: 0 }],
    { a: { $lte: null } },
    [1, 2],
  ],
  [
    'a range on an array may be met by two elements',
    [
      { _id: 1, a: [1, 20] },
      { _id: 2, a: [1] },
    ],
    { a: { $gt: 10, $lt: 5 } },
    [1],
  ],
  [
    '$elemMatch on values wants one element',
    [
      { _id: 1, a: [1, 20] },
      { _id: 2, a: [7] },
    ],
    { a: { $elemMatch: { $gt: 5, $lt: 10 } } },
    [2],
  ],
  [
    '$elemMatch on documents',
    [
      {
        _id: 1,
        a: [
          { x: 1, y: 2 },
          { x: 2, y: 1 },
        ],
      },
      { _id: 2, a: [{ x: 1, y: 1 }] },
    ],
    { a: { $elemMatch: { x: 1, y: 1 } } },
    [2],
  ],
  [
    'dotted conditions may be met by two elements',
    [
      {
        _id: 1,
        a: [
          { x: 1, y: 2 },
          { x: 2, y: 1 },
        ],
      },
    ],
    { 'a.x': 1, 'a.y': 1 },
    [1],
  ],
  ['$elemMatch never matches a plain value', [{ _id: 1, a: 7 }], { a: { $elemMatch: { $eq: 7 } } }, []],
  [
    'position in an array',
    [
      { _id: 1, a: [{ b: 1 }, { b: 2 }] },
      { _id: 2, a: [{ b: 2 }] },
    ],
    { 'a.1.b': 2 },
    [1],
  ],
  [
    'position or field name',
    [
      { _id: 1, a: [{ 0: 'x' }] },
      { _id: 2, a: ['x'] },
    ],
    { 'a.0': 'x' },
    [1, 2],
  ],
  ['$exists true', [{ _id: 1, a: null }, { _id: 2 }, { _id: 3, a: [] }], { a: { $exists: true } }, [1, 3]],
  ['$exists false', [{ _id: 1, a: null }, { _id: 2 }], { a: { $exists: false } }, [2]],
  [
    '$exists below arrays',
    [
      { _id: 1, a: [{ b: 1 }] },
      { _id: 2, a: [{}] },
      { _id: 3, a: [] },
    ],
    { 'a.b': { $exists: false } },
    [2, 3],
  ],
  [
    '$in with null and regex',
    [{ _id: 1, a: 'abc' }, { _id: 2 }, { _id: 3, a: 'x' }],
    { a: { $in: [/^ab/, null] } },
    [1, 2],
  ],
  [
    '$in with arrays',
    [
      { _id: 1, a: [1, 2] },
      { _id: 2, a: [3] },
    ],
    { a: { $in: [2, 3] } },
    [1, 2],
  ],
  [
    'regex on arrays',
    [
      { _id: 1, a: ['abc', 'x'] },
      { _id: 2, a: 5 },
    ],
    { a: /^a/ },
    [1],
  ],
  [
    '$regex with options',
    [
      { _id: 1, a: 'ABC' },
      { _id: 2, a: 'xabc' },
    ],
    { a: { $regex: '^abc', $options: 'i' } },
    [1],
  ],
  ['$not with regex', [{ _id: 1, a: 'abc' }, { _id: 2, a: 'x' }, { _id: 3 }], { a: { $not: /^a/ } }, [2, 3]],
  ['$not matches missing', [{ _id: 1, a: 5 }, { _id: 2 }], { a: { $not: { $gt: 3 } } }, [2]],
  ['$size', [{ _id: 1, a: [1, 2] }, { _id: 2, a: [[1, 2]] }, { _id: 3 }], { a: { $size: 2 } }, [1]],
  [
    '$all',
    [
      { _id: 1, a: [1, 2, 3] },
      { _id: 2, a: [1] },
      { _id: 3, a: 1 },
    ],
    { a: { $all: [1] } },
    [1, 2, 3],
  ],
  [
    '$all wants each',
    [
      { _id: 1, a: [1, 2, 3] },
      { _id: 2, a: [1] },
    ],
    { a: { $all: [1, 3] } },
    [1],
  ],
  [
    '$all of nothing',
    [
      { _id: 1, a: [1] },
      { _id: 2, a: [] },
    ],
    { a: { $all: [] } },
    [],
  ],
  [
    '$mod',
    [
      { _id: 1, a: 7 },
      { _id: 2, a: 8 },
      { _id: 3, a: [8, 9] },
    ],
    { a: { $mod: [4, 0] } },
    [2, 3],
  ],
  [
    '$type by name and array',
    [
      { _id: 1, a: 'x' },
      { _id: 2, a: 1 },
      { _id: 3, a: ['x'] },
      { _id: 4, a: [] },
    ],
    { a: { $type: 'string' } },
    [1, 3],
  ],
  [
    '$type array',
    [
      { _id: 1, a: 'x' },
      { _id: 3, a: ['x'] },
      { _id: 4, a: [] },
    ],
    { a: { $type: 'array' } },
    [3, 4],
  ],
  [
    '$type number and objectId',
    [
      { _id: 1, a: 1.5 },
      { _id: 2, a: id },
      { _id: 3, a: '1' },
    ],
    { a: { $type: ['number', 'objectId'] } },
    [1, 2],
  ],
  [
    'ObjectId',
    [
      { _id: 1, a: id },
      { _id: 2, a: id.toHexString() },
    ],
    { a: new ObjectId(id.toHexString()) },
    [1],
  ],
  [
    'Date',
    [
      { _id: 1, a: day(1) },
      { _id: 2, a: day(2) },
    ],
    { a: day(2) },
    [2],
  ],
  [
    'Binary',
    [
      { _id: 1, a: new Binary(Buffer.from('ab')) },
      { _id: 2, a: new Binary(Buffer.from('ac')) },
    ],
    { a: new Binary(Buffer.from('ac')) },
    [2],
  ],
  [
    '$and, $or, $nor',
    [
      { _id: 1, a: 1, b: 1 },
      { _id: 2, a: 1, b: 2 },
      { _id: 3, a: 2, b: 2 },
    ],
    { $or: [{ $and: [{ a: 1 }, { b: 2 }] }, { $nor: [{ a: 1 }] }] },
    [2, 3],
  ],
  [
    '$expr compares fields',
    [
      { _id: 1, a: 1, b: 2 },
      { _id: 2, a: 2, b: 1 },
      { _id: 3, a: 1 },
    ],
    { $expr: { $gt: ['$a', '$b'] } },
    [2, 3],
  ],
  [
    '$expr with different types',
    [
      { _id: 1, a: 'x' },
      { _id: 2, a: 99 },
    ],
    { $expr: { $gt: ['$a', 100] } },
    [1],
  ],
  [
    'booleans are no numbers',
    [
      { _id: 1, a: true },
      { _id: 2, a: 1 },
    ],
    { a: true },
    [1],
  ],
  [
    'NaN equals itself',
    [
      { _id: 1, a: Number.NaN },
      { _id: 2, a: 0 },
    ],
    { a: Number.NaN },
    [1],
  ],
  [
    '$lt leaves NaN out',
    [
      { _id: 1, a: Number.NaN },
      { _id: 2, a: 0 },
    ],
    { a: { $lt: 5 } },
    [2],
  ],
  [
    'documents in order',
    [
      { _id: 1, a: { x: 1 } },
      { _id: 2, a: { x: 3 } },
    ],
    { a: { $gt: { x: 2 } } },
    [2],
  ],
  ['an empty document', [{ _id: 1, a: {} }, { _id: 2, a: { x: 1 } }, { _id: 3 }], { a: {} }, [1]],
  [
    'an implicit $and on one field',
    [
      { _id: 1, a: 5 },
      { _id: 2, a: 50 },
    ],
    { $and: [{ a: { $gt: 1 } }, { a: { $lt: 10 } }] },
    [1],
  ],
  ['$comment says nothing', [{ _id: 1, a: 1 }], { a: 1, $comment: 'why' }, [1]],
];

/** Orders as sort must give them: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/ */
const IN_ORDER: readonly unknown[] = [
  null,
  Number.NaN,
  -Infinity,
  -5,
  -0.5,
  0,
  0.5,
  7,
  2 ** 40,
  '',
  'A',
  'a',
  'ab',
  'b',
  'ä',
  '\uffee',
  '😀',
  {},
  { a: 1 },
  { a: 2 },
  { a: 2, b: 0 },
  { b: 1 },
  { a: 'x' },
  new Binary(Buffer.from('b')),
  new Binary(Buffer.from('aa')),
  id,
  new ObjectId('64b7f8a2c1d2e3f4a5b6c7d9'),
  false,
  true,
  day(1),
  day(2),
  /a/,
  /b/,
];

describe('embedded-mongodb: filters', () => {
  const database = useDatabase();

  for (const [name, docs, filter, expected] of CASES) {
    it(name, async () => {
      const collection = database.collection();
      await collection.insertMany(docs);
      const found = await collection.find(filter).sort({ _id: 1 }).toArray();
      expect(found.map((doc) => doc._id)).to.deep.equal(expected);
    });
  }

  for (const [name, docs, filter, expected] of CASES) {
    it(`${name}, with an index on each field`, async () => {
      const collection = database.collection();
      for (const path of ['a', 'a.b', 'a.x', 'b']) await collection.createIndex({ [path]: 1 });
      await collection.insertMany(docs);
      const found = await collection.find(filter).sort({ _id: 1 }).toArray();
      expect(found.map((doc) => doc._id)).to.deep.equal(expected);
    });
  }

  for (const [code, filter] of [
    [2, { a: { $foo: 1 } }],
    [2, { $foo: 1 }],
    [2, { a: { $in: 1 } }],
    [2, { $or: [] }],
    [2, { a: { $gt: 1, b: 2 } }],
    [51091, { a: { $regex: '(' } }],
  ] as ReadonlyArray<readonly [number, Doc]>) {
    it(`answers ${code} to ${JSON.stringify(filter)}`, async () => {
      const error = await failure(database.collection().find(filter).toArray());
      expect(error.code).to.equal(code);
    });
  }
});

describe('embedded-mongodb: order', () => {
  const database = useDatabase();

  for (const indexed of [false, true]) {
    it(`sorts all types in BSON order ${indexed ? 'through an index' : 'in memory'}`, async () => {
      const collection = database.collection();
      if (indexed) await collection.createIndex({ a: 1 });
      const docs = IN_ORDER.map((a, i) => ({ _id: i, a }));
      await collection.insertMany(docs.toReversed() as unknown as Doc[]);
      const limit = IN_ORDER.length;
      const up = await collection.find({}).sort({ a: 1 }).limit(limit).toArray();
      expect(up.map((doc) => doc._id)).to.deep.equal(docs.map((doc) => doc._id));
      const down = await collection.find({}).sort({ a: -1 }).limit(limit).toArray();
      expect(down.map((doc) => doc._id)).to.deep.equal(docs.map((doc) => doc._id).toReversed());
    });
  }

  it('sorts arrays by their least element upwards and by their greatest downwards', async () => {
    const collection = database.collection();
    await collection.insertMany([
      { _id: 1, a: [5, 1] },
      { _id: 2, a: 3 },
      { _id: 3, a: [] },
      { _id: 4 },
      { _id: 5, a: [4, 4] },
    ] as Doc[]);
    const up = await collection.find().sort({ a: 1, _id: 1 }).toArray();
    expect(up.map((doc) => doc._id)).to.deep.equal([3, 4, 1, 2, 5]);
    const down = await collection.find().sort({ a: -1, _id: 1 }).toArray();
    expect(down.map((doc) => doc._id)).to.deep.equal([1, 5, 2, 4, 3]);
  });

  it('sorts by several fields, one downwards, then skips and limits', async () => {
    const collection = database.collection();
    await collection.createIndex({ a: 1, b: 1 });
    await collection.insertMany(Array.from({ length: 12 }, (_, i) => ({ _id: i, a: i % 3, b: i })) as Doc[]);
    const found = await collection.find().sort({ a: 1, b: -1 }).skip(2).limit(4).toArray();
    expect(found.map((doc) => doc._id)).to.deep.equal([3, 0, 10, 7]);
  });
});

describe('embedded-mongodb: projections', () => {
  const database = useDatabase();
  const doc = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    list: [
      { x: 1, y: 1 },
      { x: 2, y: 2 },
      { x: 3, y: 3 },
    ],
  };

  for (const [projection, filter, expected] of [
    [{ a: 1 }, {}, { _id: 1, a: 1 }],
    [{ a: 1, _id: 0 }, {}, { a: 1 }],
    [{ _id: 0 }, {}, { a: 1, b: doc.b, list: doc.list }],
    [{ b: 0, list: 0 }, {}, { _id: 1, a: 1 }],
    [{ 'b.c': 1 }, {}, { _id: 1, b: { c: 2 } }],
    [{ 'b.c': 0, list: 0 }, {}, { _id: 1, a: 1, b: { d: 3 } }],
    [{ 'list.x': 1 }, {}, { _id: 1, list: [{ x: 1 }, { x: 2 }, { x: 3 }] }],
    [{ list: { $slice: 1 }, b: 0 }, {}, { _id: 1, a: 1, list: [{ x: 1, y: 1 }] }],
    [{ list: { $slice: [-2, 1] }, a: 1 }, {}, { _id: 1, a: 1, list: [{ x: 2, y: 2 }] }],
    [{ list: { $elemMatch: { x: { $gt: 1 } } } }, {}, { _id: 1, list: [{ x: 2, y: 2 }] }],
    [{ 'list.$': 1 }, { 'list.x': 3 }, { _id: 1, list: [{ x: 3, y: 3 }] }],
    [{ 'list.$': 1 }, { list: { $elemMatch: { x: 2, y: 2 } } }, { _id: 1, list: [{ x: 2, y: 2 }] }],
    [{ sum: { $add: ['$a', '$b.c'] } }, {}, { _id: 1, sum: 3 }],
    [{ missing: 1 }, {}, { _id: 1 }],
  ] as ReadonlyArray<readonly [Doc, Doc, Doc]>) {
    it(`${JSON.stringify(projection)} for ${JSON.stringify(filter)}`, async () => {
      const collection = database.collection();
      await collection.insertOne(doc as unknown as Doc);
      const [found] = await collection.find(filter, { projection }).toArray();
      expect(JSON.stringify(found)).to.equal(JSON.stringify(expected));
    });
  }

  it('answers 31254 to an exclusion among inclusions', async () => {
    const error = await failure(
      database
        .collection()
        .find({}, { projection: { a: 1, b: 0 } })
        .toArray(),
    );
    expect(error.code).to.equal(31254);
  });
});
