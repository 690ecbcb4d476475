import { editsBetween, makeLetterList } from './likeness.ts';
import type { Term, Word } from './normalise.ts';
import { synonymWords } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

const shortest = { 1: 4, 2: 8 } as const;
const maxCandidates = 3;

const listed = makeLetterList<Term>(({ folded }) => folded);
for (const term of synonymWords) listed.add(term);

/**
 * The words that may have been meant by one that stands nowhere: nearest first, at most `distance` edits away, from
 * the documents and from the list of synonyms. Short words are not mended, everything is near to them.
 */
export function spellingCorrections(vocabulary: Vocabulary, word: Word, distance: 1 | 2): Term[] {
  if (word.folded.length < shortest[distance]) return [];
  const found = vocabulary.similar(word.folded, distance);
  const fromList = listed
    .within(word.folded, found.distance)
    .map((term) => ({ term, edits: editsBetween(word.folded, term.folded, found.distance) }))
    .filter(({ edits }) => edits <= found.distance)
    .sort((a, b) => a.edits - b.edits)
    .map(({ term }) => term);
  const unique = new Map<string, Term>();
  for (const candidate of [...found.entries, ...fromList]) unique.set(candidate.folded, candidate);
  return [...unique.values()].slice(0, maxCandidates);
}
