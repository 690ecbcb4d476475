import { expect } from 'chai';
import type { Connection } from 'mongoose';
import { makeLog } from '../../src/platform/log.ts';
import { makeMailQueue } from '../../src/platform/mail-queue.ts';
import { freshDatabase } from '../helpers/database.ts';

const minute = 60_000;

describe('The mail queue', () => {
  let connection: Connection;
  let drop: () => Promise<void>;
  let clock: number;
  let tried: string[];
  let isDown: (subject: string) => boolean;
  beforeEach(async () => {
    ({ connection, drop } = await freshDatabase());
    clock = Date.now();
    tried = [];
    isDown = () => false;
  });
  afterEach(() => drop());

  const aQueue = () =>
    makeMailQueue({
      connection,
      mailer: {
        async send({ subject }) {
          tried.push(subject);
          if (isDown(subject)) throw new Error('421 service not available');
        },
      },
      baseUrl: 'https://blaupause.example',
      log: makeLog({ logLevel: 'silent' }),
      now: () => new Date(clock),
    });

  const mail = (id: string) => ({
    id,
    to: 'redaktion@stadt-musterstadt.example',
    subject: id,
    text: 'Guten Tag',
  });

  it('sends each mail once, however often it is handed over, and keeps no text of it', async () => {
    const queue = aQueue();
    for (const id of ['a', 'b', 'a']) await queue.enqueue(mail(id));
    expect(await queue.sendDue()).to.equal(2);
    await queue.enqueue(mail('a'));
    expect(await queue.sendDue()).to.equal(0);
    expect(tried).to.have.members(['a', 'b']);
    expect(await connection.collection('mails').countDocuments({ text: { $ne: '' } })).to.equal(0);
  });

  it('asks a server that is down for one mail a turn, and sends all when it is back', async () => {
    const queue = aQueue();
    isDown = () => true;
    for (const id of ['a', 'b', 'c']) await queue.enqueue(mail(id));
    expect(await queue.sendDue()).to.equal(0);
    expect(tried).to.have.length(1);
    isDown = () => false;
    clock += 2 * minute;
    expect(await queue.sendDue()).to.equal(3);
  });

  it('gets past a mail that is refused each time, and gives it up after twelve tries', async () => {
    const queue = aQueue();
    isDown = (subject) => subject === 'refused';
    await queue.enqueue(mail('refused'));
    await queue.sendDue();
    await queue.enqueue(mail('fine'));
    await queue.sendDue();
    expect(tried).to.deep.equal(['refused', 'fine']);
    for (let turn = 0; turn < 20; turn += 1) {
      clock += 7 * 60 * minute;
      await queue.sendDue();
    }
    expect(tried.filter((subject) => subject === 'refused')).to.have.length(12);
    const failed = await connection.collection<{ _id: string }>('mails').findOne({ _id: 'refused' });
    expect(failed).to.include({ state: 'failed' });
  });
});
