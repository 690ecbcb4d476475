import type { Request, RequestHandler } from 'express';
import { type ClientRateLimitInfo, ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import { type Connection, type Model, Schema } from 'mongoose';
import { DomainError } from '../shared/errors.ts';
import { upserting } from './duplicate-key.ts';

type Counter = { _id: string; hits: number; expiresAt: Date };

const counterSchema = new Schema<Counter>(
  { _id: String, hits: Number, expiresAt: { type: Date, index: { expireAfterSeconds: 0 } } },
  { versionKey: false, collection: 'rateLimits' },
);

/** Counts in MongoDB, so that several instances behind a proxy share their limits; a window's record removes itself. */
function mongoStore(counters: Model<Counter>, name: string, windowMs: number): Store {
  // The real clock, for express-rate-limit and the removal of expired records go by it too.
  const windowOf = (key: string): { id: string; end: Date } => {
    const start = Math.floor(Date.now() / windowMs);
    return { id: `${name}:${key}:${start}`, end: new Date((start + 1) * windowMs) };
  };
  return {
    localKeys: false,
    async increment(key): Promise<ClientRateLimitInfo> {
      const { id, end } = windowOf(key);
      const counter = await upserting(() =>
        counters.findOneAndUpdate(
          { _id: id },
          { $inc: { hits: 1 }, $setOnInsert: { expiresAt: end } },
          { upsert: true, returnDocument: 'after', lean: true },
        ),
      );
      return { totalHits: counter?.hits ?? 1, resetTime: end };
    },
    async decrement(key) {
      await counters.updateOne({ _id: windowOf(key).id }, { $inc: { hits: -1 } });
    },
    async resetKey(key) {
      await counters.deleteOne({ _id: windowOf(key).id });
    },
  };
}

export type Limit = {
  /** Names the counter; two limits never share one. */
  name: string;
  max: number;
  windowMinutes: number;
  /** What is counted; the client's address unless told. */
  key?: (req: Request) => string;
  /** Count only answers that failed (status 400 and up), as for wrong passwords. */
  failuresOnly?: boolean;
};

/** The client's address; of IPv6 the part that a connection is given as a whole, since the rest is easily changed. */
export const addressOf = <P>(req: Request<P>): string => ipKeyGenerator(req.ip ?? '');

export type RateLimits = (limit: Limit) => RequestHandler;

/**
 * Makes rate-limit handlers; beyond `max` in a window the answer is 429 with Retry-After.
 * @param factor multiplies every limit; 1 in operation
 */
export function makeRateLimits(connection: Connection, factor = 1): RateLimits {
  const counters = connection.model<Counter>('RateCounter', counterSchema);
  return ({ name, max, windowMinutes, key, failuresOnly = false }) => {
    const windowMs = windowMinutes * 60_000;
    return rateLimit({
      windowMs,
      limit: max * factor,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      skipSuccessfulRequests: failuresOnly,
      keyGenerator: (req) => (key ? key(req) : addressOf(req)),
      store: mongoStore(counters, name, windowMs),
      handler: (_req, _res, next) =>
        next(
          new DomainError(
            'too-many-requests',
            'Das waren sehr viele Anfragen in kurzer Zeit. Bitte warten Sie einige Minuten.',
          ),
        ),
    });
  };
}
