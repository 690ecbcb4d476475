import { anyOf, exactMatches, type Match, synonymMatches, weights } from './expand.ts';
import { stem, type Term, type Word } from './normalise.ts';
import { synonymsOf } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A typed compound taken apart: `match` wants all its known parts, `either` is content with one of them. */
export type Split = { match: Match; either: Match; parts: string[]; complete: boolean };

type Part = { text: string; match: Match };

const shortestPart = 3;
const shortestEnd = 4;
const longestWord = 40;
const linking = /(?:es|en|s|n)$/;

/**
 * Takes a compound that stands nowhere apart at the best place: both parts known ("Kindergartenplatz" as Kindergarten
 * and Platz), else the last part known, which says what the thing is ("Geburtsurkunde" as Urkunde), else the first.
 */
export function splitCompound(vocabulary: Vocabulary, word: Word): Split | null {
  if (word.folded.length > longestWord) return null;
  let right: Part | null = null;
  let left: Part | null = null;
  for (let at = shortestPart; at <= word.folded.length - shortestPart; at += 1) {
    const first = knownPart(vocabulary, word, 0, at);
    const last = knownPart(vocabulary, word, at, word.folded.length);
    if (first && last) {
      const both = [first.match, last.match];
      return { match: { all: both }, either: { any: both }, parts: [first.text, last.text], complete: true };
    }
    right ??= last;
    left = first ?? left;
  }
  const only = right ?? left;
  return only && { match: only.match, either: only.match, parts: [only.text], complete: false };
}

/** A part counts only where it is a word of its own somewhere: else any ending ("-igung") would be one. */
function knownPart(vocabulary: Vocabulary, whole: Word, from: number, to: number): Part | null {
  const folded = whole.folded.slice(from, to);
  for (const spelling of new Set([folded, folded.replace(linking, '')])) {
    if (spelling.length < shortestPart) continue;
    const word = asTerm(spelling);
    if (!isWord(vocabulary, word) && !isCompoundEnd(vocabulary, word)) continue;
    const match = anyOf([
      ...exactMatches(vocabulary, word, weights.split),
      ...synonymMatches(vocabulary, [word], weights.split).map((synonym) => synonym.match),
    ]);
    if (match) return { text: asTyped(whole, from, from + spelling.length), match };
  }
  return null;
}

/** A stem of three letters is too short to know a word by ("andere" has "and"). */
function isWord(vocabulary: Vocabulary, word: Term): boolean {
  const stands = word.folded.length > shortestPart && vocabulary.hasKey(word.key);
  return stands || vocabulary.hasWord(word.folded) || synonymsOf([word]).length > 0;
}

/** True where the rest of some compound is a word: "pegel" because of "Grundwasserpegel". */
function isCompoundEnd(vocabulary: Vocabulary, word: Term): boolean {
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
