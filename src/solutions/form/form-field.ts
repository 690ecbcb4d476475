import { z } from 'zod';
import { choices, optionalLine, optionalText, tick } from '../../shared/fields.ts';
import type { Content, ReuseTerms } from '../record/content.ts';

export type FieldLook = {
  /** Name and id of the field on the page. */
  name: string;
  label: string;
  hint?: string;
  input: 'line' | 'text' | 'date' | 'choices' | 'select' | 'radio' | 'tick';
  rows?: number;
  options?: { value: string; label: string }[];
  /** Publishing needs it; saving does not. */
  needed?: boolean;
};

/** One field of the form: how it looks, and how it is read from and written to a content. */
export type FormField = FieldLook & {
  /** What the field shows. */
  read(content: Content): string | string[];
  /** Writes what was typed into the content; returns a German sentence where it cannot. */
  write(content: Content, typed: string | string[] | undefined): string | null;
};

type KeyOf<T, V> = { [K in keyof T]-?: T[K] extends V ? (V extends T[K] ? K : never) : never }[keyof T];
export type TextKey = KeyOf<Content, string>;
export type ListKey = KeyOf<Content, string[]>;
export type TermsTextKey = KeyOf<ReuseTerms, string>;
type More = Partial<FieldLook>;

/** Puts a field together: its look, its parsing by Zod, and where the value goes. */
export function field<T>(
  look: FieldLook,
  schema: z.ZodType<T>,
  read: FormField['read'],
  put: (content: Content, value: T) => void,
): FormField {
  return {
    ...look,
    read,
    write(content, typed) {
      const parsed = schema.safeParse(typed);
      if (!parsed.success) return parsed.error.issues[0]?.message ?? `${look.label}: Bitte prüfen.`;
      put(content, parsed.data);
      return null;
    },
  };
}

/** A line of text. */
export const lineField = (key: TextKey, label: string, more: More & { max?: number } = {}): FormField =>
  field(
    { name: key, label, input: 'line', ...more },
    optionalLine(label, { max: more.max ?? 200 }),
    (content) => content[key],
    (content, value) => {
      content[key] = value;
    },
  );

/** Several lines of text. */
export const textField = (key: TextKey, label: string, more: More = {}): FormField =>
  field(
    { name: key, label, input: 'text', ...more },
    optionalText(label),
    (content) => content[key],
    (content, value) => {
      content[key] = value;
    },
  );

/** Text about the reuse terms. */
export const termsField = (key: TermsTextKey, label: string, more: More = {}): FormField =>
  field(
    { name: key, label, input: 'text', rows: 3, ...more },
    optionalText(label, { max: 5000 }),
    ({ terms }) => terms[key],
    ({ terms }, value) => {
      terms[key] = value;
    },
  );

const maxLines = 50;

/** Lines of a text field without the empty ones and repetitions. */
export function linesOf(label: string) {
  return optionalText(label)
    .transform((text) => [
      ...new Set(
        text
          .split('\n')
          .map((one) => one.trim())
          .filter((one) => one !== ''),
      ),
    ])
    .refine((list) => list.length <= maxLines, { error: `${label}: höchstens ${maxLines} Zeilen.` })
    .refine((list) => list.every((one) => one.length <= 300), {
      error: `${label}: höchstens 300 Zeichen in einer Zeile.`,
    });
}

/** A list, one entry per line. */
export const listField = (key: ListKey, label: string, more: More = {}): FormField =>
  field(
    { name: key, label, input: 'text', rows: 3, ...more },
    linesOf(label),
    (content) => content[key].join('\n'),
    (content, value) => {
      content[key] = value;
    },
  );

/** Any of the given values. */
export const choicesField = <V extends string>(
  look: { name: string; label: string; options: { value: V; label: string }[] } & More,
  read: (content: Content) => string[],
  put: (content: Content, values: V[]) => void,
): FormField =>
  field(
    { input: 'choices', ...look },
    choices(
      look.options.map(({ value }) => value),
      look.label,
    ),
    read,
    put,
  );

/** One of the given values or nothing. */
export const selectField = (
  look: { name: string; label: string; options: { value: string; label: string }[] } & More,
  read: (content: Content) => string,
  put: (content: Content, value: string) => void,
): FormField =>
  field(
    { input: 'select', ...look },
    z
      .string()
      .default('')
      .refine((value) => value === '' || look.options.some((option) => option.value === value), {
        error: `${look.label}: Bitte wählen Sie aus der Liste.`,
      }),
    read,
    put,
  );

/** A single tick. */
export const tickField = (
  look: { name: string; label: string } & More,
  read: (content: Content) => boolean,
  put: (content: Content, value: boolean) => void,
): FormField => field({ input: 'tick', ...look }, tick(), (content) => (read(content) ? 'ja' : ''), put);
