import { type DestinationStream, type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

/**
 * The structured log: never request bodies, cookies, tokens or addresses' query strings.
 * @param destination standard output unless told
 */
export function makeLog(config: Pick<Config, 'logLevel'>, destination?: DestinationStream): Log {
  const options = {
    level: config.logLevel,
    redact: ['req.headers.cookie', 'req.headers.authorization', 'password'],
  };
  return destination ? pino(options, destination) : pino(options);
}
