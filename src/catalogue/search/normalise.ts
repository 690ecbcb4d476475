import snowball from 'snowball-stemmers';
import { remembered } from '../../shared/remembered.ts';
import { isGlued, isScannable, wordEnd, wordStart } from './word-scan.ts';
import wordLists from './words.json' with { type: 'json' };

const stemmer = snowball.newStemmer('german');
const maxRemembered = 200_000;
/** A query asks for the same few trunks twice; those of the documents need not be kept beside their stems. */
const maxTrunks = 2000;
const maxWordLength = 60;
const wordPattern = /[\p{L}\p{M}\p{N}]+(?:[:*_]innen\p{L}*)?/gu;
/** Endings of plurals and genitives that the stemmer leaves: Kitas, Büros, Apps, Handys. */
const pluralAfterVowel = /(?:(?<=.{3}[ao])|(?<=.{2}[pwy]))s$/u;
/** Beraterin, Händlerinnen, Studentin: the stemmer leaves them beside Berater. Schwerin is a town. */
const womanEnding = /(?<=.{2}(?:er|or|eur|ist|ent|log|arzt))(?<!^schwer)in(?:nen)?$/u;
const foreignFamily =
  /^(?:(.{3,})ier(?:e|en|end|ende|ender|enden|s|t|te|ten|ter|tes|tem|bar|ung|ungen)?|(.{3,})[ai]tion(?:en|s)?)$/u;
const genderEnding = /[:*_]innen/g;

/** A word as written, its folded spelling, and its stem, the key of the index. */
export type Term = { text: string; folded: string; key: string };

/** One word of a text and where it stands (UTF-16 offsets). */
export type Word = Term & { start: number; end: number };

/**
 * One spelling for all spellings of a word: lower case, ß as ss, no accents, and ä, ae, a all as a (likewise o, u).
 * "ae", "oe", "ue" stay after a vowel or q ("neue", "Quelle"), where they are hardly ever an umlaut.
 * "Bürger:innenrat" is "Bürgerrat".
 */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .replace(genderEnding, '')
    .replaceAll('ß', 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/(?<![aeiouyq])([aou])e/g, '$1');
}

/** The German stem of a folded word, remembered because stemming costs about 13 µs a word. */
export const stem = remembered((folded) => familyOf(folded) ?? trunk(folded), { most: maxRemembered });

/** What the stemmer makes of a folded word: a beginning of it. */
export const trunk = remembered(
  (folded) => stemmer.stem(folded.replace(womanEnding, '').replace(pluralAfterVowel, '')),
  { most: maxTrunks },
);

/** One key for a verb of Latin origin and its nouns, which the stemmer keeps apart: integrieren, integriert, Integration. */
function familyOf(folded: string): string | null {
  const [, verb, noun] = foreignFamily.exec(folded) ?? [];
  if (verb) return `${verb}ier`;
  return noun ? `${noun.replace(/k$/, 'z')}ier` : null;
}

const termOf = remembered(
  (text): Term => {
    const folded = fold(text).slice(0, maxWordLength);
    return { text, folded, key: stem(folded) };
  },
  { most: maxRemembered, longest: maxWordLength },
);

/**
 * Splits a text into groups of words: a group is one word, or the parts of a compound written with hyphens or
 * the like ("E-Akte", "Bergisch.Smart_Mobility").
 */
export function wordGroups(text: string): Word[][] {
  const groups: Word[][] = [];
  let end = 0;
  for (const [start, written] of wordsIn(text)) {
    const { folded, key } = termOf(written);
    if (folded === '') continue;
    const word = { text: written, start, end: start + written.length, folded, key };
    const last = groups.at(-1);
    if (last && isGlued(text, end, start)) last.push(word);
    else groups.push([word]);
    end = word.end;
  }
  return groups;
}

/** Where each word begins, and the word. */
function wordsIn(text: string): [start: number, word: string][] {
  if (!isScannable(text))
    return Array.from(text.matchAll(wordPattern), ({ index, 0: word }) => [index, word]);
  const words: [number, string][] = [];
  for (let start = wordStart(text, 0); start < text.length; ) {
    const end = wordEnd(text, start);
    words.push([start, text.slice(start, end)]);
    start = wordStart(text, end);
  }
  return words;
}

/** Neighbouring parts of one compound (two to four of them) written as one word: "E-Akte" gives "eakte". */
export function joinedParts(group: Word[]): Word[] {
  const joined: Word[] = [];
  for (let from = 0; from < group.length; from += 1) {
    for (let size = 2; size <= 4 && from + size <= group.length; size += 1) {
      const parts = group.slice(from, from + size);
      joined.push({ ...join(parts), start: parts[0]?.start ?? 0, end: parts.at(-1)?.end ?? 0 });
    }
  }
  return joined;
}

/** Several words as one. */
export function join(words: Term[], linking = ''): Term {
  const folded = words.map((word) => word.folded).join(linking);
  const text = words.map((word) => word.text).join(linking);
  return { text, folded, key: stem(folded) };
}

const stopWords = new Set(wordLists.stop.map(fold));
const weakKeys = new Set(wordLists.weak.map((word) => stem(fold(word))));
const generalKeys = new Set(wordLists.general.map((word) => stem(fold(word))));

/** True for words that carry nothing for a search: articles, prepositions, single letters. Digits count. */
export function isStopWord(word: Term): boolean {
  return word.folded.length === 1 ? !/\d/.test(word.folded) : stopWords.has(word.folded);
}

/** True for words that nearly every query or project could hold ("online", "beantragen"): they rank, they do not exclude. */
export function isWeakWord(word: Term): boolean {
  return weakKeys.has(word.key);
}

/** True for parts that many compounds share and that say little of what one is about: "Amt" in "Migrationsamt". */
export function isGeneralPart(word: Term): boolean {
  return generalKeys.has(word.key);
}
