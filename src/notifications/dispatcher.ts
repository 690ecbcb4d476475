import type { Model } from 'mongoose';
import type { Log } from '../platform/log.ts';
import type { MailQueue } from '../platform/mail-queue.ts';
import type { Audience, Tell } from '../platform/tell.ts';

/** What a mail says: one subject, paragraphs (the first follows "Guten Tag,"), and the page where the reader goes on. */
export type Message = { subject: string; paragraphs: string[]; path: string };

type Telling = { _id: unknown; tell: Tell[] };

/** A collection whose documents carry things to tell, and the words for them. */
export type TellSource<T extends Telling = Telling> = {
  name: string;
  model: Model<T>;
  /** The message for one entry; null when there is nothing to say any more. */
  compose(document: T, entry: Tell): Promise<Message | null>;
};

/**
 * Lets sources of different documents stand in one list: Mongoose's Model is invariant in its document, while the
 * dispatcher reads and pulls nothing but `_id` and `tell`, and hands each document back to its own `compose`.
 */
export const asTellSource = <T extends Telling>(source: TellSource<T>): TellSource =>
  source as unknown as TellSource;

/** `standsIn`: told in place of an organisation where nobody is. */
export type Recipient = { userId: string; email: string; standsIn?: boolean };

type Options = {
  sources: TellSource[];
  recipientsOf(audience: Audience): Promise<Recipient[]>;
  mailQueue: MailQueue;
  baseUrl: string;
  log: Log;
};

/**
 * Turns what waits in the documents into queued mails. Each mail's id is made of the entry's and the recipient's, so
 * that doing it again after a crash queues nothing twice; only then the entry is taken off its document.
 * @returns dispatch(): how many entries were told
 */
export function makeDispatcher({ sources, recipientsOf, mailQueue, baseUrl, log }: Options) {
  async function tellOne(source: TellSource, document: Telling, entry: Tell): Promise<void> {
    const message = await source.compose(document, entry);
    const recipients = message ? await recipientsOf(entry.audience) : [];
    for (const { userId, email, standsIn } of recipients) {
      if (!message || userId === entry.audience.exceptUserId) continue;
      await mailQueue.enqueue({
        id: `${entry.id}.${userId}`,
        to: email,
        subject: message.subject,
        text: asText(message, baseUrl, standsIn ? [standInNote] : []),
      });
    }
    await source.model.updateOne({ _id: document._id }, { $pull: { tell: { id: entry.id } } });
  }

  async function dispatchSource(source: TellSource): Promise<number> {
    // All that waits, not the first so many: entries that fail each time would keep the others out for ever.
    const waiting = source.model
      .find({ 'tell.at': { $gt: new Date(0) } })
      .lean<Telling[]>()
      .cursor();
    let told = 0;
    for await (const document of waiting) {
      for (const entry of document.tell) {
        try {
          await tellOne(source, document, entry);
          told += 1;
        } catch (error) {
          log.error(
            { err: error, source: source.name, kind: entry.kind },
            'could not tell, will be tried again',
          );
        }
      }
    }
    return told;
  }

  return {
    async dispatch(): Promise<number> {
      let told = 0;
      for (const source of sources) told += await dispatchSource(source);
      return told;
    },
  };
}

const standInNote =
  'Sie bekommen diese Nachricht als KDN, weil bei der Organisation, an die sie gerichtet ist, niemand mit der nötigen Rolle erreichbar ist. Bitte klären Sie, wer zuständig ist. Öffnet sich die Seite für Sie nicht, gehört der Vorgang nur den Beteiligten.';

function asText({ paragraphs, path }: Message, baseUrl: string, notes: string[]): string {
  return [
    'Guten Tag,',
    ...notes,
    ...paragraphs,
    `${baseUrl}${path}`,
    'Diese Nachricht kommt von Blaupause. Bitte antworten Sie auf der Seite, nicht auf diese E-Mail.',
  ].join('\n\n');
}
