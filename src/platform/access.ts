import type { Request, RequestHandler } from 'express';
import { type Actor, hasRole, isPlatform, type OrganisationRole } from '../shared/actor.ts';
import { DomainError, forbidden } from '../shared/errors.ts';

declare global {
  namespace Express {
    interface Request {
      /** Who acts; set by the accounts feature for every request, null for anonymous visitors. */
      actor: Actor | null;
    }
  }
}

/** Who may use a route: a name for the permission matrix and a rule over the actor. */
export type Access = { name: string; allows: (actor: Actor | null) => boolean };

/** Public pages: anybody, without an account. */
export const everyone = (): Access => ({ name: 'everyone', allows: () => true });
/** Any signed-in person, also one without an organisation. */
export const signedIn = (): Access => ({ name: 'signedIn', allows: (actor) => actor !== null });
/** A signed-in person acting for an organisation. */
export const member = (): Access => ({ name: 'member', allows: (actor) => hasRole(actor, 'member') });
/** A signed-in person with one of the roles in the organisation acted for. */
export const role = (...roles: OrganisationRole[]): Access => ({
  name: roles.join('|'),
  allows: (actor) => roles.some((r) => hasRole(actor, r)),
});
export const kdn = (): Access => ({ name: 'kdn', allows: (actor) => isPlatform(actor, 'kdn') });
export const operator = (): Access => ({
  name: 'operator',
  allows: (actor) => isPlatform(actor, 'operator'),
});
/** One of several accesses suffices. */
export const anyOf = (...accesses: Access[]): Access => ({
  name: accesses.map((a) => a.name).join('|'),
  allows: (actor) => accesses.some((a) => a.allows(actor)),
});

/** Express guard for an access: anonymous → log-in required, otherwise 403. */
export function guard(access: Access): RequestHandler {
  return (req, _res, next) => {
    if (access.allows(req.actor)) next();
    else if (req.actor === null) next(new DomainError('login-required', 'Bitte melden Sie sich an.'));
    else next(forbidden(whyNot(access, req.actor)));
  };
}

/** What a signed-in person lacks, in words, and who can help. */
function whyNot(access: Access, { organisation, platformRoles }: Actor): string {
  if (access.name === 'kdn') return 'Diese Seite ist für KDN.';
  if (access.name === 'operator') return 'Diese Seite ist für den Plattformbetrieb.';
  if (organisation !== null)
    return `Dafür fehlt Ihnen die Rolle bei ${organisation.name}. Die Rollen vergibt die Administration Ihrer Organisation.`;
  return platformRoles.includes('operator')
    ? 'Dafür muss man für eine Organisation handeln; der Plattformbetrieb tut das nicht.'
    : 'Dafür brauchen Sie die Mitgliedschaft in einer Organisation. Beantragen Sie sie unter „Konto“; dort sehen Sie auch, ob ein Antrag noch offen ist.';
}

/**
 * The signed-in actor of a guarded route.
 * @throws DomainError login-required where the route was not guarded
 */
export function actorOf<P>(req: Request<P>): Actor {
  if (req.actor === null) throw new DomainError('login-required', 'Bitte melden Sie sich an.');
  return req.actor;
}

/** The actor together with the organisation acted for; for routes guarded by `member()` or `role()`. */
export function actingFor<P>(req: Request<P>): {
  actor: Actor;
  organisation: NonNullable<Actor['organisation']>;
} {
  const actor = actorOf(req);
  if (actor.organisation === null)
    throw forbidden('Wählen Sie zuerst die Organisation, für die Sie handeln.');
  return { actor, organisation: actor.organisation };
}
