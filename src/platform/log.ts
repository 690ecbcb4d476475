import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/** The structured log on standard output: never request bodies, cookies, tokens or addresses' query strings. */
export function makeLog(config: Pick<Config, 'logLevel'>): Log {
  return pino({
    level: config.logLevel,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'password'],
  });
}
