import { z } from 'zod';
import { choices, isWebAddress, optionalLine, optionalText, tick } from '../shared/fields.ts';
import type { Content, ReuseTerms } from './content.ts';

export type FieldLook = {
  /** Name and id of the field on the page. */
  name: string;
  label: string;
  hint?: string;
  input: 'line' | 'text' | 'choices' | 'select' | 'radio' | 'tick';
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
export type AmountKey = KeyOf<Content, number | null>;
export type TermsTextKey = KeyOf<ReuseTerms, string>;
type More = Partial<FieldLook>;

function field<T>(
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
function linesOf(label: string) {
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

/** A year, month or day as far as it is known. */
export const timeField = (
  key: 'transferableFrom' | 'periodStart' | 'periodEnd',
  label: string,
  pattern: RegExp,
  wanted: string,
): FormField =>
  field(
    { name: key, label, input: 'line', hint: wanted },
    optionalLine(label, { max: 10 }).refine((value) => value === '' || pattern.test(value), {
      error: `${label}: ${wanted}`,
    }),
    (content) => content[key],
    (content, value) => {
      content[key] = value;
    },
  );

/** An amount in whole euro. */
export const euroField = (key: AmountKey, label: string): FormField =>
  field(
    { name: key, label, input: 'line', hint: 'In vollen Euro, zum Beispiel 475.000.' },
    optionalLine(label, { max: 20 })
      .transform((value) => value.replace(/[\s.€]|,00$/g, ''))
      .refine((value) => /^\d{0,12}$/.test(value), {
        error: `${label}: Bitte einen Betrag in vollen Euro angeben, zum Beispiel 475.000.`,
      })
      .transform((value) => (value === '' ? null : Number(value))),
    (content) => content[key]?.toLocaleString('de-DE') ?? '',
    (content, value) => {
      content[key] = value;
    },
  );

/** Addresses of one kind, one per line. */
export const linksField = (
  kind: Content['links'][number]['kind'],
  name: string,
  label: string,
  hint: string,
): FormField =>
  field(
    { name, label, input: 'text', rows: 2, hint },
    linesOf(label).refine((list) => list.every(isWebAddress), { error: addressFault(label) }),
    ({ links }) =>
      links
        .filter((link) => link.kind === kind)
        .map(({ url }) => url)
        .join('\n'),
    (content, urls) => {
      content.links = [
        ...content.links.filter((link) => link.kind !== kind),
        ...urls.map((url) => ({ kind, url })),
      ];
    },
  );

/** Sources: an address and who published it, one per line. */
export const sourcesField = (label: string, hint: string): FormField =>
  field(
    { name: 'sources', label, input: 'text', rows: 4, hint },
    linesOf(label)
      .transform((list) =>
        list.map((one) => {
          const [url = '', ...publisher] = one.split(/\s+/);
          return { url, publisher: publisher.join(' ') };
        }),
      )
      .refine((list) => list.every(({ url }) => isWebAddress(url)), { error: addressFault(label) }),
    ({ sources }) => sources.map(({ url, publisher }) => `${url} ${publisher}`.trim()).join('\n'),
    (content, value) => {
      content.sources = value;
    },
  );

/** Other solutions by the address of their page or its last part, one per line. */
export const relatedField = (label: string, hint: string): FormField =>
  field(
    { name: 'relatedSlugs', label, input: 'text', rows: 3, hint },
    linesOf(label).transform((list) => list.map((one) => one.replace(/\/+$/, '').replace(/^.*\//, ''))),
    ({ relatedSlugs }) => relatedSlugs.join('\n'),
    (content, value) => {
      content.relatedSlugs = value;
    },
  );

const addressFault = (label: string): string =>
  `${label}: Bitte vollständige Adressen angeben, die mit https:// beginnen, eine pro Zeile.`;
