import type { Request, RequestHandler } from 'express';
import 'express-session';
import { csrfTokenFor } from '../platform/csrf.ts';
import { sessionIdleSeconds } from '../platform/session.ts';
import type { Actor } from '../shared/actor.ts';
import type { SignedIn } from './sign-in.service.ts';

/** After this long a session ends, used or not (ASVS 5.0 7.3.2). */
const sessionMaxMs = 24 * 60 * 60_000;
/** How exactly the last use is kept: not every request writes the session. */
const seenEveryMs = 5 * 60_000;

type SignInRecord = SignedIn & { at: number; seenAt: number; actingFor: string | null };

declare module 'express-session' {
  interface SessionData {
    signIn?: SignInRecord;
  }
}

/** Starts a fresh session for a person; the id an attacker may have planted before is void. */
export function startSession<P>(req: Request<P>, signedIn: SignedIn, now: Date): Promise<void> {
  const time = now.getTime();
  return new Promise((resolve, reject) => {
    req.session.regenerate((error: unknown) => {
      if (error) return reject(error);
      req.session.signIn = { ...signedIn, at: time, seenAt: time, actingFor: null };
      // Made now and not by the first page: two pages opened at once would each make one, and one of them would not hold.
      csrfTokenFor(req);
      // Saved before the answer begins: browsers follow a redirect at its head, and would not be logged in yet.
      req.session.save((failed: unknown) => (failed ? reject(failed) : resolve()));
    });
  });
}

/** Destroys the session on the server. */
export function endSession<P>(req: Request<P>): Promise<void> {
  return new Promise((resolve, reject) => {
    req.session.destroy((error: unknown) => (error ? reject(error) : resolve()));
  });
}

/** Keeps the organisation chosen in this session. */
export function chooseOrganisation<P>(req: Request<P>, organisationId: string): void {
  if (req.session.signIn) req.session.signIn.actingFor = organisationId;
}

type Options = {
  actorFor(signedIn: SignedIn, chosen: string | null): Promise<Actor | null>;
  now: () => Date;
};

/** Sets `req.actor` from the session, or ends a session that is too old, idle or void. Anonymous requests cost nothing. */
export function actorMiddleware({ actorFor, now }: Options): RequestHandler {
  return async (req, _res, next) => {
    req.actor = null;
    const record = req.session.signIn;
    if (!record) return next();
    const time = now().getTime();
    const tooOld = time - record.at > sessionMaxMs || time - record.seenAt > sessionIdleSeconds * 1000;
    req.actor = tooOld ? null : await actorFor(record, record.actingFor);
    if (req.actor === null) {
      delete req.session.signIn;
    } else if (time - record.seenAt > seenEveryMs) {
      record.seenAt = time;
    }
    next();
  };
}
