import { resolve } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './paths.ts';
import type { ClamdAddress } from './virus/clamd.ts';

const modes = ['production', 'demo', 'development', 'test'] as const;
export type Mode = (typeof modes)[number];

export type Config = {
  mode: Mode;
  port: number;
  host: string;
  /** Public address without a trailing slash; links in mails start with it, never with a request's Host header. */
  baseUrl: string;
  sessionSecret: string;
  mongodbUri: string | null;
  database: 'auto' | 'mongod' | 'embedded';
  dataDir: string;
  uploadDir: string;
  smtpUrl: string | null;
  /** Where the virus scanner clamd listens; null where there is none. */
  clamd: ClamdAddress | null;
  mailFrom: string;
  /** Largest single upload in bytes. */
  maxUploadBytes: number;
  /** Bytes that an organisation may store unless the operator says otherwise. */
  quotaBytes: number;
  /** Multiplies every request limit; 1 in operation. */
  rateLimitFactor: number;
  /** How many reverse proxies stand in front; 0 means X-Forwarded-For is not believed. */
  trustedProxies: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
};

/** All settings that are missing or malformed, in German, one line each. */
export class ConfigError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(`Blaupause kann so nicht starten:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

const known = new Set([
  'BLAUPAUSE_DATABASE',
  'BLAUPAUSE_DATA_DIR',
  'BLAUPAUSE_UPLOAD_DIR',
  'BLAUPAUSE_MAIL_FROM',
  'BLAUPAUSE_MAX_UPLOAD_MB',
  'BLAUPAUSE_QUOTA_GB',
  'BLAUPAUSE_TRUSTED_PROXIES',
  'BLAUPAUSE_LOG_LEVEL',
]);

function schemaFor(mode: Mode) {
  const production = mode === 'production';
  const required = (message: string, fallback: string) =>
    production ? z.string({ error: message }).min(1, { error: message }) : z.string().default(fallback);
  return z.object({
    PORT: whole('PORT', 0, 65_535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    BASE_URL: required('BASE_URL fehlt: die öffentliche Adresse, z. B. https://blaupause.example', '').refine(
      (value) => (value === '' && !production) || isOrigin(value),
      { error: 'BASE_URL muss eine Adresse ohne Pfad sein, z. B. https://blaupause.example' },
    ),
    SESSION_SECRET: required(
      'SESSION_SECRET fehlt: mindestens 32 zufällige Zeichen, z. B. aus „openssl rand -hex 32“',
      'nur-fuer-die-vorfuehrung-und-die-entwicklung',
    ).refine((value) => value.length >= 32, { error: 'SESSION_SECRET ist zu kurz: mindestens 32 Zeichen' }),
    MONGODB_URI: z
      .string()
      .regex(/^mongodb(\+srv)?:\/\/./, {
        error: 'MONGODB_URI muss mit mongodb:// oder mongodb+srv:// beginnen',
      })
      .optional(),
    BLAUPAUSE_DATABASE: z
      .enum(['auto', 'mongod', 'embedded'], {
        error: 'BLAUPAUSE_DATABASE muss auto, mongod oder embedded sein',
      })
      .optional(),
    BLAUPAUSE_DATA_DIR: z.string().default('./data'),
    BLAUPAUSE_UPLOAD_DIR: z.string().default('./uploads'),
    SMTP_URL: z
      .string()
      .regex(/^smtps?:\/\/./, { error: 'SMTP_URL muss mit smtp:// oder smtps:// beginnen' })
      .optional(),
    CLAMD: z
      .string()
      .refine((value) => clamdAddress(value) !== null, {
        error:
          'CLAMD muss Host und Port wie 127.0.0.1:3310 oder der Pfad eines Sockets wie /run/clamav/clamd.ctl sein',
      })
      .optional(),
    BLAUPAUSE_MAIL_FROM: z
      .email({ error: 'BLAUPAUSE_MAIL_FROM muss eine E-Mail-Adresse sein' })
      .default('noreply@blaupause.example'),
    BLAUPAUSE_MAX_UPLOAD_MB: whole('BLAUPAUSE_MAX_UPLOAD_MB', 1, 10_000).default(500),
    BLAUPAUSE_QUOTA_GB: whole('BLAUPAUSE_QUOTA_GB', 1, 100_000).default(5),
    BLAUPAUSE_TRUSTED_PROXIES: whole('BLAUPAUSE_TRUSTED_PROXIES', 0, 5).default(0),
    BLAUPAUSE_LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'BLAUPAUSE_LOG_LEVEL muss fatal, error, warn, info, debug oder silent sein',
      })
      .default('info'),
  });
}

/**
 * Reads the settings from environment variables (README, "Einstellungen").
 * @throws ConfigError that names every missing, malformed or unknown setting at once
 */
export function parseConfig(env: Record<string, string | undefined>, mode: Mode): Config {
  const set = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const faults = Object.keys(set)
    .filter((name) => name.startsWith('BLAUPAUSE_') && !known.has(name))
    .map((name) => `${name} ist unbekannt; erlaubt sind ${[...known].join(', ')}`);
  const parsed = schemaFor(mode).safeParse(set);
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => issue.message));
  if (mode === 'production') faults.push(...productionFaults(set));
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const value = parsed.data;
  return {
    mode,
    port: value.PORT,
    host: value.HOST,
    baseUrl: value.BASE_URL === '' ? `http://localhost:${value.PORT}` : new URL(value.BASE_URL).origin,
    sessionSecret: value.SESSION_SECRET,
    mongodbUri: value.MONGODB_URI ?? null,
    database: value.BLAUPAUSE_DATABASE ?? 'auto',
    dataDir: resolve(projectRoot, value.BLAUPAUSE_DATA_DIR),
    uploadDir: resolve(projectRoot, value.BLAUPAUSE_UPLOAD_DIR),
    smtpUrl: value.SMTP_URL ?? null,
    clamd: value.CLAMD === undefined ? null : clamdAddress(value.CLAMD),
    mailFrom: value.BLAUPAUSE_MAIL_FROM,
    maxUploadBytes: value.BLAUPAUSE_MAX_UPLOAD_MB * 1_000_000,
    quotaBytes: value.BLAUPAUSE_QUOTA_GB * 1_000_000_000,
    trustedProxies: value.BLAUPAUSE_TRUSTED_PROXIES,
    rateLimitFactor: 1,
    logLevel: value.BLAUPAUSE_LOG_LEVEL,
  };
}

