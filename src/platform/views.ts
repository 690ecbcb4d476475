import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import ejs from 'ejs';
import express, { type Application, type RequestHandler } from 'express';
import 'express-session';
import * as de from '../shared/german.ts';
import type { Config } from './config.ts';
import { csrfTokenFor } from './csrf.ts';
import { fromRoot } from './paths.ts';
import { makeTemplates } from './templates.ts';

export type Notice = { kind: 'success' | 'info' | 'warning'; title: string; text?: string };

declare module 'express-session' {
  interface SessionData {
    notice?: Notice;
  }
}

declare global {
  namespace Express {
    interface Response {
      /** Renders `views/<view>.ejs` with the locals every page has (see CONTRIBUTING.md). */
      page(view: string, locals?: Record<string, unknown>): void;
      /** Leaves a notice for the next page and redirects there with 303 after a successful act. */
      done(path: string, notice: Notice): void;
    }
  }
}

const staticFolders: [string, string][] = [
  ['kern', fromRoot('node_modules/@kern-ux/native/dist')],
  ['fonts', fromRoot('node_modules/@fontsource/fira-sans/files')],
  ['', fromRoot('public')],
];

/** Serves public/, KERN and the fonts under /static with a year of caching; addresses carry a content hash. */
export function staticFiles(): express.Router {
  const router = express.Router();
  for (const [prefix, folder] of staticFolders) {
    router.use(
      `/${prefix}`,
      express.static(folder, { index: false, maxAge: '1y', immutable: true, redirect: false }),
    );
  }
  return router;
}

/** The address of a static file with a hash of its content, e.g. asset('app.css'). */
function makeAsset(): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const address = known.get(name) ?? `/static/${name}?v=${hashOf(name)}`;
    known.set(name, address);
    return address;
  };
}

function hashOf(name: string): string {
  for (const [prefix, folder] of staticFolders) {
    if (prefix !== '' && !name.startsWith(`${prefix}/`)) continue;
    const file = `${folder}/${name.slice(prefix === '' ? 0 : prefix.length + 1)}`;
    if (existsSync(file)) return createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  }
  throw new Error(`no static file ${name}`);
}

/** Sets EJS up with its own options only: none are ever read from a page's locals. */
export function useViews(app: Application, config: Pick<Config, 'mode'>): void {
  const root = fromRoot('views');
  const templates = makeTemplates(root);
  app.engine('ejs', (path, data, done) => {
    const { settings: _settings, cache: _cache, _locals: _own, ...locals } = data as Record<string, unknown>;
    const readable = (): Promise<string> => ejs.renderFile(path, locals, { root, cache: false });
    const printed =
      config.mode === 'development'
        ? readable()
        : Promise.resolve()
            .then(() => templates.print(path, locals))
            // Once more as EJS does it, only to learn template and line of what failed.
            .catch(readable);
    printed.then(
      (html: string) => done(null, html),
      (error: unknown) => done(error),
    );
  });
  app.set('views', root);
  app.set('view engine', 'ejs');
}

/** Adds `res.page` and `res.done`. `openCasesOf` tells the number beside "Meine Vorgänge" for the header. */
export function pageLocals(
  config: Pick<Config, 'mode' | 'baseUrl'>,
  openCasesOf: (req: express.Request) => Promise<number>,
): RequestHandler {
  const asset = makeAsset();
  return (req, res, next) => {
    res.page = (view, locals = {}) => {
      const notice = req.session?.notice ?? null;
      let forAll = notice === null && req.actor === null;
      if (notice) delete req.session.notice;
      if (req.actor) res.setHeader('Cache-Control', 'private, no-store');
      const own = {
        actor: req.actor,
        csrfToken: () => {
          forAll = false;
          res.setHeader('Cache-Control', 'private, no-store');
          return csrfTokenFor(req);
        },
        currentPath: req.path,
        demo: config.mode === 'demo',
        baseUrl: config.baseUrl,
        asset,
        de,
        notice,
      };
      const failed = (error: unknown) => {
        // The error page that follows is not the page that was asked for.
        res.keep?.(null);
        next(error);
      };
      // An error page must come up even where the database is what failed.
      const counting = view.startsWith('errors/') ? Promise.resolve(0) : openCasesOf(req);
      counting
        .then((openCases) =>
          res.render(view, { ...locals, ...own, openCases }, (error, html) => {
            if (error) return failed(error);
            // Encoded once for the tag, the answer and, where it is kept, for the next one.
            const page = Buffer.from(html);
            res.keep?.(forAll ? page : null);
            res.type('html').send(page);
          }),
        )
        .catch(failed);
    };
    res.done = (path, notice) => {
      if (!req.session) return res.redirect(303, path);
      req.session.notice = notice;
      // Saved first: a browser follows a redirect at its head, while express-session saves as the body ends, so that
      // the next page would be read without the notice and a later one show it.
      req.session.save((error: unknown) => (error ? next(error) : res.redirect(303, path)));
    };
    next();
  };
}
