import { slugify } from '../../shared/slug.ts';

const withArticle: Record<string, string> = {
  'kreisfreie Stadt': 'Stadt',
  Stadtkreis: 'Stadt',
  'Große Kreisstadt': 'Stadt',
  Stadt: 'Stadt',
  Gemeinde: 'Gemeinde',
  Markt: 'Markt',
  Kreis: 'Kreis',
  Landkreis: 'Landkreis',
};

/**
 * The full name of a municipality or Kreis as one writes it in a letter: "Stadt Soest", "Kreis Soest", "Märkischer Kreis".
 * @param kind the kind as the Gemeindeverzeichnis names it
 */
export function fullNameOf(kind: string, name: string): string {
  const prefix = withArticle[kind];
  const namesItself = /kreis/i.test(kind) && prefix !== 'Stadt' && /kreis|^region /i.test(name);
  return prefix === undefined || namesItself ? name : `${prefix} ${name}`;
}

/** Text as it is compared while typing: lower case, umlauts spelled out (ae), other accents dropped. */
export function normalise(text: string): string {
  return slugify(text, 200).replaceAll('-', ' ');
}

/** Like `normalise`, but umlauts lose their dots ("munster"); also the order of German word lists (DIN 5007-1). */
export function normalisePlain(text: string): string {
  return normalise(text.normalize('NFD').replace(/\p{M}/gu, ''));
}

/** The words of what somebody types; at most six, so that a long paste stays a cheap query. */
export function typedWords(text: string): string[] {
  const trimmed = text.trim();
  if (!/[\p{L}\p{N}]/u.test(trimmed)) return [];
  return normalise(trimmed.slice(0, 100)).split(' ').slice(0, 6);
}

/**
 * Keys that a typed word is compared with by prefix: the words of all names in both umlaut spellings, and the
 * official keys.
 */
export function searchKeysOf(names: string[], keys: (string | null)[]): string[] {
  const words = names.flatMap((name) => [...normalise(name).split(' '), ...normalisePlain(name).split(' ')]);
  return [...new Set([...words, ...keys.filter((key) => key !== null)])].sort();
}
