import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { Passport } from 'passport';
import { Strategy } from 'passport-local';
import { z } from 'zod';
import { everyone, signedIn } from '../platform/access.ts';
import type { Routes } from '../platform/routes.ts';
import { type Actor, isPlatform } from '../shared/actor.ts';
import { parseForm } from '../shared/form.ts';
import type { RouteDependencies } from './dependencies.ts';
import { localPath } from './local-path.ts';
import { plainText, withoutSecrets } from './secrets.ts';
import { endSession, startSession } from './session.ts';
import { normaliseEmail, type SignedIn } from './sign-in.service.ts';

const failed = {
  field: 'form',
  message:
    'Die Anmeldung hat nicht geklappt. E-Mail-Adresse oder Kennwort stimmen nicht, oder das Konto ist noch nicht bestätigt.',
};

const credentials = z.object({
  email: z.string().trim().min(1, { error: 'Bitte geben Sie Ihre E-Mail-Adresse an.' }).max(254, {
    error: 'Die E-Mail-Adresse ist zu lang.',
  }),
  password: z
    .string()
    .min(1, { error: 'Bitte geben Sie Ihr Kennwort an.' })
    .max(1000, { error: 'Das Kennwort ist zu lang.' }),
});

/** Counters hold no addresses: a person who erases the account leaves none behind. */
const counterKey = (client: string, email: string): string =>
  createHash('sha256')
    .update(`${client} ${normaliseEmail(email)}`)
    .digest('hex');

/** Where a person begins who asked for no page: with what waits for them. */
function firstPageOf(actor: Actor | null): string {
  if (actor?.organisation) return '/vorgaenge';
  return isPlatform(actor, 'operator') ? '/betrieb' : '/konto';
}

/** /anmelden and /abmelden. */
export function addSignInRoutes(routes: Routes, { accounts, rateLimits, log, now }: RouteDependencies): void {
  const passport = new Passport();
  passport.use(
    new Strategy({ usernameField: 'email', passwordField: 'password' }, (email, password, done) => {
      accounts.signIn(email, password).then(
        (person) => done(null, person ?? false),
        (error: unknown) => done(error),
      );
    }),
  );
  const check = (req: Request, res: Response): Promise<SignedIn | null> =>
    new Promise((resolve, reject) => {
      const answered = (error: unknown, person?: unknown): void =>
        error ? reject(error) : resolve(person ? (person as SignedIn) : null);
      passport.authenticate('local', { session: false }, answered)(req, res, reject);
    });
  // Failures only, so that nobody can lock another person out: a stranger's failures count for the stranger's address.
  const perAccount = rateLimits({
    name: 'sign-in',
    max: 10,
    windowMinutes: 15,
    failuresOnly: true,
    key: (req) => counterKey(req.ip ?? '', plainText(req.body, 'email')),
  });
  const perClient = rateLimits({ name: 'sign-in-client', max: 100, windowMinutes: 15, failuresOnly: true });

  routes.get('/anmelden', everyone(), (req, res) => {
    const next = localPath(req.query.weiter, '');
    if (req.actor) return res.redirect(303, next || '/konto');
    res.page('accounts/sign-in', { next, form: {}, errors: [] });
  });

  routes.post('/anmelden', everyone(), perClient, perAccount, async (req, res) => {
    const next = localPath(plainText(req.body, 'weiter'), '');
    const show = (errors: { field: string; message: string }[]) =>
      res.status(422).page('accounts/sign-in', { next, form: withoutSecrets(req.body), errors });
    const form = parseForm(credentials, req.body);
    if (!form.ok) return show(form.errors);
    const person = await check(req, res);
    if (!person) {
      log.warn({ event: 'sign-in-failed', client: req.ip }, 'log-in failed');
      return show([failed]);
    }
    log.info({ event: 'sign-in', userId: person.userId }, 'log-in');
    await startSession(req, person, now());
    const actor = await accounts.actorFor(person, null);
    res.redirect(303, next || firstPageOf(actor));
  });

  routes.post('/abmelden', signedIn(), async (req, res) => {
    await endSession(req);
    res.redirect(303, '/');
  });
}
