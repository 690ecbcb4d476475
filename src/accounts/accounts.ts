import type { Connection } from 'mongoose';
import type { Organisations } from '../organisations/index.ts';
import type { MailQueue } from '../platform/mail-queue.ts';
import { makeActors } from './actor.service.ts';
import { makeCreation } from './create.service.ts';
import { makeFirstOperator } from './first-operator.service.ts';
import { makeLetters } from './letters.ts';
import { makeAccountAdministration } from './operator.service.ts';
import { makeOwnData, type PersonalRecords } from './own-data.service.ts';
import { makePasswords } from './passwords.ts';
import { makePeople } from './people.queries.ts';
import { makeProfile } from './profile.service.ts';
import { makeRegistration } from './registration.service.ts';
import { makeReset } from './reset.service.ts';
import { makeSignIn } from './sign-in.service.ts';
import { makeTokenModel } from './token.model.ts';
import { makeTokens } from './tokens.service.ts';
import { makeUserModel } from './user.model.ts';

export type AccountsOptions = {
  connection: Connection;
  organisations: Organisations;
  mailQueue: MailQueue;
  baseUrl: string;
  now: () => Date;
  /** What other features keep about people; read when somebody exports or erases, so it may be filled later. */
  personalRecords: PersonalRecords[];
  /** Password hashes that cost nothing; for tests only. */
  cheapPasswordHashesForTests: boolean;
};

/** The accounts feature: people, log-in, who acts, and what other features ask about people. */
export function makeAccounts(options: AccountsOptions) {
  const { connection, organisations, mailQueue, baseUrl, now, personalRecords } = options;
  const users = makeUserModel(connection);
  const tokens = makeTokens({ model: makeTokenModel(connection), now });
  const passwords = makePasswords(options.cheapPasswordHashesForTests);
  const letters = makeLetters({ mailQueue, baseUrl });
  const common = { users, tokens, passwords, letters, now };
  const creation = makeCreation(common);
  return {
    ...creation,
    ...makeSignIn(common),
    ...makeActors({ users, organisations }),
    ...makePeople({ users, organisations }),
    ...makeRegistration({ ...common, organisations }),
    ...makeReset(common),
    ...makeProfile(common),
    ...makeOwnData({ connection, users, tokens, organisations, mailQueue, personalRecords, now }),
    ...makeAccountAdministration(common),
    ...makeFirstOperator({ ...common, createActiveUser: creation.createActiveUser }),
  };
}

export type Accounts = ReturnType<typeof makeAccounts>;
