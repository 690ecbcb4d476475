import type MiniSearch from 'minisearch';
import type { Query } from 'minisearch';
import { keysOf, type Match } from './expand.ts';
import type { Concept } from './interpret.ts';
import { boosts } from './prepare.ts';

/** How the found documents fit: every thing looked for stands in each, or only some of them. */
export type Found = { scores: Map<string, number>; every: boolean; keys: string[] };

/**
 * Finds the documents that hold every concept; where there are none, those that hold some, the more the better.
 * Weak concepts ("online") only add to the score, unless there is nothing else.
 */
export function findConcepts(index: MiniSearch, concepts: Concept[]): Found {
  const strong = concepts.filter((concept) => !concept.weak);
  const deciding = strong.length > 0 ? strong : concepts;
  const results = concepts.map((concept) => {
    const scores = scoresOf(index, concept.match);
    return { concept, scores: scores.size > 0 ? scores : scoresOf(index, concept.otherwise) };
  });
  const sums = new Map<string, { score: number; held: number }>();
  for (const { concept, scores } of results) {
    const counts = deciding.includes(concept) ? 1 : 0;
    for (const [id, score] of scores) {
      const sum = sums.get(id);
      if (!sum) sums.set(id, { score, held: counts });
      else {
        sum.score += score;
        sum.held += counts;
      }
    }
  }
  const full = [...sums].filter(([, { held }]) => held === deciding.length);
  const some = full.length > 0 ? full : [...sums].filter(([, { held }]) => held > 0);
  const scored = some.map(([id, { score, held }]): [string, number] => [
    id,
    score * (held / deciding.length) ** 2,
  ]);
  const keys = concepts.flatMap(({ match }) => (match ? keysOf(match) : []));
  return { scores: new Map(scored), every: full.length > 0, keys: [...new Set(keys)] };
}

function scoresOf(index: MiniSearch, match: Match | null): Map<string, number> {
  if (!match) return new Map();
  const results = index.search(queryOf(match), { boost: boosts, tokenize: (key) => [key] });
  // MiniSearch multiplies the sum of the finds by their number; many weak finds must not beat one good one.
  return new Map(results.map(({ id, score, terms }) => [id, score / (terms.length || 1)]));
}

function queryOf(match: Match): Query {
  if ('key' in match) return { combineWith: 'OR', queries: [match.key], boostTerm: () => match.weight };
  if ('all' in match) return { combineWith: 'AND', queries: match.all.map(queryOf) };
  return { combineWith: 'OR', queries: match.any.map(queryOf) };
}
