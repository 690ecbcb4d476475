import type { Request, RequestHandler, Response } from 'express';
import type { Connection } from 'mongoose';
import { oneAtATime } from '../shared/one-at-a-time.ts';
import { type PageRequest, type SendPage, sentPage } from './sent-page.ts';

declare global {
  namespace Express {
    interface Response {
      /** Set while a page is made that may be kept: `res.page` hands it what everybody is shown, or null. */
      keep?: (page: Buffer | null) => void;
    }
  }
}

/** Asked before a kept page is shown again: whether what it shows is still public as it shows it. */
export type StillTrue = () => Promise<boolean>;

type PageHandler<P> = (req: Request<P>, res: Response) => Promise<StillTrue | undefined>;

type KeptPage = { send: SendPage; madeAt: number; writes: number; version: number; stillTrue: StillTrue };

export type KeptPagesOptions = {
  connection: Connection;
  now: () => Date;
  /** A number that changes whenever what is kept in memory of the database does, e.g. the search index. */
  version(): number;
};

/**
 * What other instances write is not heard here. Solutions on a page are asked for each time (`StillTrue`), and what the
 * search index follows ends all pages by its version; only what neither knows, e.g. an event, is seen this much later.
 */
const keptMs = 10_000;
const mostPages = 200;
/** Longer addresses are nobody's favourite. */
const longestAddress = 500;

const readingMethods = new Set([
  'find',
  'findOne',
  'aggregate',
  'countDocuments',
  'estimatedDocumentCount',
  'distinct',
  'indexes',
  'listIndexes',
  'createIndex',
]);

/** What no visitor without a log-in is shown anything of; every other write makes kept pages void. */
const neverShown = new Set([
  'bookmarks',
  'mails',
  'rateLimits',
  'requests',
  'savedSearches',
  'sessions',
  'tokens',
  'users',
]);

/**
 * Keeps pages that are the same for everybody without a log-in, until anything they might show is written by this
 * instance, at most ten seconds. Whoever is logged in, or is left a notice, never gets one, nor leaves one.
 */
export function makeKeptPages({ connection, now, version }: KeptPagesOptions) {
  const pages = new Map<string, KeptPage>();
  const making = new Map<string, Promise<void>>();
  let writes = 0;

  connection.on('operation-end', ({ collectionName, method }: { collectionName: string; method: string }) => {
    if (!readingMethods.has(method) && !neverShown.has(collectionName)) writes += 1;
  });

  /** Only a page that was begun after the last write is worth keeping: an earlier one may hold either state. */
  const isCurrent = (page: Pick<KeptPage, 'writes' | 'version' | 'madeAt'>): boolean => {
    const age = now().getTime() - page.madeAt;
    return page.writes === writes && page.version === version() && age >= 0 && age < keptMs;
  };

  function keep(address: string, page: KeptPage): void {
    if (!isCurrent(page) || address.length > longestAddress) return;
    pages.delete(address);
    pages.set(address, page);
    const oldest = pages.keys().next();
    if (pages.size > mostPages && !oldest.done) pages.delete(oldest.value);
  }

  async function wasSent(address: string, req: PageRequest, res: Response): Promise<boolean> {
    const known = pages.get(address);
    if (!known || !isCurrent(known) || !(await known.stillTrue()) || !isCurrent(known)) return false;
    await known.send(req, res);
    return true;
  }

  async function makeAndKeep<P>(
    address: string,
    make: PageHandler<P>,
    req: Request<P>,
    res: Response,
  ): Promise<void> {
    const begun = { writes, version: version(), madeAt: now().getTime() };
    const made = new Promise<Buffer | null>((resolve) => {
      res.keep = resolve;
    });
    const stillTrue = await make(req, res);
    const page = stillTrue ? await made : null;
    if (stillTrue && page !== null)
      keep(address, { ...begun, send: sentPage(page), stillTrue: oneAtATime(stillTrue) });
  }

  return {
    /**
     * A handler whose page may be kept. It answers by `res.page` and returns how to ask whether the page is still
     * true, or undefined where it must not be kept. Who asks for a page while it is made waits for that one.
     */
    kept<P>(make: PageHandler<P>): RequestHandler<P> {
      return async (req, res) => {
        if (req.actor !== null || req.session.notice) return void (await make(req, res));
        const address = req.originalUrl;
        if (await wasSent(address, req, res)) return;
        const others = making.get(address);
        if (others) {
          await others;
          if (await wasSent(address, req, res)) return;
        }
        const made = makeAndKeep(address, make, req, res);
        const settled = made.catch(() => {});
        making.set(address, settled);
        try {
          await made;
        } finally {
          if (making.get(address) === settled) making.delete(address);
        }
      };
    },
  };
}

export type KeptPages = ReturnType<typeof makeKeptPages>;
