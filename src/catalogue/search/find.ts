import { keysOf, type Match } from './expand.ts';
import type { Concept } from './interpret.ts';
import type { Postings } from './postings.ts';

/** What finding needs of the index. */
export type Scoring = Pick<Postings, 'scoresOf'>;

/**
 * The places of the documents that were found, how well each fits (by place), and whether every thing looked for
 * stands in each or only some of them.
 */
export type Found = { places: number[]; scores: Float64Array; every: boolean; keys: string[] };

/**
 * Finds the documents that hold every concept; where there are none, those that hold some, the more the better.
 * Weak concepts ("online") only add to the score, unless there is nothing else.
 * @param size how many documents there are
 */
export function findConcepts(postings: Scoring, concepts: Concept[], size: number): Found {
  const strong = concepts.filter((concept) => !concept.weak);
  const deciding = strong.length > 0 ? strong : concepts;
  let sums = new Float64Array();
  let held = new Uint8Array();
  for (const concept of concepts) {
    const scores = scoresOf(postings, concept, size);
    if (sums.length === 0) [sums, held] = [new Float64Array(scores.length), new Uint8Array(scores.length)];
    const counts = deciding.includes(concept) ? 1 : 0;
    for (let place = 0; place < scores.length; place += 1) {
      const score = scores[place] ?? 0;
      if (score === 0) continue;
      sums[place] = (sums[place] ?? 0) + score;
      held[place] = (held[place] ?? 0) + counts;
    }
  }
  const full = placesWith(held, deciding.length);
  const places = full.length > 0 ? full : placesWith(held, 1);
  for (const place of places) {
    sums[place] = (sums[place] ?? 0) * ((held[place] ?? 0) / deciding.length) ** 2;
  }
  const keys = concepts.flatMap(({ match }) => (match ? keysOf(match) : []));
  return { places, scores: sums, every: full.length > 0, keys: [...new Set(keys)] };
}

function placesWith(held: Uint8Array, least: number): number[] {
  const places: number[] = [];
  for (let place = 0; place < held.length; place += 1) if ((held[place] ?? 0) >= least) places.push(place);
  return places;
}

/** A concept counts the more the fewer documents hold it, in whatever word they do. */
function scoresOf(postings: Scoring, { match, otherwise }: Concept, size: number): Float64Array {
  const scores = match ? postings.scoresOf(match) : new Float64Array();
  const number = countOf(scores);
  if (number === 0) return otherwise ? rated(postings, otherwise, size) : scores;
  return weighed(scores, number, size);
}

function rated(postings: Scoring, match: Match, size: number): Float64Array {
  const scores = postings.scoresOf(match);
  return weighed(scores, countOf(scores), size);
}

function weighed(scores: Float64Array, number: number, size: number): Float64Array {
  const rarity = Math.log(1 + (size - number + 0.5) / (number + 0.5));
  for (let place = 0; place < scores.length; place += 1) scores[place] = (scores[place] ?? 0) * rarity;
  return scores;
}

function countOf(scores: Float64Array): number {
  let number = 0;
  for (let place = 0; place < scores.length; place += 1) if (scores[place]) number += 1;
  return number;
}
