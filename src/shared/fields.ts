import { z } from 'zod';

/** Zod building blocks for German forms; every message is a sentence that says what to do. */

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]/u;

/** Asks for what is missing: a thing ("den Titel") or a clause ("was passieren kann"). */
const pleaseState = (label: string): string =>
  /^(was|wodurch|wofür) /.test(label) ? `Bitte geben Sie an, ${label}.` : `Bitte geben Sie ${label} an.`;

/** One line of text, trimmed; control, line-breaking and direction-changing characters are refused (they spoof names and mail headers). */
export function line(label: string, { max = 200, min = 1 }: { max?: number; min?: number } = {}) {
  return z
    .string({ error: pleaseState(label) })
    .trim()
    .min(min, { error: min > 1 ? `${label}: mindestens ${min} Zeichen.` : pleaseState(label) })
    .max(max, { error: `${label}: höchstens ${max} Zeichen.` })
    .refine((text) => !CONTROL.test(text), { error: `${label}: Steuerzeichen sind nicht erlaubt.` });
}

/** Like `line`, but may be left empty ('' then). */
export function optionalLine(label: string, { max = 200 }: { max?: number } = {}) {
  return z
    .string()
    .trim()
    .max(max, { error: `${label}: höchstens ${max} Zeichen.` })
    .refine((text) => !CONTROL.test(text), { error: `${label}: Steuerzeichen sind nicht erlaubt.` })
    .default('');
}

/** Several lines of text, required. */
export function text(label: string, { max = 10_000 }: { max?: number } = {}) {
  return z
    .string({ error: pleaseState(label) })
    .trim()
    .min(1, { error: pleaseState(label) })
    .max(max, { error: `${label}: höchstens ${max.toLocaleString('de-DE')} Zeichen.` });
}

/** Several lines of text, may be empty. */
export function optionalText(label: string, { max = 10_000 }: { max?: number } = {}) {
  return z
    .string()
    .trim()
    .max(max, { error: `${label}: höchstens ${max.toLocaleString('de-DE')} Zeichen.` })
    .default('');
}

/** An absolute http(s) address without credentials; '' where left empty. */
export function optionalWebAddress(label: string) {
  return z
    .string()
    .trim()
    .max(2000, { error: `${label}: höchstens 2.000 Zeichen.` })
    .refine((value) => value === '' || isWebAddress(value), {
      error: `${label}: Bitte eine vollständige Adresse angeben, die mit https:// beginnt.`,
    })
    .default('');
}

/** True for an absolute http or https URL without user name or password. */
export function isWebAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    /^https?:\/\//i.test(value)
  );
}

/** An e-mail address, lower-cased; plain addresses only. */
export function emailAddress(label = 'Ihre E-Mail-Adresse') {
  return z
    .string({ error: `Bitte geben Sie ${label} an.` })
    .trim()
    .toLowerCase()
    .max(254, { error: 'Die E-Mail-Adresse ist zu lang.' })
    .pipe(
      z.email({
        error: 'Bitte geben Sie eine gültige E-Mail-Adresse an, zum Beispiel it@stadt-musterstadt.example.',
      }),
    );
}

/** A day (yyyy-mm-dd) of this century or the last: others are slips of the keyboard, and the year 0 no calendar writes. */
export const calendarDay = (error: string) =>
  z.iso.date({ error }).refine((day) => day >= '1900' && day < '2101', { error });

/** A day as `calendarDay`, or '' where left empty. */
export const optionalDay = (error: string) => z.union([z.literal(''), calendarDay(error)], { error });

/** A date field (yyyy-mm-dd) as a UTC date; null where left empty. */
export function optionalDate(label: string) {
  return optionalDay(`${label}: Bitte ein gültiges Datum angeben.`)
    .default('')
    .transform((value) => (value === '' ? null : new Date(`${value}T00:00:00Z`)));
}

/** A month as people write it, "03/2027", or as browsers send it, "2027-03": gives 'YYYY-MM', '' where left empty. */
export function optionalMonth(label: string) {
  return z
    .string()
    .trim()
    .default('')
    .transform((value) => asMonth(value))
    .refine((value) => value !== null, {
      error: `${label}: Bitte Monat und Jahr angeben, zum Beispiel 03/2027.`,
    })
    .transform((value) => value ?? '');
}

/** As `optionalMonth`, but not empty: gives the first day of the month in UTC. */
export function month(label: string) {
  return optionalMonth(label)
    .refine((value) => value !== '', {
      error: `${label}: Bitte Monat und Jahr angeben, zum Beispiel 03/2027.`,
    })
    .transform((value) => new Date(`${value}-01T00:00:00Z`));
}

/** "03/2027", "3.2027" or "2027-03" as 'YYYY-MM'; '' for nothing, null for anything else. */
export function asMonth(value: string): string | null {
  if (value === '') return '';
  const written = /^(?<month>\d{1,2})\s*[./]\s*(?<year>\d{4})$/.exec(value)?.groups;
  const { year, month } = written ?? /^(?<year>\d{4})-(?<month>\d{2})$/.exec(value)?.groups ?? {};
  if (year === undefined || month === undefined) return null;
  const digits = month.padStart(2, '0');
  return Number(digits) >= 1 && Number(digits) <= 12 && Number(year) >= 1990 && Number(year) <= 2100
    ? `${year}-${digits}`
    : null;
}

/** A stored month 'YYYY-MM' as people write it and fields show it, "03/2027"; '' for none. */
export const monthAsTyped = (stored: string): string => stored.split('-').reverse().join('/');

/** One or many values of a checkbox group, always a list. */
export function choices<const T extends readonly string[]>(values: T, label: string) {
  return z
    .union([z.string().transform((v) => [v]), z.array(z.string())])
    .default([])
    .refine((list) => list.every((v) => (values as readonly string[]).includes(v)), {
      error: `${label}: Bitte wählen Sie aus der Liste.`,
    })
    .transform((list) => [...new Set(list)] as T[number][]);
}

/** A single tick box. */
export function tick() {
  return z
    .string()
    .optional()
    .transform((value) => value !== undefined && value !== '' && value !== 'nein');
}
