import { isDuplicateKey } from '../platform/duplicate-key.ts';
import type { PlatformRole } from '../shared/actor.ts';
import { InvalidInput } from '../shared/errors.ts';
import type { Passwords } from './passwords.ts';
import { normaliseEmail } from './sign-in.service.ts';
import type { UserModel } from './user.model.ts';

export type NewUser = { email: string; name: string; password: string; platformRoles?: PlatformRole[] };

export function makeCreation(options: { users: UserModel; passwords: Passwords; now: () => Date }) {
  const { users, passwords, now } = options;
  return {
    /**
     * Creates an account that is active at once, without asking for a confirmation: the first operator, demo data, tests.
     * @returns its id
     * @throws InvalidInput where the address has an account already
     */
    async createActiveUser({ email, name, password, platformRoles = [] }: NewUser): Promise<string> {
      const at = now();
      try {
        const user = await users.create({
          email: normaliseEmail(email),
          name,
          passwordHash: await passwords.hash(password),
          state: 'active',
          platformRoles,
          createdAt: at,
          history: [{ at, action: 'created' }],
        });
        return String(user._id);
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        throw new InvalidInput([{ field: 'email', message: 'Für diese Adresse gibt es schon ein Konto.' }]);
      }
    },

    /** The id of the account with this address, or null; for loading demo data again. */
    async userIdOf(email: string): Promise<string | null> {
      const user = await users.findOne({ email: normaliseEmail(email) }, { _id: 1 }).lean();
      return user ? String(user._id) : null;
    },
  };
}
