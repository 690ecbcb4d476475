import type { z } from 'zod';
import type { FieldError } from './errors.ts';

/** What a form page shows again: only strings and lists of strings, never what a parser made of them. */
export type FormValues = Record<string, string | string[]>;

export type FormResult<T> = { ok: true; value: T } | { ok: false; errors: FieldError[]; values: FormValues };

/**
 * Parses a submitted form into a new value.
 * @param schema Zod schema whose messages are German sentences
 * @param body the parsed request body (anything; only its own string and string-list fields are looked at)
 * @returns the value, or one error per field (first fault wins) with the typed values to show again
 */
export function parseForm<T extends z.ZodType>(schema: T, body: unknown): FormResult<z.output<T>> {
  const values = formValues(body);
  const parsed = schema.safeParse(values);
  if (parsed.success) return { ok: true, value: parsed.data };
  const errors = new Map<string, FieldError>();
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    if (!errors.has(field)) errors.set(field, { field, message: issue.message });
  }
  return { ok: false, errors: [...errors.values()], values };
}

/**
 * The text fields of a body, in NFC and with line breaks as LF: browsers send CRLF, and the same word must
 * not exist in two spellings.
 */
export function formValues(body: unknown): FormValues {
  const values: FormValues = {};
  if (typeof body !== 'object' || body === null) return values;
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'string') values[name] = tidy(value);
    else if (Array.isArray(value)) values[name] = value.filter((v) => typeof v === 'string').map(tidy);
  }
  return values;
}

function tidy(text: string): string {
  return text.replaceAll('\r\n', '\n').toWellFormed().replaceAll('\0', '').normalize('NFC');
}
