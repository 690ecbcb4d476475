import type { Lexicon } from './lexicon.ts';
import { isStopWord, join, type Term } from './normalise.ts';
import type { Entry, Vocabulary } from './vocabulary.ts';

/** What a document must hold: a key (with the weight of the find), one of several, or all of several. */
export type Match = { key: string; weight: number } | { any: Match[] } | { all: Match[] };

/** How much a find counts against the word itself. */
export const weights = {
  exact: 1,
  joined: 1.2,
  synonym: 0.35,
  lastPart: 0.5,
  firstPart: 0.3,
  beginning: 0.9,
  inflected: 0.5,
  middlePart: 0.15,
  derived: 0.7,
  oneTypo: 0.6,
  twoTypos: 0.4,
  split: 0.6,
  partOnly: 0.3,
} as const;

const shortestPart = 4;
const shortestTyping = 2;
/** A word may have twenty synonyms; their rarer compounds would cost more than they find. */
const compoundsOfSynonym = 8;
/** A synonym of four letters begins too much: "Auto" is no part of "automatisch". */
const shortestBeginning = 5;

/** The word itself and the compounds it ends or begins, of each the commonest. */
export function exactMatches(
  vocabulary: Vocabulary,
  word: Term,
  weight: number,
  { most = 30, shortest = shortestPart, unfinished = false } = {},
): Match[] {
  const found = new Map<string, number>();
  const put = (entries: Entry[], factor: number) => {
    for (const { key } of entries.slice(0, most)) if (!found.has(key)) found.set(key, weight * factor);
  };
  const length = word.folded.length;
  const longer = length >= shortest ? vocabulary.startingWith(word.folded) : [];
  const typing = unfinished && longer.length > 0;
  if (vocabulary.hasKey(word.key)) found.set(word.key, typing ? weight * weights.inflected : weight);
  if (length >= shortestPart) put(vocabulary.endingWith(word.folded), weights.lastPart);
  put(longer, typing ? weights.beginning : weights.firstPart);
  return [...found].map(([key, factor]) => ({ key, weight: factor }));
}

/** What a word of two or three letters may become, for the word just being typed. */
export function typingMatches(vocabulary: Vocabulary, word: Term): Match[] {
  if (word.folded.length < shortestTyping) return [];
  return vocabulary.startingWith(word.folded).map(({ key }) => ({ key, weight: weights.firstPart }));
}

/** Words that hold this one in their middle: "park" in "Bewohnerparkausweis". */
export function middleMatches(vocabulary: Vocabulary, word: Term): Match[] {
  if (word.folded.length < shortestPart) return [];
  return vocabulary.containing(word.folded).map(({ key }) => ({ key, weight: weights.middlePart }));
}

/** A synonym that stands in some document, and what to look for. */
export type SynonymMatch = { text: string; match: Match };

/** What the list of synonyms offers for these words, as far as any document holds it. */
export function synonymMatches({ vocabulary, synonyms }: Lexicon, words: Term[], weight = 1): SynonymMatch[] {
  return synonyms.of(words).flatMap((synonym) => {
    const near = weight * weights.synonym * synonym.nearness;
    const [only, ...more] = synonym.words;
    const match = anyOf([
      ...joinedMatch(vocabulary, synonym.words, near),
      ...(only && more.length === 0
        ? exactMatches(vocabulary, only, near, { most: compoundsOfSynonym, shortest: shortestBeginning })
        : allWords(vocabulary, synonym.words, near, 0)),
    ]);
    return match ? [{ text: synonym.text, match }] : [];
  });
}

/** All of these words, each alone or in compounds; nothing where one is missing or is only a letter ("E-Akte"). */
export function allWords(vocabulary: Vocabulary, words: Term[], weight: number, most?: number): Match[] {
  const matches: Match[] = [];
  for (const word of words) {
    const match = isStopWord(word) ? null : anyOf(exactMatches(vocabulary, word, weight, { most }));
    if (!match) return [];
    matches.push(match);
  }
  return matches.length === 1 ? matches : [{ all: matches }];
}

function joinedMatch(vocabulary: Vocabulary, words: Term[], weight: number): Match[] {
  if (words.length < 2) return [];
  const { key } = join(words);
  return vocabulary.hasKey(key) ? [{ key, weight }] : [];
}

/** One match out of several alternatives, null out of none. */
export function anyOf(matches: Match[]): Match | null {
  if (matches.length < 2) return matches[0] ?? null;
  return { any: matches };
}

/** All keys of a match, for highlighting. */
export function keysOf(match: Match): string[] {
  if ('key' in match) return [match.key];
  return ('any' in match ? match.any : match.all).flatMap(keysOf);
}
