import { type Connection, Types } from 'mongoose';
import type { Organisations } from '../organisations/index.ts';
import type { MailQueue } from '../platform/mail-queue.ts';
import { removeSessions } from '../platform/session.ts';
import type { Tokens } from './tokens.service.ts';
import type { StoredUser, UserModel } from './user.model.ts';

/** What another feature keeps about a person: its part of the export, and how it forgets. Both may be repeated. */
export type PersonalRecords = {
  /** Heading of its part of the export, e.g. 'bookmarks'. */
  name: string;
  exportOf(userId: string): Promise<unknown>;
  erase(userId: string): Promise<void>;
};

type Dependencies = {
  connection: Connection;
  users: UserModel;
  tokens: Tokens;
  organisations: Pick<Organisations, 'membershipsOf' | 'eraseMemberships'>;
  mailQueue: MailQueue;
  personalRecords: PersonalRecords[];
  now: () => Date;
};

/** Access to one's own data and erasure (GDPR Art. 15, 17, 20). */
export function makeOwnData(options: Dependencies) {
  const { connection, users, tokens, organisations, mailQueue, personalRecords, now } = options;

  /** Steps that can each be repeated; the account goes last, so that what was cut off is found again. */
  async function finish(user: StoredUser): Promise<void> {
    const userId = String(user._id);
    await organisations.eraseMemberships(userId);
    for (const records of personalRecords) await records.erase(userId);
    await tokens.discard({ userId });
    await removeSessions(connection, { 'session.signIn.userId': userId });
    await mailQueue.forget(user.email);
    await users.deleteOne({ _id: user._id });
  }

  return {
    /** Everything kept about a person, in a form a program can read. */
    async exportOf(userId: string): Promise<Record<string, unknown>> {
      const user = await users.findOne({ _id: new Types.ObjectId(userId) }).lean<StoredUser>();
      const memberships = await organisations.membershipsOf(userId);
      const others = await Promise.all(
        personalRecords.map(async ({ name, exportOf }) => [name, await exportOf(userId)] as const),
      );
      return {
        exportedAt: now().toISOString(),
        account: user && {
          id: userId,
          email: user.email,
          name: user.name,
          createdAt: user.createdAt,
          platformRoles: user.platformRoles,
          history: user.history,
        },
        memberships: memberships.map(({ organisation, roles, state, since }) => ({
          organisation: organisation.fullName,
          roles,
          state,
          since,
        })),
        ...Object.fromEntries(others),
      };
    },

    /** Erases a person's account. Always proceeds; a crash in between is made good by `finishErasures`. */
    async eraseAccount(userId: string): Promise<void> {
      const user = await users
        .findOneAndUpdate(
          { _id: new Types.ObjectId(userId) },
          { $set: { state: 'disabled', erasingSince: now() }, $inc: { sessionEpoch: 1 } },
          { returnDocument: 'after' },
        )
        .lean<StoredUser>();
      if (user) await finish(user);
    },

    /** Ends erasures that were cut off; a background job. */
    async finishErasures(): Promise<void> {
      const begun = await users
        .find({ erasingSince: { $type: 'date' } })
        .limit(100)
        .lean<StoredUser[]>();
      for (const user of begun) await finish(user);
    },
  };
}
