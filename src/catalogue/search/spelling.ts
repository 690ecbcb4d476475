import SearchableMap from 'minisearch/SearchableMap';
import type { Word } from './normalise.ts';
import { synonymWords } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

const shortest = { 1: 4, 2: 8 } as const;
const maxCandidates = 3;

const listed = new SearchableMap<Word>();
for (const word of synonymWords) listed.set(word.folded, word);

/**
 * The words that may have been meant by one that stands nowhere: nearest first, at most `distance` edits away, from
 * the documents and from the list of synonyms. Short words are not mended, everything is near to them.
 */
export function spellingCorrections(vocabulary: Vocabulary, word: Word, distance: 1 | 2): Word[] {
  if (word.folded.length < shortest[distance]) return [];
  const found = vocabulary.similar(word.folded, distance);
  const fromList = [...listed.fuzzyGet(word.folded, distance).values()]
    .filter(([, edits]) => edits <= found.distance)
    .sort(([, a], [, b]) => a - b)
    .map(([entry]) => entry);
  const unique = new Map<string, Word>();
  for (const candidate of [...found.entries, ...fromList]) unique.set(candidate.folded, candidate);
  return [...unique.values()].slice(0, maxCandidates);
}
