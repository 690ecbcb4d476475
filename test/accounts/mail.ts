import type { Document } from 'mongodb';
import type { Mail } from '../../src/platform/mailer.ts';
import type { TestApp } from '../helpers/app.ts';

/** The mails to an address whose subject holds a text, oldest first. */
export async function accountMails(app: TestApp, to: string, subject: string): Promise<Mail[]> {
  return (await app.mails()).filter((mail) => mail.to === to && mail.subject.includes(subject));
}

/** The path of the first link in the last of these mails that carries a token. */
export function linkIn(mails: (Mail | undefined)[]): string {
  const found = /https?:\/\/[^/\s]+(\/\S*\/[A-Za-z0-9_-]{43})/.exec(mails.at(-1)?.text ?? '')?.[1];
  if (!found) throw new Error('no link in the mail');
  return found;
}

/** The stored accounts. */
export const users = (app: TestApp) => app.connection.collection<Document>('users');
