import { anyOf, exactMatches, type Match, synonymMatches, weights } from './expand.ts';
import { fold, stem, type Word } from './normalise.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A typed compound taken apart; `complete` where both parts stand in some document. */
export type Split = { match: Match; parts: string[]; complete: boolean };

const shortestLeft = 3;
const shortestRight = 4;
const longestWord = 40;
const linking = /(?:es|en|s|n)$/;

/**
 * Takes a compound that stands nowhere apart at the best place: both parts known ("Kindergartenplatz" as Kindergarten
 * and Platz), else the last part known, which says what the thing is ("Geburtsurkunde" as Urkunde), else the first.
 */
export function splitCompound(vocabulary: Vocabulary, word: Word): Split | null {
  if (word.folded.length > longestWord) return null;
  let right: Split | null = null;
  let left: Split | null = null;
  for (let at = shortestLeft; at <= word.folded.length - shortestRight; at += 1) {
    const first = partMatch(vocabulary, word.folded.slice(0, at));
    const last = partMatch(vocabulary, word.folded.slice(at));
    if (first && last) {
      return { match: { all: [first.match, last.match] }, parts: [first.text, last.text], complete: true };
    }
    if (last && !right) right = { match: last.match, parts: [last.text], complete: false };
    if (first && at > shortestLeft) left = { match: first.match, parts: [first.text], complete: false };
  }
  return right ?? left;
}

function partMatch(vocabulary: Vocabulary, folded: string): { text: string; match: Match } | null {
  for (const spelling of new Set([folded, folded.replace(linking, '')])) {
    if (spelling.length < shortestLeft) continue;
    const word = { text: spelling, start: 0, end: 0, folded: fold(spelling), key: stem(spelling) };
    const matches = [
      ...exactMatches(vocabulary, word, weights.split),
      ...synonymMatches(vocabulary, [word], weights.split).map(({ match }) => match),
    ];
    const match = anyOf(matches);
    if (match) return { text: spelling, match };
  }
  return null;
}
