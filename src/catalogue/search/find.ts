import { keysOf } from './expand.ts';
import type { Concept } from './interpret.ts';
import type { Postings } from './postings.ts';

/** What finding needs of the index. */
export type Scoring = Pick<Postings, 'scoresOf'>;

/**
 * The places of the documents that were found, how well each fits (by place), and whether every thing looked for
 * stands in each of them, in some, or in none.
 */
export type Found = {
  places: number[];
  scores: Float64Array;
  every: 'each' | 'some' | 'none';
  keys: string[];
};

/** From so many things on, who looks for them describes a need, and no entry need hold every word of it. */
const fromWhichOnDescribed = 3;
/** The share of what is looked for, counted by rarity, that an entry must hold then. */
const leastShare = 0.4;
/** A weak word only decides between what the others found. */
const weightOfWeak = 0.4;

/**
 * Finds the documents that hold every concept; where there are none, those that hold some, the more the better. Where
 * three or more things are looked for, a document may lack some, and counts the less the rarer they are.
 * Weak concepts ("online") only add to the score, unless there is nothing else.
 * @param size how many documents there are
 */
export function findConcepts(postings: Scoring, concepts: Concept[], size: number): Found {
  const strong = concepts.filter((concept) => !concept.weak);
  const deciding = strong.length > 0 ? strong : concepts;
  let [sums, shares] = [new Float64Array(), new Float64Array()];
  let held = new Uint8Array();
  let whole = 0;
  for (const concept of concepts) {
    const scores = scoresOf(postings, concept);
    const rarity = rarityOf(scores, size);
    const decides = deciding.includes(concept);
    const weight = decides || strong.length === 0 ? rarity : rarity * weightOfWeak;
    if (decides) whole += rarity;
    if (held.length === 0 && scores.length > 0) {
      [sums, shares] = [new Float64Array(scores.length), new Float64Array(scores.length)];
      held = new Uint8Array(scores.length);
    }
    for (let place = 0; place < scores.length; place += 1) {
      const score = scores[place] ?? 0;
      if (score === 0) continue;
      sums[place] = (sums[place] ?? 0) + score * weight;
      if (!decides) continue;
      held[place] = (held[place] ?? 0) + 1;
      shares[place] = (shares[place] ?? 0) + rarity;
    }
  }
  const full = placesWith(held, deciding.length);
  const described = concepts.length >= fromWhichOnDescribed;
  const most = described ? placesWith(shares, leastShare * whole) : full;
  const places = most.length > 0 ? most : placesWith(held, 1);
  for (const place of places) sums[place] = (sums[place] ?? 0) * ((shares[place] ?? 0) / whole) ** 2;
  const keys = concepts.flatMap(({ match }) => (match ? keysOf(match) : []));
  const every = full.length === 0 ? 'none' : full.length === places.length ? 'each' : 'some';
  return { places, scores: sums, every, keys: [...new Set(keys)] };
}

function placesWith(counts: Uint8Array | Float64Array, least: number): number[] {
  const places: number[] = [];
  for (let place = 0; place < counts.length; place += 1) {
    const count = counts[place] ?? 0;
    if (count > 0 && count >= least) places.push(place);
  }
  return places;
}

function scoresOf(postings: Scoring, { match, otherwise }: Concept): Float64Array {
  const scores = match ? postings.scoresOf(match) : new Float64Array();
  return otherwise && countOf(scores) === 0 ? postings.scoresOf(otherwise) : scores;
}

/** A concept counts the more the fewer documents hold it, in whatever word they do. */
function rarityOf(scores: Float64Array, size: number): number {
  const number = countOf(scores);
  return number === 0 ? 0 : Math.log(1 + (size - number + 0.5) / (number + 0.5));
}

function countOf(scores: Float64Array): number {
  let number = 0;
  for (let place = 0; place < scores.length; place += 1) if (scores[place]) number += 1;
  return number;
}
