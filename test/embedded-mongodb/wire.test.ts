import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import { mongo } from 'mongoose';
import { type Doc, failure, useEngine } from './database.ts';

function message(opCode: number, body: Buffer, length = body.length + 16): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(7, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, body]);
}
const msg = (...sections: Buffer[]) => message(2013, Buffer.concat([Buffer.alloc(4), ...sections]));
const body = (doc: Doc) => Buffer.concat([Buffer.from([0]), Buffer.from(mongo.BSON.serialize(doc))]);
const ping = msg(body({ ping: 1, $db: 'admin' }));

describe('embedded-mongodb: wire protocol', () => {
  let engine: Awaited<ReturnType<typeof useEngine>>;
  let client: mongo.MongoClient;

  before(async function () {
    if (process.env.MONGODB_URI) this.skip();
    engine = await useEngine();
    client = await new mongo.MongoClient(engine.server.uri).connect();
  });
  after(async () => {
    await client?.close();
    await engine?.remove();
  });
  const open = async () => {
    const socket = connect(Number(new URL(engine.server.uri).port), '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };

  const truncated = Buffer.from(mongo.BSON.serialize({ ping: 1 }));
  truncated.writeInt32LE(5000, 0);
  const MALFORMED: ReadonlyArray<readonly [string, Buffer]> = [
    ['a length below the header', message(2013, Buffer.alloc(4), 10)],
    ['a length beyond the limit', message(2013, Buffer.alloc(4), 48_000_001)],
    ['a negative length', message(2013, Buffer.alloc(4), -1)],
    ['an unknown operation', message(1234, Buffer.alloc(20))],
    ['a compressed message', message(2012, Buffer.alloc(20))],
    ['no body', msg()],
    ['two bodies', msg(body({ ping: 1, $db: 'a' }), body({ ping: 1, $db: 'a' }))],
    ['a section of unknown kind', msg(Buffer.from([9, 0, 0, 0, 0]))],
    ['a document longer than its message', msg(Buffer.from([0]), truncated)],
    ['broken BSON', msg(Buffer.from([0, 12, 0, 0, 0, 99, 97, 0, 1, 2, 3, 4, 0]))],
    [
      'unknown required flags',
      message(2013, Buffer.concat([Buffer.from([0xf0, 0, 0, 0]), body({ ping: 1, $db: 'a' })])),
    ],
    ['noise', Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    [
      'a sequence longer than its message',
      msg(body({ insert: 'c', $db: 'a' }), Buffer.from([1, 255, 255, 0, 0, 97, 0])),
    ],
  ];
  for (const [name, bytes] of MALFORMED) {
    it(`closes the connection on ${name} and lives on`, async () => {
      const socket = await open();
      socket.write(bytes);
      await once(socket, 'close');
      expect((await client.db('admin').command({ ping: 1 })).ok).to.equal(1);
    });
  }

  it('understands a message that arrives in pieces, and several at once', async () => {
    const socket = await open();
    for (const byte of ping) socket.write(Buffer.from([byte]));
    socket.write(Buffer.concat([ping, ping]));
    let received = Buffer.alloc(0);
    for await (const chunk of socket) {
      received = Buffer.concat([received, chunk as Buffer]);
      if (received.length >= 3 * received.readInt32LE(0)) break;
    }
    expect(received.length).to.equal(3 * received.readInt32LE(0));
    expect(received.readInt32LE(8)).to.equal(7);
    expect(mongo.BSON.deserialize(received.subarray(21, received.readInt32LE(0)))).to.deep.equal({ ok: 1 });
  });

  it('answers the legacy handshake', async () => {
    const socket = await open();
    const doc = Buffer.from(mongo.BSON.serialize({ isMaster: 1, helloOk: true }));
    socket.write(
      message(
        2004,
        Buffer.concat([
          Buffer.alloc(4),
          Buffer.from('admin.$cmd\0'),
          Buffer.alloc(4),
          Buffer.from([255, 255, 255, 255]),
          doc,
        ]),
      ),
    );
    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(reply.readInt32LE(12)).to.equal(1);
    const hello = mongo.BSON.deserialize(reply.subarray(36));
    expect(hello).to.deep.include({ ismaster: true, helloOk: true, ok: 1 });
    expect(hello).not.to.have.any.keys('compression', 'setName');
    socket.destroy();
  });

  it('acts without an answer where none is wanted', async () => {
    const socket = await open();
    const silent = Buffer.concat([
      Buffer.from([2, 0, 0, 0]),
      body({ insert: 'silent', documents: [{ _id: 1 }], $db: 'wire' }),
    ]);
    socket.write(Buffer.concat([message(2013, silent), ping]));
    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(mongo.BSON.deserialize(reply.subarray(21))).to.deep.equal({ ok: 1 });
    expect(await client.db('wire').collection('silent').countDocuments()).to.equal(1);
    socket.destroy();
  });

  it('refuses what it could store but not compare rightly', async () => {
    const collection = client.db('wire').collection<Doc>('types');
    for (const value of [
      mongo.Long.fromString('9007199254740993'),
      mongo.Decimal128.fromString('1.1'),
      new mongo.Timestamp({ t: 1, i: 1 }),
      new mongo.Code('1'),
      new mongo.MinKey(),
      new mongo.MaxKey(),
      new mongo.DBRef('c', new mongo.ObjectId()),
    ]) {
      expect((await failure(collection.insertOne({ deep: [{ value }] }))).code).to.equal(2);
      expect((await failure(collection.updateOne({}, { $set: { value } }, { upsert: true }))).code).to.equal(
        2,
      );
      expect((await failure(collection.find({ value }).toArray())).code).to.equal(2);
    }
    expect(await collection.countDocuments()).to.equal(0);
  });

  it('keeps the number types that it was sent', async () => {
    const collection = client.db('wire').collection<Doc>('numbers');
    await collection.insertOne({ double: new mongo.Double(5), long: mongo.Long.fromNumber(2 ** 40), int: 5 });
    const found = await collection.findOne({ double: 5, long: 2 ** 40 }, { promoteValues: false });
    expect(found?.double).to.be.instanceOf(mongo.Double);
    expect(found?.long).to.be.instanceOf(mongo.Long);
  });

  it('answers what it lacks with an error', async () => {
    const collection = client.db('wire').collection<Doc>('lacks');
    await collection.insertOne({ a: 1 });
    const attempts: Array<() => Promise<unknown>> = [
      () => collection.find({ $where: 'true' }).toArray(),
      () => collection.find({ $text: { $search: 'x' } }).toArray(),
      () => collection.find({}, { collation: { locale: 'de' } }).toArray(),
      () => collection.createIndex({ a: 'text' }),
      () => collection.createIndex({ a: 1 }, { collation: { locale: 'de' } }),
      () => collection.aggregate([{ $out: 'x' }]).toArray(),
      () =>
        collection
          .aggregate([{ $project: { a: { $function: { body: 'return 1', args: [], lang: 'js' } } } }])
          .toArray(),
      () => client.db('wire').createCollection('capped', { capped: true, size: 1000 }),
    ];
    for (const attempt of attempts)
      expect((await failure(attempt())).code, String(attempt)).to.be.oneOf([238, 2]);
  });

  it('survives a reply that no message can hold', async () => {
    const collection = client.db('wire').collection<Doc>('wide');
    for (const c of 'abcde') await collection.insertOne({ text: c.repeat(10 * 1024 * 1024) });
    await failure(collection.distinct('text'));
    expect(await collection.countDocuments()).to.equal(5);
  }).timeout(30_000);

  it('answers 10334 to a document over 16 MiB', async () => {
    const collection = client.db('wire').collection<Doc>('large');
    await collection.insertOne({ _id: 1, a: 'x'.repeat(10 * 1024 * 1024) } as unknown as Doc);
    const error = await failure(collection.updateOne({}, [{ $set: { b: '$a' } }]));
    expect(error.code).to.equal(10334);
  });

  it('answers 53 to an _id that is an array and 40571 without a database', async () => {
    const collection = client.db('wire').collection<Doc>('ids');
    expect((await failure(collection.insertOne({ _id: [1] } as unknown as Doc))).code).to.equal(53);
    const socket = await open();
    socket.write(msg(body({ ping: 1 })));
    const [reply] = (await once(socket, 'data')) as [Buffer];
    expect(mongo.BSON.deserialize(reply.subarray(21)).code).to.equal(40571);
    socket.destroy();
  });
});
