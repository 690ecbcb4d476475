import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import { forbidden } from '../shared/errors.ts';

/** The hidden field of every form; scripts send the same token as this header. */
const csrfFieldName = '_csrf';
const csrfHeaderName = 'x-csrf-token';

const { generateToken, isRequestValid } = csrfSync({
  size: 64,
  getTokenFromRequest: (req) => tokenIn(req.body) ?? headerToken(req),
});

function tokenIn(body: unknown): string | undefined {
  const value =
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[csrfFieldName] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function headerToken(req: Request): string | undefined {
  const value = req.headers[csrfHeaderName];
  return typeof value === 'string' ? value : undefined;
}

/** The session's token; asking for it starts a session, so only pages with a form do. */
export const csrfTokenFor = <P>(req: Request<P>): string => generateToken(req as Request);

const fault = () =>
  forbidden(
    'Das Formular ist abgelaufen oder wurde nicht von dieser Seite geschickt. Bitte laden Sie die Seite neu und senden Sie es noch einmal.',
  );

/** Refuses a changing request without the session's token. */
export const csrfProtection: RequestHandler = (req, _res, next) =>
  next(isRequestValid(req) ? undefined : fault());

/** True when the token is in the header or among the fields read so far; uploads ask before each file is stored. */
export const hasCsrfToken = (req: Request): boolean => isRequestValid(req);

/** Refuses changing requests that another site made the browser send (Fetch Metadata, Origin), before any parsing. */
export function sameOriginOnly(baseUrl: string): RequestHandler {
  const ownHost = new URL(baseUrl).host;
  return (req, _res, next) => {
    if (req.method === 'GET' || req.method === 'HEAD') return next();
    const site = req.headers['sec-fetch-site'];
    const origin = req.headers.origin;
    const foreignSite = site === 'cross-site' || site === 'same-site';
    const foreignOrigin = origin !== undefined && !isOwn(origin, [ownHost, req.headers.host]);
    next(foreignSite || foreignOrigin ? fault() : undefined);
  };
}

function isOwn(origin: string, hosts: (string | undefined)[]): boolean {
  return URL.canParse(origin) && hosts.includes(new URL(origin).host);
}
