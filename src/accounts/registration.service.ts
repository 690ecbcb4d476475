import { Types } from 'mongoose';
import type { Organisation, Organisations } from '../organisations/index.ts';
import { isDuplicateKey } from '../platform/duplicate-key.ts';
import { DomainError } from '../shared/errors.ts';
import { mayMailAgain } from './asked-mails.ts';
import type { Letters } from './letters.ts';
import type { Passwords } from './passwords.ts';
import { normaliseEmail, type SignedIn } from './sign-in.service.ts';
import type { Tokens } from './tokens.service.ts';
import type { StoredUser, UserModel } from './user.model.ts';

const confirmHours = 48;
const keepUnconfirmedMs = 7 * 24 * 60 * 60_000;

export type Registration = { email: string; name: string; password: string; organisationId: string };
export type Confirmation = { email: string; name: string; organisation: Organisation | null };
/** What became of the wish to act for the organisation; 'none' where it has ended meanwhile. */
export type Confirmed = SignedIn & {
  membership: 'active' | 'requested' | 'none';
  organisation: Organisation | null;
};

type Dependencies = {
  users: UserModel;
  tokens: Tokens;
  passwords: Passwords;
  organisations: Pick<Organisations, 'requestMembership' | 'getById'>;
  letters: Letters;
  now: () => Date;
};

/** Registration and confirmation of the address. */
export function makeRegistration({ users, tokens, passwords, organisations, letters, now }: Dependencies) {
  /** The account for an address, made as unconfirmed where there is none. */
  async function accountFor(email: string, name: string, passwordHash: string): Promise<StoredUser> {
    const at = now();
    const fresh = {
      email,
      name,
      passwordHash,
      state: 'unconfirmed' as const,
      createdAt: at,
      unconfirmedUntil: new Date(at.getTime() + keepUnconfirmedMs),
      history: [{ at, action: 'registered' }],
    };
    const known = await users.findOne({ email }).lean<StoredUser>();
    if (known) return known;
    try {
      return (await users.create(fresh)).toObject();
    } catch (error) {
      const other = isDuplicateKey(error) ? await users.findOne({ email }).lean<StoredUser>() : null;
      if (!other) throw error;
      return other;
    }
  }

  async function sendConfirmation(user: StoredUser, data: Registration, passwordHash: string): Promise<void> {
    const at = now();
    await users.updateOne(
      { _id: user._id, state: 'unconfirmed' },
      { $set: { unconfirmedUntil: new Date(at.getTime() + keepUnconfirmedMs) } },
    );
    const { token, id } = await tokens.issue({
      purpose: 'confirm',
      userId: String(user._id),
      data: { name: data.name, passwordHash, organisationId: data.organisationId },
      hours: confirmHours,
    });
    await letters.send({
      id: `confirm.${id}`,
      to: user.email,
      subject: 'Bitte bestätigen Sie Ihre Adresse für Blaupause',
      paragraphs: [
        'mit dieser Adresse wurde auf Blaupause ein Konto angelegt. Bitte bestätigen Sie es innerhalb von 48 Stunden; Sie brauchen dazu das Kennwort, das Sie gewählt haben:',
        letters.link(`/bestaetigen/${token}`),
        'Waren Sie das nicht, müssen Sie nichts tun. Ohne Bestätigung wird das Konto nach sieben Tagen gelöscht.',
      ],
    });
  }

  async function tellKnown(user: StoredUser): Promise<void> {
    await letters.send({
      id: `known.${String(user._id)}.${now().getTime()}`,
      to: user.email,
      subject: 'Sie haben bereits ein Konto auf Blaupause',
      paragraphs: [
        'jemand wollte mit dieser Adresse ein Konto auf Blaupause anlegen. Es gibt schon eines, und daran hat sich nichts geändert. Hier melden Sie sich an:',
        letters.link('/anmelden'),
        `Haben Sie das Kennwort vergessen, wählen Sie hier ein neues:\n${letters.link('/kennwort-vergessen')}`,
        'Für eine weitere Organisation brauchen Sie kein zweites Konto: Beantragen Sie die Mitgliedschaft auf der Seite „Konto“.',
      ],
    });
  }

  return {
    /**
     * Takes a registration. Who types an address learns nothing about it: it gets a mail either way, with a link to
     * confirm it or the news that it has an account already.
     */
    async register(registration: Registration): Promise<void> {
      const email = normaliseEmail(registration.email);
      const passwordHash = await passwords.hash(registration.password);
      const user = await accountFor(email, registration.name, passwordHash);
      if (!(await mayMailAgain(users, user._id, now()))) return;
      if (user.state === 'unconfirmed') await sendConfirmation(user, registration, passwordHash);
      else await tellKnown(user);
    },

    /** What a confirmation link is about. @throws DomainError gone or bad-request as `Tokens.peek` */
    async confirmation(token: string): Promise<Confirmation> {
      const { userId, data } = await tokens.peek(token, 'confirm');
      const user = await users.findOne({ _id: new Types.ObjectId(userId ?? '') }).lean<StoredUser>();
      if (!user) throw tokens.gone();
      return {
        email: user.email,
        name: data.name ?? user.name,
        organisation: await organisations.getById(data.organisationId ?? ''),
      };
    },

    /**
     * Confirms the address with the link and the password chosen with it: a stranger who registered somebody else's
     * address has no link, and the owner who opens that link has not the stranger's password.
     * @returns null for a wrong password
     * @throws DomainError gone for a link that is used up, or where another link confirmed the account
     */
    async confirm(token: string, password: string): Promise<Confirmed | null> {
      const { data } = await tokens.peek(token, 'confirm');
      if (!(await passwords.fits(data.passwordHash ?? null, password))) return null;
      const { userId } = await tokens.use(token, 'confirm');
      const user = await users
        .findOneAndUpdate(
          { _id: new Types.ObjectId(userId ?? ''), state: 'unconfirmed' },
          {
            $set: {
              state: 'active',
              name: data.name,
              passwordHash: data.passwordHash,
              unconfirmedUntil: null,
            },
            $push: { history: { at: now(), action: 'confirmed' } },
          },
          { returnDocument: 'after' },
        )
        .lean<StoredUser>();
      if (!user) throw tokens.gone();
      const organisationId = data.organisationId ?? '';
      return {
        userId: String(user._id),
        epoch: user.sessionEpoch,
        membership: await ask(organisationId, user),
        organisation: await organisations.getById(organisationId),
      };
    },
  };

  async function ask(organisationId: string, user: StoredUser): Promise<Confirmed['membership']> {
    try {
      return await organisations.requestMembership({
        organisationId,
        userId: String(user._id),
        email: user.email,
      });
    } catch (error) {
      if (error instanceof DomainError) return 'none';
      throw error;
    }
  }
}
