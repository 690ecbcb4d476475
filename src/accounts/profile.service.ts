import { Types } from 'mongoose';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { conflict, InvalidInput, notFound } from '../shared/errors.ts';
import { mayMailAgain } from './asked-mails.ts';
import type { Letters } from './letters.ts';
import { passwordFault } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { passwordChanged } from './reset.service.ts';
import { normaliseEmail, type SignedIn } from './sign-in.service.ts';
import type { Tokens } from './tokens.service.ts';
import type { StoredUser, UserModel } from './user.model.ts';

const changeHours = 24;

type Dependencies = {
  users: UserModel;
  tokens: Tokens;
  passwords: Passwords;
  letters: Letters;
  now: () => Date;
};

/** What people change about their own account. Routes ask for the present password before anything serious. */
export function makeProfile({ users, tokens, passwords, letters, now }: Dependencies) {
  async function own(userId: string): Promise<StoredUser> {
    const user = await users.findOne({ _id: new Types.ObjectId(userId), state: 'active' }).lean<StoredUser>();
    if (!user) throw notFound();
    return user;
  }

  /** One update that ends every session; the answer starts the present one anew. */
  async function renew(userId: string, action: string, fields: Partial<StoredUser>): Promise<SignedIn> {
    const user = await users
      .findOneAndUpdate(
        { _id: new Types.ObjectId(userId), state: 'active' },
        { $set: fields, $inc: { sessionEpoch: 1 }, $push: { history: { at: now(), action } } },
        { returnDocument: 'after' },
      )
      .lean<StoredUser>();
    if (!user) throw notFound();
    return { userId, epoch: user.sessionEpoch };
  }

  return {
    /** Address, name and more of the person's own account. */
    async ownAccount(userId: string): Promise<{ email: string; name: string; createdAt: Date }> {
      const { email, name, createdAt } = await own(userId);
      return { email, name, createdAt };
    },

    async changeName(userId: string, name: string): Promise<void> {
      await users.updateOne(
        { _id: new Types.ObjectId(userId), state: 'active' },
        { $set: { name }, $push: { history: { at: now(), action: 'name-changed' } } },
      );
    },

    /**
     * Sets a new password; all other sessions end.
     * @throws InvalidInput where it is not acceptable
     */
    async changePassword(userId: string, password: string): Promise<SignedIn> {
      const user = await own(userId);
      const fault = passwordFault(password, [user.name, user.email]);
      if (fault) throw new InvalidInput([{ field: 'newPassword', message: fault }]);
      const passwordHash = await passwords.hash(password);
      const signedIn = await renew(userId, 'password-changed', { passwordHash });
      await letters.send({
        id: `password-changed.${userId}.${signedIn.epoch}`,
        to: user.email,
        subject: 'Ihr Kennwort für Blaupause wurde geändert',
        paragraphs: passwordChanged(letters),
      });
      return signedIn;
    },

    /** Ends all sessions but the present one. */
    endOtherSessions: (userId: string): Promise<SignedIn> => renew(userId, 'other-sessions-ended', {}),

    /** Sends a link to a new address; both addresses hear of it. An address that is taken gets no link, and no answer tells. */
    async requestEmailChange(userId: string, newEmail: string): Promise<void> {
      const user = await own(userId);
      const email = normaliseEmail(newEmail);
      if (email === user.email) {
        throw new InvalidInput([{ field: 'email', message: 'Das ist schon Ihre Adresse.' }]);
      }
      if (!(await mayMailAgain(users, user._id, now()))) {
        throw conflict('Sie haben in der letzten Stunde schon mehrere Mails angefordert. Bitte warten Sie.');
      }
      const { token, id } = await tokens.issue({
        purpose: 'change-email',
        userId,
        data: { email, epoch: user.sessionEpoch },
        hours: changeHours,
      });
      const taken = await users.exists({ email });
      await letters.send({
        id: `change-email.${id}`,
        to: email,
        subject: taken
          ? 'Sie haben bereits ein Konto auf Blaupause'
          : 'Bitte bestätigen Sie Ihre neue Adresse für Blaupause',
        paragraphs: taken
          ? [
              'jemand wollte diese Adresse für ein anderes Konto auf Blaupause verwenden. Das geht nicht, weil es schon ein Konto mit ihr gibt.',
            ]
          : [
              'diese Adresse soll künftig für ein Konto auf Blaupause gelten. Bitte bestätigen Sie das innerhalb von 24 Stunden:',
              letters.link(`/konto/adresse/${token}`),
              'Haben Sie kein Konto auf Blaupause, müssen Sie nichts tun.',
            ],
      });
      await letters.send({
        id: `change-email-asked.${id}`,
        to: user.email,
        subject: 'Ihre Adresse für Blaupause soll geändert werden',
        paragraphs: [
          `die Adresse Ihres Kontos auf Blaupause soll künftig ${email} lauten. Sie gilt, sobald sie von dort bestätigt wird.`,
          `Waren Sie das nicht, wählen Sie bitte sofort ein neues Kennwort; damit wird die Änderung hinfällig:\n${letters.link('/kennwort-vergessen')}`,
        ],
      });
    },

    /** The new address a link is about. @throws DomainError gone or bad-request */
    async emailChange(token: string): Promise<{ email: string }> {
      const { data } = await tokens.peek(token, 'change-email');
      return { email: data.email ?? '' };
    },

    /**
     * Makes the new address the account's; every session ends.
     * @throws DomainError gone for a void link, conflict where the address was taken meanwhile
     */
    async confirmEmailChange(token: string): Promise<void> {
      const { userId, data } = await tokens.use(token, 'change-email');
      const user = await changeAddress(userId ?? '', data.email ?? '', data.epoch ?? 0);
      for (const to of [user.email, data.email ?? '']) {
        await letters.send({
          id: `email-changed.${userId}.${user.sessionEpoch}.${to === user.email ? 'old' : 'new'}`,
          to,
          subject: 'Ihre Adresse für Blaupause wurde geändert',
          paragraphs: [
            `die Adresse Ihres Kontos auf Blaupause lautet jetzt ${data.email}. Bitte melden Sie sich damit neu an:`,
            letters.link('/anmelden'),
          ],
        });
      }
    },
  };

  /** Returns the account as it was before. */
  async function changeAddress(userId: string, email: string, epoch: number): Promise<StoredUser> {
    try {
      const user = await users
        .findOneAndUpdate(
          { _id: new Types.ObjectId(userId), state: 'active', sessionEpoch: epoch },
          {
            $set: { email },
            $inc: { sessionEpoch: 1 },
            $push: { history: { at: now(), action: 'email-changed' } },
          },
        )
        .lean<StoredUser>();
      if (!user) throw tokens.gone();
      return user;
    } catch (error) {
      if (isDuplicateKey(error)) throw conflict('Für diese Adresse gibt es inzwischen ein anderes Konto.');
      throw error;
    }
  }
}
