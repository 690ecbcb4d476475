import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from './config.ts';

export type Mail = { messageId: string; to: string; subject: string; text: string };

/** Hands one mail on; throws where that failed, the queue tries again later. */
export type Mailer = { send(mail: Mail): Promise<void> };

/** By SMTP where SMTP_URL is set; else each mail is a file `mail/<time>-<id>.eml` under the data folder. */
export function makeMailer(config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'dataDir'>): Mailer {
  return config.smtpUrl
    ? smtpMailer(config.smtpUrl, config.mailFrom)
    : fileMailer(config.dataDir, config.mailFrom);
}

/** Milliseconds; the package's own limits go up to ten minutes, in which a stop of the server would hang. */
const smtpLimits = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...smtpLimits });
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail });
    },
  };
}

function fileMailer(dataDir: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' });
  const folder = mailFolder(dataDir);
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true });
      const built = await transport.sendMail({ from, ...mail });
      const name = `${new Date().toISOString().replace(/[:.]/g, '-')}-${mail.messageId.replace(/[^\w-]/g, '')}.eml`;
      await writeFile(join(folder, name), built.message as Buffer);
      await writeFile(
        join(folder, name.replace(/\.eml$/, '.json')),
        JSON.stringify({ ...mail, at: new Date() }),
      );
    },
  };
}

const mailFolder = (dataDir: string): string => join(dataDir, 'mail');

export type StoredMail = Mail & { at: Date };

/** The mails a file mailer wrote, newest first, at most `limit`. */
export async function storedMails(dataDir: string, limit: number): Promise<StoredMail[]> {
  const names = await readdir(mailFolder(dataDir)).catch(() => []);
  const newest = names
    .filter((name) => name.endsWith('.json'))
    .sort()
    .reverse()
    .slice(0, limit);
  return Promise.all(
    newest.map(async (name) => {
      const mail = JSON.parse(await readFile(join(mailFolder(dataDir), name), 'utf8')) as Mail & {
        at: string;
      };
      return { ...mail, at: new Date(mail.at) };
    }),
  );
}
