import { expect } from 'chai';
import { type Connection, Schema } from 'mongoose';
import { asTellSource, makeDispatcher } from '../../src/notifications/index.ts';
import { makeLog } from '../../src/platform/log.ts';
import { makeMailQueue } from '../../src/platform/mail-queue.ts';
import type { Mail } from '../../src/platform/mailer.ts';
import { type Tell, tell, tellSchema } from '../../src/platform/tell.ts';
import { freshDatabase } from '../helpers/database.ts';

type Thing = { _id: number; tell: Tell[] };

const log = makeLog({ logLevel: 'silent' });
const baseUrl = 'https://blaupause.example';
const someone = { userId: 'u1', email: 'redaktion@stadt-musterstadt.example' };

describe('The dispatcher', () => {
  let connection: Connection;
  let drop: () => Promise<void>;
  beforeEach(async () => {
    ({ connection, drop } = await freshDatabase());
  });
  afterEach(() => drop());

  function aDispatcher() {
    const sent: Mail[] = [];
    const mailer = { send: async (mail: Mail) => void sent.push(mail) };
    const mailQueue = makeMailQueue({ connection, mailer, baseUrl, log, now: () => new Date() });
    const schema = new Schema<Thing>({ _id: Number, tell: { type: [tellSchema], default: [] } });
    schema.index({ 'tell.at': 1 }, { sparse: true });
    const model = connection.model<Thing>('Thing', schema);
    const source = {
      name: 'things',
      model,
      async compose({ _id }: Thing, { kind }: Tell) {
        if (kind === 'broken') throw new Error('cannot be said');
        return { subject: `Ding ${_id}`, paragraphs: ['Es hat sich etwas getan.'], path: `/dinge/${_id}` };
      },
    };
    const { dispatch } = makeDispatcher({
      sources: [asTellSource(source)],
      recipientsOf: async () => [someone],
      mailQueue,
      baseUrl,
      log,
    });
    return { model, dispatch, mailQueue, sent };
  }

  it('tells what can be told, however much stands before it that cannot', async () => {
    const { model, dispatch, mailQueue, sent } = aDispatcher();
    const at = new Date();
    const broken = Array.from({ length: 250 }, (_, n) => ({ _id: n, tell: [tell('broken', {}, at)] }));
    await model.insertMany([...broken, { _id: 1000, tell: [tell('fine', {}, new Date(at.getTime() + 1))] }]);
    expect(await dispatch()).to.equal(1);
    await mailQueue.sendDue();
    expect(sent.map(({ to, subject }) => [to, subject])).to.deep.equal([[someone.email, 'Ding 1000']]);
    expect(await model.countDocuments({ 'tell.kind': 'broken' })).to.equal(250);
    expect(await model.countDocuments({ 'tell.kind': 'fine' })).to.equal(0);
  });

  it('tells each entry once and never to who acted', async () => {
    const { model, dispatch, mailQueue, sent } = aDispatcher();
    const at = new Date();
    const own = tell('fine', { exceptUserId: someone.userId }, at);
    const entry = tell('fine', {}, at);
    await model.create({ _id: 1, tell: [own, entry] });
    await dispatch();
    await model.updateOne({ _id: 1 }, { $push: { tell: entry } });
    await dispatch();
    await mailQueue.sendDue();
    expect(sent.map(({ messageId }) => messageId)).to.deep.equal([
      `<${entry.id}.${someone.userId}@blaupause.example>`,
    ]);
  });
});
