import { type Split, splitCompound } from './compound.ts';
import {
  allWords,
  anyOf,
  exactMatches,
  type Match,
  middleMatches,
  synonymMatches,
  typingMatches,
  weights,
} from './expand.ts';
import { isStopWord, isWeakWord, join, type Word } from './normalise.ts';
import { spellingCorrections } from './spelling.ts';
import { maxSynonymWords } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One thing looked for: what was typed, what may stand for it, and what was made of it. */
export type Concept = {
  words: Word[];
  match: Match | null;
  /** What to look for where nothing holds `match`. */
  otherwise: Match | null;
  weak: boolean;
  corrected: string[];
  synonyms: string[];
  parts: string[];
};

const linkings = ['', 's', 'n', 'en', 'es'];
const maxMended = 4;
const shortestBeginning = 6;

/**
 * Makes concepts of the words of a query: first several neighbours that belong together (a synonym of several
 * words, a compound typed apart), then single words: exact and as part of compounds, with synonyms; only where
 * nothing stands in any document, mended spelling, then parts of the typed compound.
 */
export function interpret(vocabulary: Vocabulary, words: Word[]): Concept[] {
  const concepts: Concept[] = [];
  let mended = 0;
  for (let at = 0; at < words.length; ) {
    const span = spanAt(vocabulary, words, at);
    at += span.words.length;
    if (span.words.every(isStopWord)) continue;
    const [word] = span.words;
    if (!word || span.concept.match || span.words.length > 1 || mended === maxMended) {
      concepts.push(span.concept);
      continue;
    }
    mended += 1;
    concepts.push(mend(vocabulary, word));
  }
  return concepts;
}

function spanAt(vocabulary: Vocabulary, words: Word[], at: number): { words: Word[]; concept: Concept } {
  for (let size = Math.min(maxSynonymWords, words.length - at); size > 1; size -= 1) {
    const span = words.slice(at, at + size);
    const found = neighbours(vocabulary, span);
    if (found) return { words: span, concept: found };
  }
  const span = words.slice(at, at + 1);
  return { words: span, concept: single(vocabulary, span, at === words.length - 1) };
}

function neighbours(vocabulary: Vocabulary, words: Word[]): Concept | null {
  const synonyms = synonymMatches(vocabulary, words);
  const joined = linkings.flatMap((linking) =>
    exactMatches(vocabulary, join(words, linking), weights.joined),
  );
  if (joined.length === 0 && synonyms.length === 0) return null;
  const alternatives = [
    ...joined,
    ...allWords(vocabulary, words, weights.exact),
    ...synonyms.map(({ match }) => match),
  ];
  return concept(words, alternatives, { synonyms: synonyms.map(({ text }) => text) });
}

function single(vocabulary: Vocabulary, words: Word[], typing: boolean): Concept {
  const synonyms = synonymMatches(vocabulary, words);
  const alternatives = [
    ...words.flatMap((word) => exactMatches(vocabulary, word, weights.exact)),
    ...synonyms.map(({ match }) => match),
  ];
  if (alternatives.length === 0 && typing) {
    return concept(
      words,
      words.flatMap((word) => typingMatches(vocabulary, word)),
    );
  }
  return concept(words, alternatives, { synonyms: synonyms.map(({ text }) => text) });
}

function mend(vocabulary: Vocabulary, word: Word): Concept {
  const near = corrected(vocabulary, word, 1, weights.oneTypo);
  if (near.match) return near;
  const beginnings = word.folded.length >= shortestBeginning ? vocabulary.startingLike(word.folded) : [];
  if (beginnings.length > 0) {
    const matches = beginnings.map(({ key }) => ({ key, weight: weights.twoTypos }));
    return concept([word], matches, { corrected: beginnings.slice(0, 1).map(({ text }) => text) });
  }
  const split = splitCompound(vocabulary, word);
  if (split?.complete) return parted(word, split);
  const far = corrected(vocabulary, word, 2, weights.twoTypos);
  if (far.match) return far;
  if (split) return parted(word, split);
  return concept([word], middleMatches(vocabulary, word));
}

function parted(word: Word, { match, either, parts }: Split): Concept {
  return { ...concept([word], [match], { parts }), otherwise: either };
}

function corrected(vocabulary: Vocabulary, word: Word, distance: 1 | 2, weight: number): Concept {
  const candidates = spellingCorrections(vocabulary, word, distance);
  const alternatives = candidates.flatMap((candidate) => [
    ...exactMatches(vocabulary, candidate, weight),
    ...synonymMatches(vocabulary, [candidate], weight).map(({ match }) => match),
  ]);
  return concept([word], alternatives, { corrected: candidates.map(({ text }) => text) });
}

/** A concept out of alternatives, any of which will do. */
export function concept(
  words: Word[],
  alternatives: Match[],
  made: Partial<Pick<Concept, 'corrected' | 'synonyms' | 'parts'>> = {},
): Concept {
  return {
    words,
    match: anyOf(alternatives),
    otherwise: null,
    weak: words.every(isWeakWord),
    corrected: [],
    synonyms: [],
    parts: [],
    ...made,
  };
}
