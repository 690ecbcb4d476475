import { type Find, findsIn } from './finds.ts';
import type { Wanted } from './wanted.ts';

/** A piece of a text, to be escaped and printed by the page; `marked` where it is a find. */
export type Segment = { text: string; marked: boolean };

const passageLength = 200;
const maxText = 20_000;

/**
 * Marks the finds of a search in a text and picks its best passage.
 * @param text plain text; only its first 20,000 characters are looked at
 * @param wanted of what `search` answered as `matchedTerms`
 * @param length how long the passage may be in characters; a text not longer comes back whole
 * @returns pieces that make the passage, with "… " or " …" where it was cut; never HTML
 */
export function highlight(text: string, wanted: Wanted, length = passageLength): Segment[] {
  const plain = text.slice(0, maxText);
  const finds = findsIn(plain, wanted);
  const [from, to] = passage(plain, finds, length);
  const segments: Segment[] = [];
  const put = (piece: string, marked: boolean) => {
    if (piece !== '') segments.push({ text: piece, marked });
  };
  let at = from;
  if (from > 0) put('… ', false);
  for (const { start, end } of finds) {
    if (start < at || end > to) continue;
    put(plain.slice(at, start), false);
    put(plain.slice(start, end), true);
    at = end;
  }
  put(plain.slice(at, to), false);
  if (to < text.length) put(' …', false);
  return segments;
}

/** The window with the most different finds, then the most finds, then the earliest; cut between words. */
function passage(text: string, finds: Find[], length: number): [number, number] {
  if (text.length <= length) return [0, text.length];
  let best = { start: 0, end: 0, different: 0, all: 0 };
  for (const [place, { start, end }] of finds.entries()) {
    const different = new Set<string>();
    const window = { start, end, different: 0, all: 0 };
    for (let next = place; next < finds.length; next += 1) {
      const find = finds[next];
      if (!find || find.end > start + length) break;
      different.add(find.key);
      window.end = find.end;
      window.all += 1;
    }
    window.different = different.size;
    if (window.different > best.different || (window.different === best.different && window.all > best.all)) {
      best = window;
    }
  }
  const spare = Math.floor((length - (best.end - best.start)) / 2);
  const from = wordStart(text, Math.max(0, best.start - spare), best.start);
  const to = from + length;
  return [from, to >= text.length ? text.length : wordEnd(text, to, best.end)];
}

function wordStart(text: string, at: number, latest: number): number {
  if (at === 0) return 0;
  const start = text.indexOf(' ', at - 1) + 1;
  return start === 0 || start > latest ? at : start;
}

function wordEnd(text: string, at: number, earliest: number): number {
  const space = text.lastIndexOf(' ', at);
  return space < earliest || space <= 0 ? at : space;
}
