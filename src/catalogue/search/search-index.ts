import type { SearchDocument, Sort } from './document.ts';
import { weights } from './expand.ts';
import { type FacetCounts, type Filters, makeFacets } from './facets.ts';
import { type Found, findConcepts } from './find.ts';
import { type Concept, concept, interpret } from './interpret.ts';
import { isStopWord, type Word } from './normalise.ts';
import { makeOrder } from './order.ts';
import { makePostings } from './postings.ts';
import { holdsSequence, impactsOf, type Kept, prepare } from './prepare.ts';
import { maxQueryLength, type ParsedQuery, parseQuery, typedText } from './query.ts';
import { suggestedTitles, type TitleSuggestion } from './suggest.ts';
import { makeSynonyms, shippedOnly, type WordGroup } from './synonyms.ts';
import { type Entry, makeVocabulary } from './vocabulary.ts';

/** A document and its entries in the vocabulary. */
type Indexed = Kept & { entries: Entry[] };

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
  /**
   * 'everything' without a text; 'most-words' where some documents hold all that was typed and others the most of it;
   * 'some-words' where none holds all.
   */
  mode: 'everything' | 'all-words' | 'most-words' | 'some-words';
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
export function makeSearchIndex(groups?: readonly WordGroup[]) {
  let synonyms = groups ? makeSynonyms(groups, []) : shippedOnly();
  let postings = makePostings();
  let vocabulary = makeVocabulary();
  let facets = makeFacets();
  let order = makeOrder();
  let documents: (Indexed | undefined)[] = [];
  const places = new Map<string, number>();
  let free: number[] = [];

  function replaceAll(all: Iterable<SearchDocument>): void {
    postings = makePostings();
    vocabulary = makeVocabulary();
    facets = makeFacets();
    order = makeOrder();
    documents = [];
    places.clear();
    free = [];
    for (const document of all) put(document);
    settle();
  }

  /** Sorts what was put since, so that no query has to wait for it. */
  function settle(): void {
    vocabulary.settle();
    search({ text: '' });
  }

  /** Adds a document or replaces the one with its id. */
  function put(document: SearchDocument): void {
    remove(document.id);
    const { kept, facets: values, terms, keys } = prepare(document);
    const place = free.pop() ?? documents.length;
    documents[place] = { ...kept, entries: vocabulary.add(terms) };
    places.set(kept.id, place);
    postings.add(place, impactsOf(keys));
    facets.add(place, values);
    order.add(place, kept);
  }

  /** Forgets a document; an unknown id is no fault. */
  function remove(id: string): void {
    const place = places.get(id);
    const known = place === undefined ? undefined : documents[place];
    if (place === undefined || !known) return;
    order.remove(place);
    facets.remove(place);
    postings.remove(place, new Set(known.entries.map(({ key }) => key)));
    vocabulary.remove(known.entries);
    places.delete(id);
    documents[place] = undefined;
    free.push(place);
  }

  function search({ text, filters = {}, sort = 'relevance' }: SearchRequest): SearchResult {
    const query = parseQuery(text);
    const concepts = [
      ...interpret({ vocabulary, synonyms }, query.words),
      ...query.phrases.map(phraseConcept),
    ];
    const found = concepts.length > 0 ? findConcepts(postings, concepts, places.size) : everything();
    const { kept, counts } = facets.filterAndCount(fitting(found.places, query), filters);
    const ids = order.ordered(kept, sort, found.scores.values);
    postings.giveBack(found.scores);
    const mode = concepts.length === 0 ? 'everything' : modes[found.every];
    return {
      ids,
      total: ids.length,
      facets: counts,
      understood: { ...understood(query, concepts), mode },
      matchedTerms: found.keys,
    };
  }

  function everything(): Found {
    return { places: [...places.values()], scores: postings.take(), every: 'each', keys: [] };
  }

  /** Leaves what holds every phrase and nothing excluded. */
  function fitting(found: number[], { phrases, excluded }: ParsedQuery): number[] {
    const wanted = phrases.map((words) => holding(words));
    const unwanted = excluded.map((words) => holding(words));
    if (wanted.length === 0 && unwanted.length === 0) return found;
    return found.filter(
      (place) =>
        wanted.every((holders) => holders.has(place)) && !unwanted.some((holders) => holders.has(place)),
    );
  }

  /** The documents with these words one after the other; only those that hold the rarest are read. */
  function holding(words: Word[]): Set<number> {
    const lists = words.filter((word) => !isStopWord(word)).map(({ key }) => postings.placesOf(key));
    const fewest = lists.sort((a, b) => a.length - b.length)[0] ?? places.values();
    const holders = new Set<number>();
    for (const place of fewest) {
      const document = documents[place];
      if (document && holdsSequence(document, words)) holders.add(place);
    }
    return holders;
  }

  return {
    replaceAll,
    put,
    remove,
    settle,
    search,
    /** Titles to offer while somebody types: at most `limit` that hold every typed word, the last one as a beginning. */
    suggestTitles: (typed: string, limit: number): TitleSuggestion[] =>
      suggestedTitles(
        documents.filter((document) => document !== undefined),
        typed.slice(0, maxQueryLength),
        limit,
      ),
    /** Takes other synonyms and matters from now on; the documents stay as they are, since only queries are widened. */
    useSynonyms(groups: readonly WordGroup[], matters: readonly WordGroup[]): void {
      synonyms = makeSynonyms(groups, matters);
    },
    /** How many documents there are. */
    size: () => places.size,
  };
}

const modes = { each: 'all-words', some: 'most-words', none: 'some-words' } as const;

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
