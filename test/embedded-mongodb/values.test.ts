import { expect } from 'chai';
import fc from 'fast-check';
import { mongo } from 'mongoose';
import { choosePlan } from '../../src/embedded-mongodb/indexes/plan.ts';
import { parseFilter } from '../../src/embedded-mongodb/query/filter.ts';
import { compareStrings, compareValues } from '../../src/embedded-mongodb/values/compare.ts';
import { encodeKey } from '../../src/embedded-mongodb/values/key.ts';
import { type Doc, useDatabase } from './database.ts';

const scalar = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -5, max: 5 }),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom('', '\0', 'a', 'a\0', 'ab'),
  fc.boolean(),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new mongo.ObjectId(bytes)),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new mongo.Binary(bytes)),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    scalar,
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;

describe('embedded-mongodb: values', () => {
  it('orders encoded keys like values', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(Buffer.compare(encodeKey([a]), encodeKey([b])))).to.equal(compareValues(a, b));
      }),
      { numRuns: 3000 },
    );
  });

  it('orders consistently', () => {
    fc.assert(
      fc.property(value, value, value, (a, b, c) => {
        expect(compareValues(a, b) + compareValues(b, a)).to.equal(0);
        if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0)
          expect(compareValues(a, c)).to.be.at.most(0);
      }),
      { numRuns: 3000 },
    );
  });

  it('orders text by its UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(compareStrings(a, b)).to.equal(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
  });
});

const field = fc.oneof(
  fc.constantFrom(null, 0, 1, 2, 3, 'a', 'ab', 'b'),
  fc.array(fc.constantFrom(null, 0, 1, 2, 'a', 'ab'), { maxLength: 3 }),
);
const inner = fc.record(
  { b: fc.constantFrom(0, 1, 2, null), c: fc.constantFrom(0, 1, 2) },
  { requiredKeys: [] },
);
const doc = fc.record(
  { x: field, y: field, a: fc.oneof(inner, fc.array(inner, { maxLength: 3 })) },
  { requiredKeys: [] },
);
const bound = fc.constantFrom(0, 1, 2, 'a', 'ab');
const test = fc.oneof(
  bound.map((v) => ({ $eq: v as unknown })),
  fc.constant({ $eq: null }),
  fc.array(fc.constantFrom(null, 0, 1, 'a'), { minLength: 1, maxLength: 3 }).map((list) => ({ $in: list })),
  fc.tuple(bound, bound).map(([low, high]) => ({ $gt: low, $lte: high })),
  bound.map((v) => ({ $gte: v })),
  bound.map((v) => ({ $lt: v })),
  fc.constant({ $regex: /^a/ }),
  fc.constant({ $exists: true }),
  fc.constant({ $ne: 1 }),
);
const filter = fc.oneof(
  fc.dictionary(fc.constantFrom('x', 'y', 'a.b', 'a.c'), test, {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  }),
  fc.tuple(test, test).map(([one, two]) => ({ $and: [{ x: one }, { x: two }] })),
  fc.tuple(test, test).map(([b, c]) => ({ a: { $elemMatch: { b, c } } })),
  fc.tuple(test, test).map(([x, b]) => ({ $or: [{ x }, { 'a.b': b }] })),
);

describe('embedded-mongodb: indexes find what a scan finds', () => {
  const database = useDatabase();
  const INDEXES = [
    { key: { x: 1, y: 1 } },
    { key: { y: -1 }, sparse: true },
    { key: { 'a.b': 1, 'a.c': 1 } },
    { key: { x: -1 }, name: 'partial', partialFilterExpression: { x: { $gte: 1 } } },
  ] as const;
  const SORTS: Doc[] = [{ _id: 1 }, { x: 1, y: 1, _id: 1 }, { y: -1, _id: 1 }, { x: -1, y: -1, _id: -1 }];

  it('for any documents, filter and sort', async function () {
    this.timeout(60_000);
    const plain = database.collection();
    const indexed = database.collection();
    await indexed.createIndex({ x: 1, y: 1 });
    await indexed.createIndex({ y: -1 }, { sparse: true });
    await indexed.createIndex({ 'a.b': 1, 'a.c': 1 });
    await indexed.createIndex({ x: -1 }, { name: 'partial', partialFilterExpression: { x: { $gte: 1 } } });
    let served = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(doc, { minLength: 1, maxLength: 12 }),
        fc.array(filter, { minLength: 4, maxLength: 4 }),
        async (docs, filters) => {
          const numbered = docs
            .filter(({ x, y }) => !(Array.isArray(x) && Array.isArray(y)))
            .map((one, _id) => ({ ...one, _id }) as Doc);
          if (numbered.length === 0) return;
          await Promise.all([plain.deleteMany({}), indexed.deleteMany({})]);
          await Promise.all([
            plain.insertMany(structuredClone(numbered)),
            indexed.insertMany(structuredClone(numbered)),
          ]);
          for (const [i, one] of filters.entries()) {
            const sort = SORTS[i] as Record<string, 1 | -1>;
            const [expected, found] = await Promise.all([
              plain.find(one).sort(sort).limit(5).toArray(),
              indexed.find(one).sort(sort).limit(5).toArray(),
            ]);
            expect(found, JSON.stringify(one)).to.deep.equal(expected);
            if (
              choosePlan(
                INDEXES.map((index, id) => ({ id, name: String(id), multikey: [], ...index }) as never),
                parseFilter(one),
                [],
                false,
              )
            )
              served++;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(served).to.be.greaterThan(50);
  });
});
