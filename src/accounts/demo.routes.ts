import { everyone } from '../platform/access.ts';
import type { Config } from '../platform/config.ts';
import { storedMails } from '../platform/mailer.ts';
import type { Routes } from '../platform/routes.ts';
import { textWithLinks } from './text-with-links.ts';

const shownMails = 50;

/** An account of the demonstration, with the password that everybody may know. */
export type DemoAccount = {
  email: string;
  password: string;
  name: string;
  /** What it is for in a few words, e.g. "Redaktion der Stadt Musterstadt". */
  part: string;
  /** Organisation and roles in words. */
  rolesText: string;
};

/** /demo: accounts to log in with and the mails that were sent. Exists in the demonstration only. */
export function addDemoRoutes(
  routes: Routes,
  { config, demoAccounts }: { config: Pick<Config, 'dataDir' | 'baseUrl'>; demoAccounts: DemoAccount[] },
): void {
  routes.get('/demo', everyone(), async (_req, res) => {
    const mails = await storedMails(config.dataDir, shownMails);
    res.page('accounts/demo', {
      demoAccounts,
      mails: mails.map((mail) => ({ ...mail, parts: textWithLinks(mail.text, config.baseUrl) })),
    });
  });
}
