import MongoStore from 'connect-mongo';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Connection } from 'mongoose';
import type { Config } from './config.ts';

/** Idle limit of a session in seconds: after this long without a request it is gone (ASVS 5.0 7.3.1). */
export const sessionIdleSeconds = 8 * 60 * 60;

/** The session cookie's name: `__Host-` binds it to this host and https; plain http (demo) cannot carry that prefix. */
const sessionCookieName = (baseUrl: string): string =>
  baseUrl.startsWith('https:') ? '__Host-blaupause' : 'blaupause';

const collectionName = 'sessions';

/** Removes stored sessions by what they hold, e.g. all of one person. */
export async function removeSessions(connection: Connection, filter: Record<string, unknown>): Promise<void> {
  await connection.collection(collectionName).deleteMany(filter);
}

/** Sessions in MongoDB. None is stored and no cookie set until something is put into it, so reading leaves no trace. */
export function sessions(
  config: Pick<Config, 'sessionSecret' | 'baseUrl'>,
  connection: Connection,
): RequestHandler {
  const https = config.baseUrl.startsWith('https:');
  return session({
    name: sessionCookieName(config.baseUrl),
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
    rolling: false,
    proxy: https,
    cookie: { httpOnly: true, sameSite: 'lax', secure: https, path: '/' },
    store: MongoStore.create({
      client: connection.getClient(),
      dbName: connection.name,
      collectionName,
      ttl: sessionIdleSeconds,
      touchAfter: 60,
      stringify: false,
    }),
  });
}
