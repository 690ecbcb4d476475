import { type Connection, type Model, Schema } from 'mongoose';
import { upserting } from './duplicate-key.ts';
import type { Log } from './log.ts';
import type { Mailer } from './mailer.ts';

type QueuedMail = {
  /** Deterministic: the same occasion and recipient give the same id, so a repeated hand-over adds nothing. */
  _id: string;
  to: string;
  subject: string;
  /** Emptied once sent or given up: it may hold a one-time link. */
  text: string;
  state: 'queued' | 'sent' | 'failed';
  attempts: number;
  dueAt: Date;
  queuedAt: Date;
  /** When it was sent or given up; 30 days later the record is removed. */
  endedAt: Date | null;
};

const queuedMailSchema = new Schema<QueuedMail>(
  {
    _id: String,
    to: { type: String, required: true },
    subject: { type: String, required: true },
    text: { type: String, default: '' },
    state: { type: String, required: true },
    attempts: { type: Number, required: true },
    dueAt: { type: Date, required: true },
    queuedAt: { type: Date, required: true },
    endedAt: { type: Date, default: null },
  },
  { versionKey: false, collection: 'mails' },
);
queuedMailSchema.index({ state: 1, dueAt: 1 });
queuedMailSchema.index({ endedAt: 1 }, { expireAfterSeconds: 30 * 24 * 60 * 60 });

const maxAttempts = 12;
/** How long a mail in hand is left to the instance that took it; longer than the mailer's own time limits. */
const claimMs = 5 * 60_000;
/** Mails of one turn; a server that stops waits for the turn to end. */
const mostAtOnce = 200;
const backoffMs = (attempts: number): number => Math.min(2 ** attempts * 30_000, 6 * 60 * 60_000);

export type MailQueue = {
  /** Queues one mail; a second time with the same id does nothing. Line breaks in the subject are refused. */
  enqueue(mail: { id: string; to: string; subject: string; text: string }): Promise<void>;
  /**
   * Sends what is due, a few hundred at most, and returns how many were handed on. A failure ends the turn, for a
   * server that is down would hold up each of the others too; the mail waits longer each time, twelve times at most.
   */
  sendDue(): Promise<number>;
  /** Removes every mail to an address, sent or not; for people who erase their account. */
  forget(address: string): Promise<void>;
};

/** The outgoing mail of the installation: at least once, with a Message-ID made from the mail's id (decision 5). */
export function makeMailQueue(options: {
  connection: Connection;
  mailer: Mailer;
  baseUrl: string;
  log: Log;
  now: () => Date;
}): MailQueue {
  const { mailer, log, now } = options;
  const mails: Model<QueuedMail> = options.connection.model<QueuedMail>('QueuedMail', queuedMailSchema);
  const domain = new URL(options.baseUrl).hostname;

  async function sendOne(mail: QueuedMail): Promise<boolean> {
    try {
      await mailer.send({
        messageId: `<${mail._id}@${domain}>`,
        to: mail.to,
        subject: mail.subject,
        text: mail.text,
      });
      await mails.updateOne({ _id: mail._id }, { $set: { state: 'sent', endedAt: now(), text: '' } });
      return true;
    } catch (error) {
      log.warn({ err: error, mail: mail._id, attempts: mail.attempts }, 'mail not sent, will be tried again');
      const next =
        mail.attempts >= maxAttempts
          ? { state: 'failed', text: '', endedAt: now() }
          : { dueAt: new Date(now().getTime() + backoffMs(mail.attempts)) };
      await mails.updateOne({ _id: mail._id }, { $set: next });
      return false;
    }
  }

  return {
    async enqueue({ id, to, subject, text }) {
      if (/[\r\n]/.test(subject + to)) throw new Error('line break in a mail header');
      const fresh = {
        to,
        subject,
        text,
        state: 'queued',
        attempts: 0,
        dueAt: now(),
        queuedAt: now(),
        endedAt: null,
      };
      await upserting(() => mails.updateOne({ _id: id }, { $setOnInsert: fresh }, { upsert: true }));
    },
    async forget(address) {
      await mails.deleteMany({ to: address });
    },
    async sendDue() {
      let sent = 0;
      while (sent < mostAtOnce) {
        // Claiming moves the due time on, so two instances never send the same mail at once.
        const mail = await mails.findOneAndUpdate(
          { state: 'queued', dueAt: { $lte: now() } },
          { $inc: { attempts: 1 }, $set: { dueAt: new Date(now().getTime() + claimMs) } },
          { returnDocument: 'after', lean: true, sort: { dueAt: 1 } },
        );
        if (!mail || !(await sendOne(mail))) break;
        sent += 1;
      }
      return sent;
    },
  };
}
