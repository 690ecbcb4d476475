import { type RequestHandler, Router } from 'express';
import type { RouteParameters } from 'express-serve-static-core';
import { type Access, guard } from './access.ts';
import { csrfProtection } from './csrf.ts';

export type Method = 'get' | 'post';
export type DeclaredRoute = { method: Method; path: string; access: Access; kind: 'page' | 'data' | 'file' };
type Handlers<Path extends string> = RequestHandler<RouteParameters<Path>>[];
type Options = { access: Access; kind?: DeclaredRoute['kind']; multipart?: boolean };

/** Of a multipart body the fields come with the files; any other body has been read, so its token can be judged. */
const csrfUnlessMultipart: RequestHandler = (req, res, next) =>
  req.is('multipart') ? next() : csrfProtection(req, res, next);

/**
 * A feature's routes. Every route names its access before its handlers, the public ones too; the list feeds the
 * route test, the permission matrix and the accessibility run. A changing route checks the CSRF token before its
 * handlers; a multipart one checks it inside the upload (`platform/uploads.ts`), before a byte is stored.
 */
export function makeRoutes() {
  const router = Router({ strict: false });
  const declared: DeclaredRoute[] = [];

  function declare(method: Method, path: string, options: Access | Options): RequestHandler[] {
    const { access, kind = 'page', multipart = false } = 'allows' in options ? { access: options } : options;
    declared.push({ method, path, access, kind });
    const guards = [guard(access)];
    if (method === 'post') guards.push(multipart ? csrfUnlessMultipart : csrfProtection);
    return guards;
  }

  return {
    router,
    declared,
    /** A page or, with `kind: 'data' | 'file'`, another answer to GET. */
    get<Path extends string>(path: Path, options: Access | Options, ...handlers: Handlers<Path>): void {
      router.get(path, ...declare('get', path, options), ...(handlers as RequestHandler[]));
    },
    /** A changing act. */
    post<Path extends string>(path: Path, options: Access | Options, ...handlers: Handlers<Path>): void {
      router.post(path, ...declare('post', path, options), ...(handlers as RequestHandler[]));
    },
  };
}

export type Routes = ReturnType<typeof makeRoutes>;
