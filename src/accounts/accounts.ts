import type { Connection } from 'mongoose';
import type { Organisations } from '../organisations/index.ts';
import { makeActors } from './actor.service.ts';
import { makeCreation } from './create.service.ts';
import { makePasswords } from './passwords.ts';
import { makePeople } from './people.queries.ts';
import { makeSignIn } from './sign-in.service.ts';
import { makeUserModel } from './user.model.ts';

export type AccountsOptions = {
  connection: Connection;
  organisations: Organisations;
  now: () => Date;
  /** Password hashes that cost nothing; for tests only. */
  cheapPasswordHashesForTests?: boolean;
};

/** The accounts feature: people, log-in, who acts, and what other features ask about people. */
export function makeAccounts({
  connection,
  organisations,
  now,
  cheapPasswordHashesForTests = false,
}: AccountsOptions) {
  const users = makeUserModel(connection);
  const passwords = makePasswords(cheapPasswordHashesForTests);
  return {
    ...makeSignIn({ users, passwords }),
    ...makeActors({ users, organisations }),
    ...makePeople({ users, organisations }),
    ...makeCreation({ users, passwords, now }),
  };
}

export type Accounts = ReturnType<typeof makeAccounts>;
