import { partOf, type Split, splitCompound, splitMended } from './compound.ts';
import { derivedForms } from './derivation.ts';
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
import type { Lexicon } from './lexicon.ts';
import { isStopWord, isWeakWord, join, type Word } from './normalise.ts';
import { spellingCorrections } from './spelling.ts';
import { maxSynonymWords } from './synonyms.ts';

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
const shortestDerived = 3;

/**
 * Makes concepts of the words of a query: first several neighbours that belong together (a synonym of several
 * words, a compound typed apart), then single words: exact and as part of compounds, with synonyms; only where
 * nothing stands in any document, mended spelling, then parts of the typed compound, at last mended ones.
 */
export function interpret(lexicon: Lexicon, words: Word[]): Concept[] {
  const concepts: Concept[] = [];
  let mended = 0;
  for (let at = 0; at < words.length; ) {
    const span = spanAt(lexicon, words, at);
    at += span.words.length;
    if (span.words.every(isStopWord)) continue;
    const [word] = span.words;
    if (!word || span.concept.match || span.words.length > 1 || mended === maxMended) {
      concepts.push(span.concept);
      continue;
    }
    mended += 1;
    concepts.push(mend(lexicon, word));
  }
  return concepts;
}

function spanAt(lexicon: Lexicon, words: Word[], at: number): { words: Word[]; concept: Concept } {
  for (let size = Math.min(maxSynonymWords, words.length - at); size > 1; size -= 1) {
    const span = words.slice(at, at + size);
    const found = neighbours(lexicon, span);
    if (found) return { words: span, concept: found };
  }
  const span = words.slice(at, at + 1);
  return { words: span, concept: single(lexicon, span, at === words.length - 1) };
}

function neighbours(lexicon: Lexicon, words: Word[]): Concept | null {
  const synonyms = synonymMatches(lexicon, words);
  const joined = linkings.flatMap((linking) =>
    exactMatches(lexicon.vocabulary, join(words, linking), weights.joined),
  );
  if (joined.length === 0 && synonyms.length === 0) return null;
  const alternatives = [
    ...joined,
    ...allWords(lexicon.vocabulary, words, weights.exact),
    ...synonyms.map(({ match }) => match),
  ];
  return concept(words, alternatives, { synonyms: synonyms.map(({ text }) => text) });
}

function single(lexicon: Lexicon, words: Word[], typing: boolean): Concept {
  const synonyms = synonymMatches(lexicon, words);
  const alternatives = [
    ...words.flatMap((word) => {
      const unfinished = typing && !isKnown(lexicon, word);
      return exactMatches(lexicon.vocabulary, word, weights.exact, { unfinished });
    }),
    ...synonyms.map(({ match }) => match),
  ];
  if (alternatives.length === 0 && typing) {
    return concept(
      words,
      words.flatMap((word) => typingMatches(lexicon.vocabulary, word)),
    );
  }
  return concept(words, alternatives, { synonyms: synonyms.map(({ text }) => text) });
}

/** The last word may be one somebody is still typing, unless it is one. */
function isKnown({ vocabulary, synonyms }: Lexicon, { folded }: Word): boolean {
  return vocabulary.hasWord(folded) || synonyms.knows(folded);
}

function mend(lexicon: Lexicon, word: Word): Concept {
  const related = derived(lexicon, word);
  if (related.match) return related;
  if (lexicon.synonyms.knows(word.folded)) return unmended(lexicon, word);
  const near = corrected(lexicon, word, 1, weights.oneTypo);
  if (near.match) return near;
  const split = splitCompound(lexicon, word);
  if (split) return parted(word, split);
  const beginnings =
    word.folded.length >= shortestBeginning ? lexicon.vocabulary.startingLike(word.folded) : [];
  if (beginnings.length > 0) {
    const matches = beginnings.map(({ key }) => ({ key, weight: weights.twoTypos }));
    return concept([word], matches, { corrected: beginnings.slice(0, 1).map(({ text }) => text) });
  }
  const mended = splitMended(lexicon, word);
  if (mended) return parted(word, mended);
  const far = corrected(lexicon, word, 2, weights.twoTypos);
  if (far.match) return far;
  const part = partOf(lexicon, word);
  if (part) return parted(word, part);
  return concept([word], middleMatches(lexicon.vocabulary, word));
}

function parted(word: Word, { match, either, parts, corrected }: Split): Concept {
  const made = corrected ? { corrected: parts } : { parts };
  return { ...concept([word], [match], made), otherwise: either };
}

/** A word that is spelled right is only taken apart. */
function unmended(lexicon: Lexicon, word: Word): Concept {
  const split = splitCompound(lexicon, word);
  return split ? parted(word, split) : concept([word], []);
}

/** Looked for by words of the same family. */
function derived(lexicon: Lexicon, word: Word): Concept {
  const alternatives = derivedForms(word.folded).flatMap((form) => [
    ...(lexicon.vocabulary.hasKey(form.key) && form.folded.length > shortestDerived
      ? [{ key: form.key, weight: weights.derived }]
      : []),
    ...synonymMatches(lexicon, [form], weights.derived).map(({ match }) => match),
  ]);
  return concept([word], alternatives);
}

function corrected(lexicon: Lexicon, word: Word, distance: 1 | 2, weight: number): Concept {
  const candidates = spellingCorrections(lexicon, word, distance);
  const alternatives = candidates.flatMap((candidate) => [
    ...exactMatches(lexicon.vocabulary, candidate, weight),
    ...synonymMatches(lexicon, [candidate], weight).map(({ match }) => match),
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
