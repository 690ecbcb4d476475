import { Types } from 'mongoose';
import { InvalidInput } from '../shared/errors.ts';
import { mayMailAgain } from './asked-mails.ts';
import type { Letters } from './letters.ts';
import { passwordFault } from './password-rules.ts';
import type { Passwords } from './passwords.ts';
import { normaliseEmail } from './sign-in.service.ts';
import type { Tokens } from './tokens.service.ts';
import type { StoredUser, UserModel } from './user.model.ts';

const resetHours = 2;

type Dependencies = {
  users: UserModel;
  tokens: Tokens;
  passwords: Passwords;
  letters: Letters;
  now: () => Date;
};

/** Forgotten passwords. */
export function makeReset({ users, tokens, passwords, letters, now }: Dependencies) {
  async function sendLink(user: StoredUser): Promise<void> {
    const { token, id } = await tokens.issue({
      purpose: 'reset',
      userId: String(user._id),
      data: { epoch: user.sessionEpoch },
      hours: resetHours,
    });
    await letters.send({
      id: `reset.${id}`,
      to: user.email,
      subject: 'Neues Kennwort für Blaupause',
      paragraphs: [
        'für Ihr Konto auf Blaupause wurde ein neues Kennwort angefordert. Hier wählen Sie es; der Link gilt zwei Stunden und nur einmal:',
        letters.link(`/kennwort-neu/${token}`),
        'Waren Sie das nicht, müssen Sie nichts tun. Ihr Kennwort bleibt, wie es ist.',
      ],
    });
  }

  async function tellUnconfirmed(user: StoredUser): Promise<void> {
    await letters.send({
      id: `unconfirmed.${String(user._id)}.${now().getTime()}`,
      to: user.email,
      subject: 'Ihr Konto auf Blaupause ist noch nicht bestätigt',
      paragraphs: [
        'für diese Adresse wurde ein neues Kennwort angefordert. Das Konto ist aber noch nicht bestätigt. Bitte legen Sie es noch einmal an, Sie bekommen dann einen neuen Link:',
        letters.link('/registrieren'),
      ],
    });
  }

  return {
    /** Sends a link to choose a new password. Says nothing about whether the address is known. */
    async requestReset(email: string): Promise<void> {
      const user = await users.findOne({ email: normaliseEmail(email) }).lean<StoredUser>();
      if (!user || user.state === 'disabled') return;
      if (!(await mayMailAgain(users, user._id, now()))) return;
      if (user.state === 'active') await sendLink(user);
      else await tellUnconfirmed(user);
    },

    /** Checks a reset link before the form is shown. @throws DomainError gone or bad-request */
    async checkReset(token: string): Promise<void> {
      await tokens.peek(token, 'reset');
    },

    /**
     * Sets a new password; every session and every other link of the account is void from then on.
     * @throws InvalidInput where the password is not acceptable (the link stays good), DomainError gone for a void link
     */
    async resetPassword(token: string, password: string): Promise<void> {
      const { userId, data } = await tokens.peek(token, 'reset');
      const owner = { _id: new Types.ObjectId(userId ?? ''), sessionEpoch: data.epoch ?? 0 };
      const user = await users.findOne(owner).lean<StoredUser>();
      if (!user) throw tokens.gone();
      const fault = passwordFault(password, [user.name, user.email]);
      if (fault) throw new InvalidInput([{ field: 'newPassword', message: fault }]);
      const passwordHash = await passwords.hash(password);
      await tokens.use(token, 'reset');
      const result = await users.updateOne(
        { ...owner, state: 'active' },
        {
          $set: { passwordHash },
          $inc: { sessionEpoch: 1 },
          $push: { history: { at: now(), action: 'password-reset' } },
        },
      );
      if (result.modifiedCount === 0) throw tokens.gone();
      await letters.send({
        id: `password-changed.${userId}.${user.sessionEpoch + 1}`,
        to: user.email,
        subject: 'Ihr Kennwort für Blaupause wurde geändert',
        paragraphs: passwordChanged(letters),
      });
    },
  };
}

/** What a person reads after the password was changed, by whom ever. */
export const passwordChanged = (letters: Letters): string[] => [
  'das Kennwort Ihres Kontos auf Blaupause wurde geändert. Alle anderen Anmeldungen sind beendet.',
  `Waren Sie das nicht, wählen Sie bitte sofort ein neues:\n${letters.link('/kennwort-vergessen')}`,
];
