/**
 * How well each document of some fits, by place. `values` is as long as there are places and holds 0 for all that are
 * not in `places`, so that a look-up costs nothing and a pass over what fits does not read what does not.
 */
export type Scores = { places: number[]; values: Float64Array };

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
    take: (): Scores => spare.pop() ?? { places: [], values: new Float64Array(size) },
    /** Whoever gives scores back has no more use for them. */
    giveBack(scores: Scores): void {
      if (scores.values.length !== size) return;
      for (const place of scores.places) scores.values[place] = 0;
      scores.places = [];
      spare.push(scores);
    },
  };
}

/** Adds to what a document counts. */
export function addTo({ places, values }: Scores, place: number, amount: number): void {
  const before = values[place] ?? 0;
  if (before === 0) places.push(place);
  values[place] = before + amount;
}
