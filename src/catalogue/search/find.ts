import { keysOf } from './expand.ts';
import type { Concept } from './interpret.ts';
import type { Postings } from './postings.ts';
import { addTo, placesIn, type Scores } from './scores.ts';

/** What finding needs of the index. */
export type Scoring = Pick<Postings, 'scoresOf' | 'take' | 'giveBack'>;

/**
 * The places of the documents that were found, how well each fits (to be given back when read), and whether every thing
 * looked for stands in each of them, in some, or in none.
 */
export type Found = {
  places: number[];
  scores: Scores;
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
  const [sums, shares, held] = [postings.take(), postings.take(), postings.take()];
  let whole = 0;
  for (const concept of concepts) {
    const scores = scoresOf(postings, concept);
    const rarity = rarityOf(scores, size);
    const decides = deciding.includes(concept);
    const weight = decides ? rarity : rarity * weightOfWeak;
    if (decides) whole += rarity;
    for (let at = 0; at < scores.count; at += 1) {
      const place = scores.places[at] ?? 0;
      addTo(sums, place, (scores.values[place] ?? 0) * weight);
      if (!decides) continue;
      addTo(held, place, 1);
      addTo(shares, place, rarity);
    }
    postings.giveBack(scores);
  }
  const full = placesIn(held, (place) => held.values[place] === deciding.length);
  const described = concepts.length >= fromWhichOnDescribed;
  const most = described
    ? placesIn(shares, (place) => (shares.values[place] ?? 0) >= leastShare * whole)
    : full;
  const places = most.length > 0 ? most : placesIn(held, () => true);
  for (const place of places)
    sums.values[place] = (sums.values[place] ?? 0) * ((shares.values[place] ?? 0) / whole) ** 2;
  const keys = concepts.flatMap(({ match }) => (match ? keysOf(match) : []));
  const every = full.length === 0 ? 'none' : full.length === places.length ? 'each' : 'some';
  postings.giveBack(shares);
  postings.giveBack(held);
  return { places, scores: sums, every, keys: [...new Set(keys)] };
}

function scoresOf(postings: Scoring, { match, otherwise }: Concept): Scores {
  const scores = match ? postings.scoresOf(match) : postings.take();
  if (!otherwise || scores.count > 0) return scores;
  postings.giveBack(scores);
  return postings.scoresOf(otherwise);
}

/** A concept counts the more the fewer documents hold it, in whatever word they do. */
function rarityOf({ count }: Scores, size: number): number {
  return count === 0 ? 0 : Math.log(1 + (size - count + 0.5) / (count + 0.5));
}
