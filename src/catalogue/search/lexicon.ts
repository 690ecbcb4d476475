import type { Synonyms } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** All that is known about words: those of the documents, and what else they are called. */
export type Lexicon = { vocabulary: Vocabulary; synonyms: Synonyms };
