import { isStopWord, type Word, wordGroups } from './normalise.ts';

/** A longer text is cut before anything looks at it; 300 characters are some forty words. */
export const maxQueryLength = 300;
const maxTerms = 12;
const maxPhrases = 4;

/** What was typed, taken apart: words to look for, phrases in quotes, and what must not stand in a result. */
export type ParsedQuery = {
  /** The looked-at text; the words' offsets count in it. */
  text: string;
  words: Word[];
  phrases: Word[][];
  excluded: Word[][];
  shortened: boolean;
};

/**
 * Takes a typed query apart. Quotes of every style make a phrase, a minus before a word or a phrase excludes it;
 * everything else that is no letter or digit only separates, so no input is ever syntax by accident.
 */
export function parseQuery(text: string): ParsedQuery {
  const cut = text
    .slice(0, maxQueryLength)
    .toWellFormed()
    .replace(/[„“”«»‟]/g, '"');
  const words: Word[] = [];
  const phrases: Word[][] = [];
  const excluded: Word[][] = [];
  for (const match of cut.matchAll(/(?:(?<=^|\s)(-))?(?:"([^"]+)"|([^\s"]+))/g)) {
    const [whole, minus, phrase] = match;
    const found = wordGroups(whole)
      .flat()
      .map((word) => moved(word, match.index));
    if (found.length === 0) continue;
    if (minus) excluded.push(found);
    else if (phrase !== undefined) phrases.push(found);
    else words.push(...found);
  }
  const kept = words.filter((word) => !isStopWord(word) || word.folded.length === 1);
  return {
    text: cut,
    words: kept.slice(0, maxTerms),
    phrases: phrases.slice(0, maxPhrases),
    excluded: excluded.slice(0, maxPhrases),
    shortened: text.length > maxQueryLength || kept.length > maxTerms,
  };
}

function moved(word: Word, by: number): Word {
  return { ...word, start: word.start + by, end: word.end + by };
}

/** What was typed for these words, from the first to the last. */
export function typedText(query: ParsedQuery, words: Word[]): string {
  return query.text.slice(words[0]?.start, words.at(-1)?.end);
}