function productionFaults(env: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  if (!env.MONGODB_URI && env.BLAUPAUSE_DATABASE !== 'embedded' && env.BLAUPAUSE_DATABASE !== 'mongod') {
    faults.push(
      'MONGODB_URI fehlt: die Adresse der Datenbank; oder BLAUPAUSE_DATABASE=embedded ausdrücklich wählen',
    );
  }
  if (!env.SMTP_URL)
    faults.push('SMTP_URL fehlt: der Mailserver, z. B. smtps://name:kennwort@mail.example:465');
  return faults;
}

function whole(name: string, min: number, max: number) {
  return z.coerce
    .number({ error: `${name} muss eine ganze Zahl von ${min} bis ${max} sein` })
    .int({ error: `${name} muss eine ganze Zahl sein` })
    .min(min, { error: `${name} muss mindestens ${min} sein` })
    .max(max, { error: `${name} darf höchstens ${max} sein` });
}

/** "127.0.0.1:3310", "[::1]:3310" or "/run/clamav/clamd.ctl"; null for anything else. */
function clamdAddress(value: string): ClamdAddress | null {
  if (/^\/[^\s]+[^/\s]$/.test(value)) return { path: value };
  const [, v6, name, digits = ''] = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9.-]+)):(\d{1,5})$/i.exec(value) ?? [];
  const host = v6 ?? name;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.username === '';
}
