import { createHash, randomBytes } from 'node:crypto';
import { badRequest, DomainError } from '../shared/errors.ts';
import type { StoredToken, TokenData, TokenModel, TokenPurpose } from './token.model.ts';

const tokenBytes = 32;
const tokenShape = /^[A-Za-z0-9_-]{43}$/;

type Issue = { purpose: TokenPurpose; userId: string | null; data?: TokenData; hours: number };

/** The key a token is stored under. @throws DomainError bad-request where it is not shaped like one of ours */
function keyOf(token: string): string {
  if (!tokenShape.test(token)) throw badRequest('Dieser Link ist unvollständig. Bitte öffnen Sie ihn ganz.');
  return createHash('sha256').update(token).digest('hex');
}

const gone = () =>
  new DomainError(
    'gone',
    'Dieser Link wurde schon benutzt oder ist abgelaufen. Bitte fordern Sie einen neuen an.',
  );

/** One-time links: 256 random bits, stored as hash only, good for one purpose, one use and a limited time. */
export function makeTokens({ model, now }: { model: TokenModel; now: () => Date }) {
  const usable = (token: string, purpose: TokenPurpose) => ({
    _id: keyOf(token),
    purpose,
    usedAt: null,
    expiresAt: { $gt: now() },
  });

  return {
    /** Makes a token. `id` is safe to name a mail with; it does not lead back to the token. */
    async issue({ purpose, userId, data = {}, hours }: Issue): Promise<{ token: string; id: string }> {
      const token = randomBytes(tokenBytes).toString('base64url');
      const key = keyOf(token);
      const expiresAt = new Date(now().getTime() + hours * 3_600_000);
      await model.create({ _id: key, purpose, userId, data, expiresAt });
      return { token, id: key.slice(0, 32) };
    },

    /**
     * Looks at a token without using it up, for the page that asks before it acts: mail scanners open links.
     * @throws DomainError gone for a used, expired, foreign or unknown one, bad-request for a malformed one
     */
    async peek(token: string, purpose: TokenPurpose): Promise<StoredToken> {
      const found = await model.findOne(usable(token, purpose)).lean<StoredToken>();
      if (!found) throw gone();
      return found;
    },

    /** Uses a token up: of two at once only one succeeds. Throws like `peek`. */
    async use(token: string, purpose: TokenPurpose): Promise<StoredToken> {
      const found = await model
        .findOneAndUpdate(usable(token, purpose), { $set: { usedAt: now() } })
        .lean<StoredToken>();
      if (!found) throw gone();
      return found;
    },

    /** Makes a used token good again, where the act it was used for failed. */
    async giveBack(token: string): Promise<void> {
      await model.updateOne({ _id: keyOf(token) }, { $set: { usedAt: null } });
    },

    /** Removes every token of a person, or those of a purpose that belong to nobody. */
    async discard(which: { userId: string } | { purpose: TokenPurpose; userId: null }): Promise<void> {
      await model.deleteMany(which);
    },

    gone,
  };
}

export type Tokens = ReturnType<typeof makeTokens>;
