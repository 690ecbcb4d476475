/** Keys to be found in texts. */
export type Wanted = {
  size: number;
  has(key: string): boolean;
  /** False where the word from `start` to `end` of a text surely has none of the keys, learnt from three letters. */
  mayBe(text: string, start: number, end: number): boolean;
};

const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const letters = alphabet.length;
/** What no letter of the alphabet stands for. */
const unknown = letters;
/** Code units below this one are told apart by a table. */
const tabled = 0x180;
const letterOf = Uint8Array.from({ length: tabled }, (_, unit) => plainLetter(String.fromCharCode(unit)));
const e = alphabet.indexOf('e');
/** After these, "ae", "oe" and "ue" stand for an umlaut no more than "neue" does; see `fold`. */
const beforeNoUmlaut = lettersIn('aeiouyq');
const maybeUmlaut = lettersIn('aou');

/** The place of a letter in the alphabet. Umlauts are their vowel, as `fold` spells them; k and z are one, as stems swap them. */
function plainLetter(sign: string): number {
  const place = alphabet.indexOf(sign.toLowerCase().replace('k', 'z'));
  const umlaut = 'äöü'.indexOf(sign.toLowerCase());
  return place >= 0 ? place : umlaut >= 0 ? alphabet.indexOf('aou'.charAt(umlaut)) : unknown;
}

function lettersIn(text: string): Uint8Array {
  return Uint8Array.from({ length: letters + 1 }, (_, place) =>
    Number(text.includes(alphabet[place] ?? '-')),
  );
}

const letterAt = (text: string, at: number): number => letterOf[text.charCodeAt(at)] ?? unknown;

/**
 * Prepares keys for a look through many texts. A key begins with the same three letters as the folded word that it
 * belongs to, so that most words need not be folded and stemmed to know that they have none of a few keys.
 */
export function wantedKeys(keys: Iterable<string>): Wanted {
  const all = new Set(keys);
  const beginnings = new Uint8Array(letters ** 3);
  for (const key of all) {
    const place = beginningOf(key, 0, key.length);
    if (place >= 0) beginnings[place] = 1;
  }
  return {
    size: all.size,
    has: (key) => all.has(key),
    mayBe(text, start, end) {
      const place = beginningOf(text, start, end);
      return place < 0 || beginnings[place] === 1;
    },
  };
}

/** A number for the first three letters as `fold` spells them; -1 where they are not all of the alphabet. */
function beginningOf(text: string, start: number, end: number): number {
  let at = start;
  let number = 0;
  let before = unknown;
  for (let place = 0; place < 3; place += 1) {
    const letter = at < end ? letterAt(text, at) : unknown;
    if (letter === unknown) return -1;
    number = number * letters + letter;
    at += 1;
    if (maybeUmlaut[letter] && !beforeNoUmlaut[before] && letterAt(text, at) === e) {
      before = e;
      at += 1;
    } else before = letter;
  }
  return number;
}
