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
  const spare: Float64Array[] = [];
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
    return 'all' in match ? allOf(match.all) : anyOf('any' in match ? match.any : [match]);
  }

  function anyOf(matches: Match[]): Float64Array {
    const squares = blank();
    for (const match of matches) {
      if ('key' in match) addKey(squares, match.key, match.weight);
      else {
        const scores = scoresOf(match);
        for (let place = 0; place < end; place += 1) {
          squares[place] = (squares[place] ?? 0) + (scores[place] ?? 0) ** 2;
        }
        spare.push(scores);
      }
    }
    for (let place = 0; place < end; place += 1) squares[place] = Math.sqrt(squares[place] ?? 0);
    return squares;
  }

  /** The sum where every one fits. */
  function allOf(matches: Match[]): Float64Array {
    const [first, ...others] = matches;
    if (!first) return blank();
    const sums = scoresOf(first);
    for (const other of others) {
      const scores = scoresOf(other);
      for (let place = 0; place < end; place += 1) {
        const [sum, score] = [sums[place] ?? 0, scores[place] ?? 0];
        sums[place] = sum > 0 && score > 0 ? sum + score : 0;
      }
      spare.push(scores);
    }
    return sums;
  }

  /** An array of zeros; those of inner steps are used again, since a query of many synonyms needs a hundred. */
  function blank(): Float64Array {
    const used = spare.pop();
    return used?.length === end ? used.fill(0) : new Float64Array(end);
  }

  function addKey(squares: Float64Array, key: string, weight: number): void {
    const posting = postings.get(key);
    if (!posting) return;
    const { places, impacts } = posting;
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? 0;
      squares[place] = (squares[place] ?? 0) + ((impacts[at] ?? 0) * weight) ** 2;
    }
  }

  /** The places of all documents with this key. */
  const placesOf = (key: string): readonly number[] => postings.get(key)?.places ?? [];

  return { add, remove, scoresOf, placesOf };
}
