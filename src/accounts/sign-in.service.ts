import { Types } from 'mongoose';
import type { Passwords } from './passwords.ts';
import type { StoredUser, UserModel } from './user.model.ts';

export type SignedIn = { userId: string; epoch: number };

/** Address as it is stored and compared: trimmed, NFC, lower case. */
export const normaliseEmail = (text: string): string => text.normalize('NFC').trim().toLowerCase();

/** Checking who somebody is. */
export function makeSignIn({ users, passwords }: { users: UserModel; passwords: Passwords }) {
  return {
    /**
     * Checks address and password; takes the same time whether the address is known or not.
     * @returns the person, or null for a wrong password, an unknown address or an account that is not active
     */
    async signIn(email: string, password: string): Promise<SignedIn | null> {
      const user = await users.findOne({ email: normaliseEmail(email) }).lean<StoredUser>();
      const usable = user?.state === 'active' ? user : null;
      if (!(await passwords.fits(usable?.passwordHash ?? null, password)) || usable === null) return null;
      return { userId: String(usable._id), epoch: usable.sessionEpoch };
    },

    /** True where this is the person's present password; asked again before anything serious. */
    async isOwnPassword(userId: string, password: string): Promise<boolean> {
      const user = await users.findOne({ _id: new Types.ObjectId(userId) }).lean<StoredUser>();
      return passwords.fits(user?.passwordHash ?? null, password);
    },
  };
}
