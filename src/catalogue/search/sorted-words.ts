/** Letters of the beginnings that are counted: fewer tell little, more keep every word a second time. */
export const countedLetters = 8;

/**
 * Things sorted by a word of theirs, to be looked up by its beginning. Many added at once are sorted in one go, a few
 * are put into their places; removing looks for the place first.
 * @param wordOf the word that decides the place; no two things have the same
 */
export function makeSortedWords<T>(wordOf: (thing: T) => string) {
  let sorted: T[] = [];
  let waiting: T[] = [];
  /** How many words there are with each beginning of so many letters: most look-ups find nothing, and learn it here. */
  const beginnings = new Map<string, number>();

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

  /** Sorts what was added since; else the next look-up does, and waits for it. */
  function settle(): void {
    if (waiting.length === 0) return;
    if (waiting.length > atOnce) sorted = [...sorted, ...waiting.sort(compare)].sort(compare);
    else for (const thing of waiting) sorted.splice(placeOf(wordOf(thing)), 0, thing);
    waiting = [];
  }

  function count(thing: T, by: 1 | -1): void {
    const beginning = wordOf(thing).slice(0, countedLetters);
    const number = (beginnings.get(beginning) ?? 0) + by;
    if (number > 0) beginnings.set(beginning, number);
    else beginnings.delete(beginning);
  }

  function add(thing: T): void {
    waiting.push(thing);
    count(thing, 1);
  }

  function remove(thing: T): void {
    settle();
    const place = placeOf(wordOf(thing));
    if (sorted[place] !== thing) return;
    sorted.splice(place, 1);
    count(thing, -1);
  }

  /** False where surely nothing begins so, which is learnt in no time. */
  const mayBeginWith = (beginning: string): boolean =>
    beginning.length < countedLetters || beginnings.has(beginning.slice(0, countedLetters));

  /** What begins so, in order, at most so many. */
  function beginningWith(beginning: string, most: number): T[] {
    if (!mayBeginWith(beginning)) return [];
    settle();
    const first = placeOf(beginning);
    let end = first;
    for (let thing = sorted[end]; end < first + most && thing !== undefined; thing = sorted[end]) {
      if (!wordOf(thing).startsWith(beginning)) break;
      end += 1;
    }
    return sorted.slice(first, end);
  }

  return { add, remove, settle, mayBeginWith, beginningWith };
}

/** So many new words are cheaper sorted together than put in one by one. */
const atOnce = 200;
