/**
 * The letters of a word as bits: a to z, one for digits, one for the rest. Words of which one holds the other have
 * all its bits; words `n` edits apart differ in at most 2n bits. Comparing bits first spares most comparisons of letters.
 */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    if (code >= 97 && code <= 122) letters |= 1 << (code - 97);
    else letters |= code >= 48 && code <= 57 ? 1 << 26 : 1 << 27;
  }
  return letters;
}

/** How many letters stand in only one of two words. */
function lettersApart(a: number, b: number): number {
  let bits = a ^ b;
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * Things with a word each, to be gone through by their letters. The bits and lengths lie in plain arrays of numbers, so
 * that going through 60,000 words takes a tenth of a millisecond.
 */
export function makeLetterList<T>(wordOf: (thing: T) => string) {
  const things: T[] = [];
  const places = new Map<T, number>();
  let letters = new Int32Array(1024);
  let lengths = new Uint8Array(1024);

  function set(place: number, thing: T): void {
    if (place === letters.length) {
      const [oldLetters, oldLengths] = [letters, lengths];
      letters = new Int32Array(2 * place);
      letters.set(oldLetters);
      lengths = new Uint8Array(2 * place);
      lengths.set(oldLengths);
    }
    things[place] = thing;
    places.set(thing, place);
    letters[place] = lettersOf(wordOf(thing));
    lengths[place] = wordOf(thing).length;
  }

  function add(thing: T): void {
    set(things.length, thing);
  }

  /** The last thing takes the place of the removed one. */
  function remove(thing: T): void {
    const place = places.get(thing);
    const last = things.pop();
    if (place === undefined || last === undefined) return;
    places.delete(thing);
    if (last !== thing) set(place, last);
  }

  /** Things whose words have all letters of this one. */
  function holding(word: string): T[] {
    const wanted = lettersOf(word);
    const found: T[] = [];
    for (let place = 0; place < things.length; place += 1) {
      if (((letters[place] ?? 0) & wanted) === wanted) found.push(things[place] as T);
    }
    return found;
  }

  /** Things whose words may be at most so many edits away; to be looked at with `editsBetween`. */
  function within(word: string, edits: number): T[] {
    const wanted = lettersOf(word);
    const found: T[] = [];
    for (let place = 0; place < things.length; place += 1) {
      if (Math.abs((lengths[place] ?? 0) - word.length) > edits) continue;
      if (lettersApart(letters[place] ?? 0, wanted) <= 2 * edits) found.push(things[place] as T);
    }
    return found;
  }

  return { add, remove, holding, within };
}

/**
 * How many letters are wrong, missing, too many or swapped with their neighbour (optimal string alignment), counted no
 * further than `most`; more than that is `most + 1`.
 */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let edits = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + same);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) edits = Math.min(edits, at(before, j - 2) + 1);
      row.push(edits);
      least = Math.min(least, edits);
    }
    if (least > most) return most + 1;
    before = above;
    above = row;
  }
  return Math.min(at(above, b.length), most + 1);
}

const at = (row: number[], place: number): number => row[place] ?? Number.POSITIVE_INFINITY;
