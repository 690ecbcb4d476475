import type { Match } from './expand.ts';

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
  let end = 0;

  function add(place: number, impacts: Impacts): void {
    end = Math.max(end, place + 1);
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
   * How well each document fits, by place; 0 where it does not. Of several alternatives the best decides and the
   * others add a little (root of the sum of squares), so that many weak finds do not beat one good one.
   */
  function scoresOf(match: Match): Float64Array {
    if ('all' in match) return allOf(match.all.map(scoresOf));
    const scores = new Float64Array(end);
    for (const one of 'any' in match ? match.any : [match]) {
      if ('key' in one) addKey(scores, one.key, one.weight);
      else
        for (const [place, score] of scoresOf(one).entries())
          scores[place] = (scores[place] ?? 0) + score ** 2;
    }
    for (let place = 0; place < end; place += 1) scores[place] = Math.sqrt(scores[place] ?? 0);
    return scores;
  }

  function addKey(squares: Float64Array, key: string, weight: number): void {
    const { places = [], impacts = [] } = postings.get(key) ?? {};
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      squares[place] = (squares[place] ?? 0) + ((impacts[at] ?? 0) * weight) ** 2;
    }
  }

  /** The places of all documents with this key. */
  const placesOf = (key: string): readonly number[] => postings.get(key)?.places ?? [];

  return { add, remove, scoresOf, placesOf };
}

function allOf(lists: Float64Array[]): Float64Array {
  const [first = new Float64Array(), ...others] = lists;
  for (let place = 0; place < first.length; place += 1) {
    for (const other of others) {
      const score = other[place] ?? 0;
      first[place] = score === 0 || first[place] === 0 ? 0 : (first[place] ?? 0) + score;
    }
  }
  return first;
}
