import { remembered } from '../../shared/remembered.ts';
import { joinedParts, wordGroups } from './normalise.ts';
import type { Wanted } from './wanted.ts';
import { isGlued, isScannable, wordEnd, wordStart } from './word-scan.ts';

/** A find in a text: UTF-16 offsets and the key it was found by. */
export type Find = { start: number; end: number; key: string };

const bounds = { most: 100_000, longest: 60 };
const compoundIn = remembered(readIn, bounds);
const keyOf = remembered((word) => wordGroups(word)[0]?.[0]?.key ?? '', bounds);

/**
 * Where these keys stand in a text, one after the other, longer ones first. The same as reading the whole text by
 * `wordGroups`, which takes several times as long: a page of results reads sixty texts.
 */
export function findsIn(text: string, wanted: Wanted): Find[] {
  if (wanted.size === 0) return [];
  const finds = isScannable(text)
    ? scannedIn(text, wanted)
    : readIn(text).filter(({ key }) => wanted.has(key));
  const kept: Find[] = [];
  for (const find of finds) if (find.start >= (kept.at(-1)?.end ?? 0)) kept.push(find);
  return kept;
}

function scannedIn(text: string, wanted: Wanted): Find[] {
  const finds: Find[] = [];
  let at = 0;
  for (;;) {
    const start = wordStart(text, at);
    if (start === text.length) return finds;
    let end = wordEnd(text, start);
    let parts = 1;
    for (let next = wordStart(text, end); next < text.length && isGlued(text, end, next); ) {
      end = wordEnd(text, next);
      next = wordStart(text, end);
      parts += 1;
    }
    if (parts > 1) {
      for (const find of compoundIn(text.slice(start, end)))
        if (wanted.has(find.key)) finds.push({ ...find, start: find.start + start, end: find.end + start });
    } else if (wanted.mayBe(text, start, end)) {
      const key = keyOf(text.slice(start, end));
      if (wanted.has(key)) finds.push({ start, end, key });
    }
    at = end;
  }
}

/** Every word and every compound of neighbouring parts. */
function readIn(text: string): Find[] {
  return wordGroups(text)
    .flatMap((group) => [...group, ...joinedParts(group)])
    .map(({ start, end, key }) => ({ start, end, key }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}
