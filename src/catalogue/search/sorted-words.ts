/**
 * Things sorted by a word of theirs, to be looked up by its beginning. Many added at once are sorted in one go, a few
 * are put into their places; removing looks for the place first.
 * @param wordOf the word that decides the place; no two things have the same
 */
export function makeSortedWords<T>(wordOf: (thing: T) => string) {
  let sorted: T[] = [];
  let waiting: T[] = [];

  const compare = (a: T, b: T): number => (wordOf(a) < wordOf(b) ? -1 : 1);

  /** The first place whose word does not come before this one. */
  function placeOf(word: string): number {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const thing = sorted[middle];
      if (thing !== undefined && wordOf(thing) < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function settle(): void {
    if (waiting.length === 0) return;
    if (waiting.length > atOnce) sorted = [...sorted, ...waiting.sort(compare)].sort(compare);
    else for (const thing of waiting) sorted.splice(placeOf(wordOf(thing)), 0, thing);
    waiting = [];
  }

  function add(thing: T): void {
    waiting.push(thing);
  }

  function remove(thing: T): void {
    settle();
    const place = placeOf(wordOf(thing));
    if (sorted[place] === thing) sorted.splice(place, 1);
  }

  /** What begins so, in order, at most so many. */
  function beginningWith(beginning: string, most: number): T[] {
    settle();
    const first = placeOf(beginning);
    let end = first;
    for (let thing = sorted[end]; end < first + most && thing !== undefined; thing = sorted[end]) {
      if (!wordOf(thing).startsWith(beginning)) break;
      end += 1;
    }
    return sorted.slice(first, end);
  }

  return { add, remove, beginningWith };
}

/** So many new words are cheaper sorted together than put in one by one. */
const atOnce = 200;
