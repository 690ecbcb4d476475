import { InvalidInput } from '../shared/errors.ts';
import type { NewUser } from './create.service.ts';
import type { Letters } from './letters.ts';
import { passwordFault } from './password-rules.ts';
import type { Tokens } from './tokens.service.ts';
import type { UserModel } from './user.model.ts';

const setUpHours = 24;
const purpose = 'first-operator';

type Dependencies = {
  users: UserModel;
  tokens: Tokens;
  letters: Letters;
  createActiveUser(user: NewUser): Promise<string>;
};

/** The way into an empty installation: a one-time link that whoever starts the server reads in the terminal. */
export function makeFirstOperator({ users, tokens, letters, createActiveUser }: Dependencies) {
  const operatorExists = async () =>
    (await users.exists({ state: 'active', platformRoles: 'operator' })) !== null;

  async function check(token: string): Promise<void> {
    await tokens.peek(token, purpose);
    if (await operatorExists()) throw tokens.gone();
  }

  return {
    /** A fresh link that is good for 24 hours and makes earlier ones void; null where there is an operator. */
    async ensureFirstOperatorLink(): Promise<string | null> {
      if (await operatorExists()) return null;
      await tokens.discard({ purpose, userId: null });
      const { token } = await tokens.issue({ purpose, userId: null, hours: setUpHours });
      return letters.link(`/einrichtung/${token}`);
    },

    /** Checks the link before the form is shown. @throws DomainError gone or bad-request */
    checkFirstOperatorLink: check,

    /**
     * Creates the first operator.
     * @returns the account's id
     * @throws InvalidInput for a password or address that is not acceptable (the link stays good), DomainError gone
     */
    async createFirstOperator(token: string, input: Omit<NewUser, 'platformRoles'>): Promise<string> {
      await check(token);
      const fault = passwordFault(input.password, [input.name, input.email]);
      if (fault) throw new InvalidInput([{ field: 'password', message: fault }]);
      await tokens.use(token, purpose);
      try {
        return await createActiveUser({ ...input, platformRoles: ['operator'] });
      } catch (error) {
        await tokens.giveBack(token);
        throw error;
      }
    },
  };
}
