import { create, insert, search } from '@orama/orama';
import { Index } from 'flexsearch';
import MiniSearch, { type Query } from 'minisearch';
import type { Match } from '../src/catalogue/search/expand.ts';
import type { Scoring } from '../src/catalogue/search/find.ts';
import { makePostings } from '../src/catalogue/search/postings.ts';
import { boosts, type IndexField, impactsOf, indexFields } from '../src/catalogue/search/prepare.ts';
import type { Scores } from '../src/catalogue/search/scores.ts';

/** The keys (stems) of one document, field by field: what every engine is given to index. */
export type Keys = Record<IndexField, string[]>;

/** An index under comparison: documents are numbers from 0. */
export type Engine = Scoring;
export type Builder = { name: string; build(documents: Keys[]): Engine };

const own: Builder = {
  name: 'own postings',
  build(documents) {
    const postings = makePostings();
    for (const [place, keys] of documents.entries()) postings.add(place, impactsOf(keys));
    return postings;
  },
};

/** MiniSearch combines queries itself: one call answers a whole tree of alternatives. */
const miniSearch: Builder = {
  name: 'MiniSearch 7.2',
  build(documents) {
    const index = new MiniSearch({
      fields: indexFields,
      tokenize: (keys) => keys.split(' '),
      processTerm: (key) => key,
    });
    index.addAll(documents.map((keys, id) => ({ id, ...joined(keys) })));
    return scoring(documents.length, (match) => {
      const scores = new Float64Array(documents.length);
      const results = index.search(queryOf(match), { boost: boosts, tokenize: (key) => [key] });
      for (const { id, score, terms } of results) scores[id] = score / (terms.length || 1);
      return scores;
    });
  },
};

function queryOf(match: Match): Query {
  if ('key' in match) return { combineWith: 'OR', queries: [match.key], boostTerm: () => match.weight };
  if ('all' in match) return { combineWith: 'AND', queries: match.all.map(queryOf) };
  return { combineWith: 'OR', queries: match.any.map(queryOf) };
}

const schema = Object.fromEntries(indexFields.map((field) => [field, 'string' as const]));

/** Orama answers one term at a time with scores (BM25); alternatives are put together here. */
const orama: Builder = {
  name: 'Orama 3.1',
  build(documents) {
    const tokenizer = {
      language: 'german',
      normalizationCache: new Map<string, string>(),
      tokenize: (keys: string) => keys.split(' '),
    };
    const database = create({ schema, components: { tokenizer } });
    for (const [place, keys] of documents.entries()) insert(database, { id: String(place), ...joined(keys) });
    return byKey(documents.length, (key) => {
      const parameters = { term: key, exact: true, boost: boosts, limit: documents.length };
      const results = search(database, parameters);
      if (results instanceof Promise) return [];
      return results.hits.map(({ id, score }) => [Number(id), score] as const);
    });
  },
};

/** FlexSearch answers places without scores, best first, per field; the rank stands for the score. */
const flexSearch: Builder = {
  name: 'FlexSearch 0.8',
  build(documents) {
    const indexes = indexFields.map((field) => {
      const index = new Index({ tokenize: 'strict', encode: (keys: string) => keys.split(' ') });
      for (const [place, keys] of documents.entries()) index.add(place, keys[field].join(' '));
      return { index, boost: boosts[field] };
    });
    return byKey(documents.length, (key) =>
      indexes.flatMap(({ index, boost }) => {
        const found = index.search(key, { limit: documents.length });
        return found.map((id, rank) => [Number(id), boost * (1 - rank / (2 * found.length))] as const);
      }),
    );
  },
};

export const builders: Builder[] = [own, miniSearch, orama, flexSearch];

function byKey(size: number, lookUp: (key: string) => (readonly [number, number])[]): Engine {
  function scoresOf(match: Match): Float64Array {
    const scores = new Float64Array(size);
    if ('key' in match) {
      for (const [place, score] of lookUp(match.key))
        scores[place] = (scores[place] ?? 0) + score * match.weight;
      return scores;
    }
    const lists = ('any' in match ? match.any : match.all).map(scoresOf);
    for (let place = 0; place < size; place += 1) {
      const own = lists.map((list) => list[place] ?? 0);
      const fits = 'any' in match || own.every((score) => score > 0);
      scores[place] = fits ? Math.hypot(...own) : 0;
    }
    return scores;
  }
  return scoring(size, scoresOf);
}

/** An engine out of one that answers scores at the places of all documents, 0 for no find. */
function scoring(size: number, valuesOf: (match: Match) => Float64Array): Engine {
  return {
    scoresOf(match): Scores {
      const values = valuesOf(match);
      const places = Int32Array.from(values.keys()).filter((place) => values[place]);
      return { values, places, count: places.length };
    },
    take: () => ({ values: new Float64Array(size), places: new Int32Array(size), count: 0 }),
    giveBack() {},
  };
}

function joined(keys: Keys): Record<IndexField, string> {
  return Object.fromEntries(indexFields.map((field) => [field, keys[field].join(' ')])) as Record<
    IndexField,
    string
  >;
}
