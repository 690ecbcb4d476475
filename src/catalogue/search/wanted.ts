/** Keys to be found in texts. */
export type Wanted = {
  size: number;
  has(key: string): boolean;
  /** False where the word from `start` to `end` of a text surely has none of the keys, learnt from two letters. */
  mayBe(text: string, start: number, end: number): boolean;
};

const letters = 26;
/** Code units below this one are told apart by a table. */
const tabled = 0x180;
const unknown = letters;
const letterOf = Uint8Array.from({ length: tabled }, (_, unit) => plainLetter(String.fromCharCode(unit)));
const [a, e, o, u] = [...'aeou'].map((letter) => letter.charCodeAt(0) - 97);

/** The number of a letter of the alphabet; umlauts are that of their vowel, as `fold` spells them. */
function plainLetter(sign: string): number {
  const place = 'abcdefghijklmnopqrstuvwxyz'.indexOf(sign.toLowerCase());
  const umlaut = 'äöü'.indexOf(sign.toLowerCase());
  return place >= 0 ? place : umlaut >= 0 ? 'aou'.charCodeAt(umlaut) - 97 : unknown;
}

const letterAt = (text: string, at: number): number => letterOf[text.charCodeAt(at)] ?? unknown;

/**
 * Prepares keys for a look through many texts. A key begins with the same two letters as the folded word that it
 * belongs to, so nine words in ten need not be folded and stemmed to know that they are none of a few keys.
 */
export function wantedKeys(keys: Iterable<string>): Wanted {
  const all = new Set(keys);
  const beginnings = new Uint8Array(letters * letters);
  for (const key of all) {
    const [first, second] = [letterAt(key, 0), letterAt(key, 1)];
    if (first < letters && second < letters) beginnings[first * letters + second] = 1;
  }
  return {
    size: all.size,
    has: (key) => all.has(key),
    mayBe(text, start, end) {
      const first = letterAt(text, start);
      // "ae" at the beginning is the same letter as "ä".
      const vowel = first === a || first === o || first === u;
      const next = vowel && letterAt(text, start + 1) === e ? start + 2 : start + 1;
      const second = next < end ? letterAt(text, next) : unknown;
      return first === unknown || second === unknown || beginnings[first * letters + second] === 1;
    },
  };
}
