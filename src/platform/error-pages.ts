import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { MulterError } from 'multer';
import { DomainError, type ErrorCode, InvalidInput, notFound } from '../shared/errors.ts';
import type { Log } from './log.ts';

const statusOf: Record<ErrorCode, number> = {
  'bad-request': 400,
  'login-required': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  'unsupported-type': 415,
  invalid: 422,
  'too-many-requests': 429,
  unavailable: 503,
  'storage-full': 507,
};

const titles: Record<number, string> = {
  400: 'Die Anfrage ist fehlerhaft',
  401: 'Bitte melden Sie sich an',
  403: 'Kein Zugriff',
  404: 'Nicht gefunden',
  405: 'Nicht erlaubt',
  409: 'Inzwischen hat sich etwas geändert',
  410: 'Nicht mehr verfügbar',
  413: 'Zu groß',
  415: 'Dieses Format wird nicht angenommen',
  422: 'Bitte prüfen Sie Ihre Angaben',
  429: 'Zu viele Anfragen',
  500: 'Das hat nicht geklappt',
  503: 'Gerade nicht erreichbar',
  507: 'Kein Speicherplatz mehr',
};

/** The last route: nothing else answered. */
export const noSuchPage: RequestHandler = (_req, _res, next) => next(notFound());

/** The one place where errors become answers: pages for people, problem+json (RFC 9457) for programs. */
export function errorPages(log: Log): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const known = translate(error);
    const reference = randomBytes(4).toString('hex');
    if (known.status >= 500)
      log.error({ err: safe(error), reference, path: withoutToken(req.path) }, 'request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    // A rate limit has said itself when its window ends.
    if ((known.status === 429 || known.status === 503) && !res.hasHeader('Retry-After'))
      res.setHeader('Retry-After', '60');
    if (known.status === 401 && !wantsJson(req)) {
      const next = req.method === 'GET' ? req.originalUrl : '/';
      res.redirect(302, `/anmelden?weiter=${encodeURIComponent(next)}`);
      return;
    }
    res.status(known.status);
    if (wantsJson(req)) answerJson(res, known);
    else answerPage(res, known, known.status >= 500 ? reference : null);
  };
}

/** The driver's errors that say that the database cannot be reached, by name: their classes are not all exported. */
const outages =
  /^Mongo(ose)?(ServerSelection|ServerClosed|Network|NotConnected|Pool|WaitQueue|OperationTimeout|TopologyClosed|StalePrimary)/;

type Known = { status: number; text: string; errors: { field: string; message: string }[] };

function translate(error: unknown): Known {
  if (error instanceof DomainError) {
    return {
      status: statusOf[error.code],
      text: error.message,
      errors: error instanceof InvalidInput ? error.errors : [],
    };
  }
  if (error instanceof MulterError) return { ...multerFault(error), errors: [] };
  const status = httpStatusOf(error);
  if (status === 413) return { status, text: 'Die gesendeten Daten sind zu groß.', errors: [] };
  if (status >= 400 && status < 500)
    return { status, text: 'Die Anfrage ist fehlerhaft und wurde nicht ausgeführt.', errors: [] };
  if (error instanceof Error && outages.test(error.name))
    return {
      status: 503,
      text: 'Die Datenbank antwortet gerade nicht. Bitte versuchen Sie es in einer Minute noch einmal.',
      errors: [],
    };
  return {
    status: 500,
    text: 'Es ist ein Fehler aufgetreten, der bei uns liegt. Bitte versuchen Sie es noch einmal.',
    errors: [],
  };
}

function multerFault(error: MulterError): { status: number; text: string } {
  if (error.code === 'LIMIT_FILE_SIZE') return { status: 413, text: 'Die Datei ist größer als erlaubt.' };
  if (error.code.startsWith('LIMIT_'))
    return { status: 413, text: 'Es wurden zu viele oder zu große Felder gesendet.' };
  return { status: 400, text: 'Das Formular ist fehlerhaft angekommen.' };
}

/** body-parser, send and friends carry the status on the error. */
function httpStatusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 600 ? status : 500;
}

/** Name, message and stack only: parsers hang the raw body, passwords included, on their errors. */
function safe(error: unknown): unknown {
  return error instanceof Error
    ? { type: error.name, message: error.message, stack: error.stack }
    : String(error);
}

/** One-time links carry their token, 43 characters, in the path; the log must not lead to an account. */
const withoutToken = (path: string): string => path.replace(/[\w-]{43}(?=\/|$)/g, '…');

const wantsJson = (req: Request): boolean =>
  req.path.startsWith('/api/') ||
  req.headers['x-requested-with'] === 'fetch' ||
  req.accepts(['html', 'json']) === 'json';

function answerJson(res: Response, known: Known): void {
  const title = titles[known.status] ?? 'Fehler';
  const body = { title, status: known.status, detail: known.text, errors: known.errors };
  res.type('application/problem+json').send(JSON.stringify(body));
}

function answerPage(res: Response, known: Known, reference: string | null): void {
  const next = [
    ...(known.status === 403 && res.req.actor ? [{ label: 'Konto', href: '/konto' }] : []),
    { label: 'Lösungen suchen', href: '/loesungen' },
    { label: 'Zur Startseite', href: '/' },
  ];
  const title = titles[known.status] ?? 'Fehler';
  if (typeof res.page === 'function') {
    res.page('errors/error', { status: known.status, title, text: known.text, next, reference });
  } else {
    res.type('text/plain; charset=utf-8').send(`${title}\n\n${known.text}\n`);
  }
}
