import MiniSearch from 'minisearch';
import type { SearchDocument, Sort } from './document.ts';
import { weights } from './expand.ts';
import { type FacetCounts, type Filters, filterAndCount } from './facets.ts';
import { findConcepts } from './find.ts';
import { type Concept, concept, interpret } from './interpret.ts';
import { isStopWord, type Word } from './normalise.ts';
import { ordered, titlePlaces } from './order.ts';
import { holdsSequence, indexFields, type Prepared, prepare } from './prepare.ts';
import { maxQueryLength, type ParsedQuery, parseQuery, typedText } from './query.ts';
import { suggestedTitles, type TitleSuggestion } from './suggest.ts';
import { makeVocabulary } from './vocabulary.ts';

/** What a query was understood as, for the line above the results. */
export type Understood = {
  /** What was looked for, as typed. */
  terms: string[];
  phrases: string[];
  excluded: string[];
  /** Words that stand nowhere, and the words looked for instead. */
  corrected: { typed: string; used: string[] }[];
  synonyms: { typed: string; used: string[] }[];
  /** Compounds that stand nowhere, looked for by these parts. */
  parts: { typed: string; used: string[] }[];
  /** Typed, but in no document in any way. */
  unknown: string[];
  /** 'everything' without a text; 'some-words' where no document holds all that was typed. */
  mode: 'everything' | 'all-words' | 'some-words';
  /** The text was too long and its end was not looked at. */
  shortened: boolean;
};

export type SearchRequest = { text: string; filters?: Filters; sort?: Sort };

export type SearchResult = {
  /** All ids in order; the caller cuts pages. */
  ids: string[];
  total: number;
  facets: FacetCounts;
  understood: Understood;
  /** Keys for `highlight`. */
  matchedTerms: string[];
};

export type SearchIndex = ReturnType<typeof makeSearchIndex>;

/**
 * The full-text index of the catalogue. It lives in memory, answers ids only and never fails on a query: what
 * cannot be understood finds nothing or, where nothing was asked for, everything.
 */
export function makeSearchIndex() {
  let index = newIndex();
  let vocabulary = makeVocabulary();
  let documents = new Map<string, Prepared>();
  let places: Map<string, number> | null = null;

  function replaceAll(all: Iterable<SearchDocument>): void {
    index = newIndex();
    vocabulary = makeVocabulary();
    documents = new Map();
    for (const document of all) put(document);
  }

  /** Adds a document or replaces the one with its id. */
  function put(document: SearchDocument): void {
    remove(document.id);
    const prepared = prepare(document);
    documents.set(prepared.id, prepared);
    index.add(prepared.record);
    vocabulary.add(prepared.words);
    places = null;
  }

  /** Forgets a document; an unknown id is no fault. */
  function remove(id: string): void {
    const known = documents.get(id);
    if (!known) return;
    documents.delete(id);
    index.remove(known.record);
    vocabulary.remove(known.words.map(({ folded }) => folded));
    places = null;
  }

  function search({ text, filters = {}, sort = 'relevance' }: SearchRequest): SearchResult {
    const query = parseQuery(text);
    const concepts = [...interpret(vocabulary, query.words), ...query.phrases.map(phraseConcept)];
    const { scores, every, keys } = concepts.length > 0 ? findConcepts(index, concepts) : everything();
    const found = [...scores.keys()].flatMap((id) => documents.get(id) ?? []).filter(fits(query));
    const { kept, counts } = filterAndCount(found, filters);
    places ??= titlePlaces(documents.values());
    const ids = ordered(kept, sort, scores, places).map(({ id }) => id);
    const mode = concepts.length === 0 ? 'everything' : every ? 'all-words' : 'some-words';
    return {
      ids,
      total: ids.length,
      facets: counts,
      understood: { ...understood(query, concepts), mode },
      matchedTerms: keys,
    };
  }

  function everything() {
    const scores = new Map([...documents.keys()].map((id): [string, number] => [id, 0]));
    return { scores, every: true, keys: [] };
  }

  return {
    replaceAll,
    put,
    remove,
    search,
    /** Titles to offer while somebody types: at most `limit` that hold every typed word, the last one as a beginning. */
    suggestTitles: (typed: string, limit: number): TitleSuggestion[] =>
      suggestedTitles(documents.values(), typed.slice(0, maxQueryLength), limit),
    /** How many documents there are. */
    size: () => documents.size,
  };
}

function newIndex(): MiniSearch {
  return new MiniSearch({
    fields: indexFields,
    tokenize: (keys) => keys.split(' '),
    processTerm: (key) => key,
  });
}

function fits({ phrases, excluded }: ParsedQuery): (document: Prepared) => boolean {
  return (document) =>
    phrases.every((words) => holdsSequence(document, words)) &&
    !excluded.some((words) => holdsSequence(document, words));
}

function phraseConcept(words: Word[]): Concept {
  const keys = words.filter((word) => !isStopWord(word)).map(({ key }) => ({ key, weight: weights.exact }));
  return { ...concept(words, [{ all: keys }]), weak: false };
}

function understood(query: ParsedQuery, concepts: Concept[]): Omit<Understood, 'mode'> {
  const typed = (words: Word[]) => typedText(query, words);
  const made = (what: 'corrected' | 'synonyms' | 'parts') =>
    concepts
      .filter((concept) => concept[what].length > 0)
      .map((concept) => ({ typed: typed(concept.words), used: concept[what] }));
  return {
    terms: concepts.slice(0, concepts.length - query.phrases.length).map(({ words }) => typed(words)),
    phrases: query.phrases.map(typed),
    excluded: query.excluded.map(typed),
    corrected: made('corrected'),
    synonyms: made('synonyms'),
    parts: made('parts'),
    unknown: concepts.filter(({ match }) => match === null).map(({ words }) => typed(words)),
    shortened: query.shortened,
  };
}
