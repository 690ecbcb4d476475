import type { MailQueue } from '../platform/mail-queue.ts';

export type Letter = {
  /** Deterministic: the same occasion gives the same id. */
  id: string;
  to: string;
  subject: string;
  paragraphs: string[];
};

export type Letters = { send(letter: Letter): Promise<void>; link(path: string): string };

/** Mails about an account. Links begin with the configured address, never with what a request says (R03). */
export function makeLetters({ mailQueue, baseUrl }: { mailQueue: MailQueue; baseUrl: string }): Letters {
  return {
    link: (path) => `${baseUrl}${path}`,
    async send({ id, to, subject, paragraphs }) {
      const text = [
        'Guten Tag,',
        ...paragraphs,
        'Diese Nachricht kommt von Blaupause. Bitte antworten Sie nicht auf diese E-Mail.',
      ].join('\n\n');
      await mailQueue.enqueue({ id: `account.${id}`, to, subject, text });
    },
  };
}
