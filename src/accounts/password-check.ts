import type { Request, RequestHandler } from 'express';
import { actorOf } from '../platform/access.ts';
import type { FieldError } from '../shared/errors.ts';
import type { RouteDependencies } from './dependencies.ts';
import { plainText } from './secrets.ts';

export type PasswordCheck = {
  limit: RequestHandler;
  /** What is wrong with the present password in the form's field "password"; null where it is right. */
  fault<P>(req: Request<P>): Promise<FieldError | null>;
};

/** Asks for the present password again before anything serious (ASVS 5.0 7.5.1); a stolen session cannot try them all. */
export function makePasswordCheck({ accounts, rateLimits }: RouteDependencies): PasswordCheck {
  return {
    limit: rateLimits({
      name: 'present-password',
      max: 10,
      windowMinutes: 15,
      failuresOnly: true,
      key: (req) => actorOf(req).userId,
    }),
    async fault(req) {
      const right = await accounts.isOwnPassword(actorOf(req).userId, plainText(req.body, 'password'));
      return right ? null : { field: 'password', message: 'Ihr jetziges Kennwort stimmt nicht.' };
    },
  };
}
