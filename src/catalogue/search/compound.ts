import { anyOf, exactMatches, type Match, synonymMatches, weights } from './expand.ts';
import type { Lexicon } from './lexicon.ts';
import { isGeneralPart, stem, type Term, type Word } from './normalise.ts';
import { spellingCorrections } from './spelling.ts';

/**
 * A typed compound taken apart: `match` wants all its parts, `either` is content with one of them. `complete` where
 * every letter belongs to a known part; `corrected` where a part had to be mended.
 */
export type Split = { match: Match; either: Match; parts: string[]; complete: boolean; corrected: boolean };

type Part = { text: string; match: Match; length: number; general: boolean };

const shortestPart = 3;
const shortestEnd = 4;
const shortestMended = 7;
const longestWord = 40;
const linking = /(?:es|en|s|n)$/;

/**
 * Takes a compound that stands nowhere apart where all its parts are known: in two ("Kindergartenplatz" as Kindergarten
 * and Platz), of several ways the one whose shorter part is longest, else in three.
 */
export function splitCompound(lexicon: Lexicon, word: Word): Split | null {
  if (word.folded.length > longestWord) return null;
  const parts = partsFrom(lexicon, word, 0, 2) ?? partsFrom(lexicon, word, 0, 3);
  return parts && splitInto(parts, false);
}

/**
 * Takes a compound apart of which one part is known and the other has a slip ("Hochwaserschutz"): every part is long enough
 * to be mended with confidence.
 */
export function splitMended(lexicon: Lexicon, word: Word): Split | null {
  const end = word.folded.length;
  if (end > longestWord) return null;
  for (let at = end - shortestEnd; at >= shortestEnd; at -= 1) {
    const first = knownPart(lexicon, word, 0, at);
    const last = knownPart(lexicon, word, at, end);
    const mended = first ? mendedPart(lexicon, word, at, end) : last && mendedPart(lexicon, word, 0, at);
    if (mended && first) return splitInto([first, mended], true);
    if (mended && last) return splitInto([mended, last], true);
  }
  return null;
}

/** The longest known part of a compound: its end, which says what the thing is ("Geburtsurkunde" as Urkunde), else its beginning. */
export function partOf(lexicon: Lexicon, word: Word): Split | null {
  const end = word.folded.length;
  if (end > longestWord) return null;
  for (let at = shortestPart; at <= end - shortestPart; at += 1) {
    const last = knownPart(lexicon, word, at, end);
    if (last) return { ...splitInto([last], false), complete: false };
  }
  for (let at = end - shortestPart; at >= shortestPart; at -= 1) {
    const first = knownPart(lexicon, word, 0, at);
    if (first) return { ...splitInto([first], false), complete: false };
  }
  return null;
}

function splitInto(parts: Part[], corrected: boolean): Split {
  const telling = parts.some(({ general }) => !general) ? parts.filter(({ general }) => !general) : parts;
  return {
    match: together(parts),
    either: anyOf(telling.map(({ match }) => match)) ?? together(parts),
    parts: parts.map(({ text }) => text),
    complete: true,
    corrected,
  };
}

/** All parts; where some are general, the telling ones alone too, so that "Migrationsamt" finds what has no Amt. */
function together(parts: Part[]): Match {
  const all = allOf(parts);
  const telling = parts.filter(({ general }) => !general);
  if (telling.length === 0 || telling.length === parts.length) return all;
  return { any: [all, allOf(telling)] };
}

function allOf(parts: Part[]): Match {
  const matches = parts.map(({ match }) => match);
  return matches.length === 1 && matches[0] ? matches[0] : { all: matches };
}

function partsFrom(lexicon: Lexicon, word: Word, from: number, number: number): Part[] | null {
  const end = word.folded.length;
  if (number === 1) {
    const last = knownPart(lexicon, word, from, end);
    return last && [last];
  }
  let best: Part[] | null = null;
  for (let at = from + shortestPart; at <= end - shortestPart; at += 1) {
    const first = knownPart(lexicon, word, from, at);
    const rest = first && partsFrom(lexicon, word, at, number - 1);
    if (!rest) continue;
    const parts = [first, ...rest];
    if (!best || shortestOf(parts) > shortestOf(best)) best = parts;
  }
  return best;
}

const shortestOf = (parts: Part[]): number => Math.min(...parts.map(({ length }) => length));

/** A part counts only where it is a word of its own somewhere: else any ending ("-igung") would be one. */
function knownPart(lexicon: Lexicon, whole: Word, from: number, to: number): Part | null {
  const folded = whole.folded.slice(from, to);
  for (const spelling of new Set([folded, folded.replace(linking, '')])) {
    if (spelling.length < shortestPart) continue;
    const word = asTerm(spelling);
    if (!isWord(lexicon, word) && !isCompoundEnd(lexicon, word)) continue;
    const match = matchOf(lexicon, word, weights.split);
    if (match) {
      const text = asTyped(whole, from, from + spelling.length);
      return { text, match, length: spelling.length, general: isGeneralPart(word) };
    }
  }
  return null;
}

function mendedPart(lexicon: Lexicon, whole: Word, from: number, to: number): Part | null {
  const folded = whole.folded.slice(from, to);
  if (folded.length < shortestMended) return null;
  const [nearest] = spellingCorrections(lexicon, asTerm(folded), 1);
  const match = nearest && matchOf(lexicon, nearest, weights.split * weights.oneTypo);
  return match
    ? { text: nearest.text, match, length: nearest.folded.length, general: isGeneralPart(nearest) }
    : null;
}

function matchOf(lexicon: Lexicon, word: Term, weight: number): Match | null {
  return anyOf([
    ...exactMatches(lexicon.vocabulary, word, weight),
    ...synonymMatches(lexicon, [word], weight).map((synonym) => synonym.match),
  ]);
}

/** A stem of three letters is too short to know a word by ("andere" has "and"). */
function isWord({ vocabulary, synonyms }: Lexicon, word: Term): boolean {
  const stands = word.folded.length > shortestPart && vocabulary.hasKey(word.key);
  return stands || vocabulary.hasWord(word.folded) || synonyms.of([word]).length > 0;
}

/** True where the rest of some compound is a word: "pegel" because of "Grundwasserpegel". */
function isCompoundEnd({ vocabulary }: Lexicon, word: Term): boolean {
  if (word.folded.length < shortestEnd) return false;
  return vocabulary.endingWith(word.folded).some((entry) => {
    const rest = entry.folded.slice(0, entry.folded.lastIndexOf(word.folded));
    return [rest, rest.replace(linking, '')].some(
      (spelling) => spelling.length > shortestPart && vocabulary.hasWord(spelling),
    );
  });
}

/** A part as it was typed, umlauts and all, where folding left every letter in its place. */
function asTyped({ text, folded }: Word, from: number, to: number): string {
  return (text.length === folded.length ? text : folded).slice(from, to);
}

function asTerm(folded: string): Term {
  return { text: folded, folded, key: stem(folded) };
}
