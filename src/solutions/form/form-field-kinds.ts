import { isWebAddress, optionalLine } from '../../shared/fields.ts';
import type { Content, RelationKind } from '../record/content.ts';
import { relationFields } from '../relations/relation-faults.ts';
import { type FormField, field, linesOf } from './form-field.ts';

/** A year, month or day as far as it is known. */
export const timeField = (
  key: 'transferableFrom' | 'periodStart' | 'periodEnd',
  label: string,
  pattern: RegExp,
  wanted: string,
): FormField =>
  field(
    { name: key, label, input: 'line', hint: wanted },
    optionalLine(label, { max: 10 })
      .transform(storedTime)
      .refine((value) => value === '' || pattern.test(value), { error: `${label}: ${wanted}` }),
    (content) => typedTime(content[key]),
    (content, value) => {
      content[key] = value;
    },
  );

/** '2021-06-30' or '2021-06' of "30.06.2021" or "06/2021"; everything else as it is. */
function storedTime(typed: string): string {
  const day = /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/.exec(typed)?.groups;
  const { year, month } = day ?? /^(?<month>\d{1,2})[./](?<year>\d{4})$/.exec(typed)?.groups ?? {};
  if (year === undefined || month === undefined) return typed;
  return [year, month, ...(day?.day ? [day.day] : [])].map((part) => part.padStart(2, '0')).join('-');
}

/** "30.06.2021", "06/2021" or "2021" of what is stored. */
function typedTime(stored: string): string {
  const [year = '', month, day] = stored.split('-');
  if (month === undefined) return year;
  return day === undefined ? `${month}/${year}` : `${day}.${month}.${year}`;
}

/** An amount in whole euro. */
export const euroField = (key: 'fundingTotalEur' | 'fundingStateEur', label: string): FormField =>
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

/** Slugs of solutions, typed as the address of their page or its last part, one per line. */
const slugLines = (label: string) =>
  linesOf(label).transform((list) => [
    ...new Set(
      list.map((one) =>
        one
          .replace(/[?#].*$/, '')
          .replace(/\/+$/, '')
          .replace(/^.*\//, ''),
      ),
    ),
  ]);

/** Other solutions by the address of their page or its last part, one per line. */
export const relatedField = (label: string, hint: string): FormField =>
  field(
    { name: 'relatedSlugs', label, input: 'text', rows: 3, hint },
    slugLines(label),
    ({ relatedSlugs }) => relatedSlugs.join('\n'),
    (content, value) => {
      content.relatedSlugs = value;
    },
  );

/** Solutions to which this one stands in one relation, as `relatedField`. */
export const relationField = (kind: RelationKind, hint: string): FormField => {
  const { name, label } = relationFields[kind];
  return field(
    { name, label, input: 'text', rows: 2, hint },
    slugLines(label),
    ({ relations }) =>
      relations
        .filter((one) => one.kind === kind)
        .map(({ slug }) => slug)
        .join('\n'),
    (content, slugs) => {
      content.relations = [
        ...content.relations.filter((one) => one.kind !== kind),
        ...slugs.map((slug) => ({ kind, slug })),
      ];
    },
  );
};

const addressFault = (label: string): string =>
  `${label}: Bitte vollständige Adressen angeben, die mit https:// beginnen, eine pro Zeile.`;
