import type { Match } from './expand.ts';
import { addTo, makeScoresPool, type Scores } from './scores.ts';

/** In which documents a key stands, by their places, and how much it counts in each. */
type Posting = { places: number[]; impacts: number[] };

/** How much each key of a document counts, from its fields; see `impactsOf`. */
export type Impacts = ReadonlyMap<string, number>;

export type Postings = ReturnType<typeof makePostings>;

/**
 * The inverted index. A document is a place, a small number that is used again once the document is gone, so that
 * scores are plain arrays of numbers. What a key counts in a document depends on that document alone; putting or
 * removing one never touches another.
 */
export function makePostings() {
  const postings = new Map<string, Posting>();
  const pool = makeScoresPool();

  function add(place: number, impacts: Impacts): void {
    pool.reach(place + 1);
    for (const [key, impact] of impacts) {
      const posting = postings.get(key);
      if (posting) {
        posting.places.push(place);
        posting.impacts.push(impact);
      } else postings.set(key, { places: [place], impacts: [impact] });
    }
  }

  function remove(place: number, keys: Iterable<string>): void {
    for (const key of keys) {
      const posting = postings.get(key);
      const at = posting?.places.indexOf(place) ?? -1;
      if (!posting || at === -1) continue;
      posting.places.splice(at, 1);
      posting.impacts.splice(at, 1);
      if (posting.places.length === 0) postings.delete(key);
    }
  }

  /**
   * How well each document fits. Of several alternatives the best decides and the others add a little (root of the sum
   * of squares), so that many weak finds do not beat one good one. To be given back when read.
   */
  function scoresOf(match: Match): Scores {
    return 'all' in match ? allOf(match.all) : anyOf('any' in match ? match.any : [match]);
  }

  function anyOf(matches: Match[]): Scores {
    const found = pool.take();
    for (const match of matches) {
      if ('key' in match) addKey(found, match.key, match.weight);
      else addSquares(found, scoresOf(match));
    }
    const { places, count, values } = found;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0;
      values[place] = Math.sqrt(values[place] ?? 0);
    }
    return found;
  }

  /** The sum where every one fits. */
  function allOf(matches: Match[]): Scores {
    const [first, ...others] = matches;
    const found = first ? scoresOf(first) : pool.take();
    for (const other of others) keepBoth(found, scoresOf(other));
    return found;
  }

  function keepBoth(found: Scores, other: Scores): void {
    const { places, count, values } = found;
    found.count = 0;
    for (let at = 0; at < count; at += 1) {
      const place = places[at] ?? 0;
      const [score, more] = [values[place] ?? 0, other.values[place] ?? 0];
      values[place] = 0;
      if (more > 0) addTo(found, place, score + more);
    }
    pool.giveBack(other);
  }

  function addSquares(found: Scores, other: Scores): void {
    for (let at = 0; at < other.count; at += 1) {
      const place = other.places[at] ?? 0;
      addTo(found, place, (other.values[place] ?? 0) ** 2);
    }
    pool.giveBack(other);
  }

  function addKey(found: Scores, key: string, weight: number): void {
    const posting = postings.get(key);
    if (!posting) return;
    const { places, impacts } = posting;
    for (let at = 0; at < places.length; at += 1) {
      addTo(found, places[at] ?? 0, ((impacts[at] ?? 0) * weight) ** 2);
    }
  }

  /** The places of all documents with this key. */
  const placesOf = (key: string): readonly number[] => postings.get(key)?.places ?? [];

  return { add, remove, scoresOf, take: pool.take, giveBack: pool.giveBack, placesOf };
}
