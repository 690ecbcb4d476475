/** Code units below this one are told apart by a table, the few others one by one. */
const tabled = 0x250;
const wordUnit = /[\p{L}\p{M}\p{N}]/u;
const isWord = Uint8Array.from({ length: tabled }, (_, unit) =>
  Number(wordUnit.test(String.fromCharCode(unit))),
);
const glue = new Set([..."-\u2010\u2011_.·:*'’"].map((sign) => sign.charCodeAt(0)));
/** What one code unit does not tell: surrogate pairs, and "Bürger:innen" as one word. */
const needsReading = /[\ud800-\udfff]|[:*_]innen/;

/** False for the few texts whose words are told only by reading them with the whole pattern of a word. */
export const isScannable = (text: string): boolean => !needsReading.test(text);

/** Where the next word begins; the length of the text where there is none. */
export function wordStart(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isWordAt(text, at)) at += 1;
  return at;
}

/** Where a word that is under way ends. */
export function wordEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && isWordAt(text, at)) at += 1;
  return at;
}

/** Whether only one sign stands between two words, one that joins the parts of a compound ("E-Akte"). */
export function isGlued(text: string, end: number, nextStart: number): boolean {
  return nextStart === end + 1 && glue.has(text.charCodeAt(end));
}

function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit < tabled ? isWord[unit] === 1 : wordUnit.test(text.charAt(at));
}
