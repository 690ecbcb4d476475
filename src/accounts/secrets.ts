import { type FormValues, formValues } from '../shared/form.ts';

const secretNames = new Set(['password', 'newPassword', '_csrf']);

/** One field exactly as it was sent: passwords are never trimmed or normalised (ASVS 5.0 6.2.8). '' where missing. */
export function plainText(body: unknown, name: string): string {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value = (body as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** What a form page may show again: no passwords, no token. */
export function withoutSecrets(body: unknown): FormValues {
  return Object.fromEntries(Object.entries(formValues(body)).filter(([name]) => !secretNames.has(name)));
}
