/**
 * How well each document of some fits. `values` is as long as there are places and holds 0 for all but the first `count`
 * of `places`, so that a look-up costs nothing and a pass over what fits does not read what does not.
 */
export type Scores = { places: Int32Array; count: number; values: Float64Array };

/** Hands out empty scores and takes them back: a query of many synonyms needs a hundred of them. */
export function makeScoresPool() {
  let size = 0;
  let spare: Scores[] = [];

  return {
    /** Makes room for so many places. */
    reach(places: number): void {
      if (places <= size) return;
      size = Math.max(places, 2 * size);
      spare = [];
    },
    take: (): Scores =>
      spare.pop() ?? { places: new Int32Array(size), count: 0, values: new Float64Array(size) },
    /** Whoever gives scores back has no more use for them. */
    giveBack(scores: Scores): void {
      const { places, values } = scores;
      if (values.length !== size) return;
      for (let at = 0; at < scores.count; at += 1) values[places[at] ?? 0] = 0;
      scores.count = 0;
      spare.push(scores);
    },
  };
}

/** Adds to what a document counts. */
export function addTo(scores: Scores, place: number, amount: number): void {
  const before = scores.values[place] ?? 0;
  if (before === 0) {
    scores.places[scores.count] = place;
    scores.count += 1;
  }
  scores.values[place] = before + amount;
}

/** The places that fit, in no particular order. */
export function placesIn(scores: Scores, fits: (place: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = 0; at < scores.count; at += 1) {
    const place = scores.places[at] ?? 0;
    if (fits(place)) found.push(place);
  }
  return found;
}
