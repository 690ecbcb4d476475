import type { Lexicon } from './lexicon.ts';
import type { Term } from './normalise.ts';

const shortest = { 1: 4, 2: 8 } as const;
const maxCandidates = 3;

/**
 * The words that may have been meant by one that stands nowhere: nearest first, at most `distance` edits away, from
 * the documents and from the list of synonyms. Short words are not mended, everything is near to them.
 */
export function spellingCorrections({ vocabulary, synonyms }: Lexicon, word: Term, distance: 1 | 2): Term[] {
  if (word.folded.length < shortest[distance]) return [];
  const found = vocabulary.similar(word.folded, distance);
  const unique = new Map<string, Term>();
  for (const candidate of [...found.entries, ...synonyms.similar(word.folded, found.distance)]) {
    if (!unique.has(candidate.folded)) unique.set(candidate.folded, candidate);
  }
  return [...unique.values()].slice(0, maxCandidates);
}
