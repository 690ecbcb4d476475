import { compareText } from '../../shared/german.ts';
import { isStopWord, wordGroups } from './normalise.ts';

/** A title as it is suggested while somebody types. */
export type TitleSuggestion = { id: string; slug: string; title: string };

/** What of a document its suggestion needs; `titleWords` are folded and in their order. */
export type Titled = TitleSuggestion & { titleWords: string[]; reuseCount: number };

/**
 * Titles that hold every typed word, the last one as a beginning or inside a compound ("modell" suggests
 * "3D-Stadtmodell"). First those that begin so, then those whose word begins so, within each the most reused.
 * @param documents all that may be suggested; looked at one by one, about 2 ms for 10,000
 * @param typed what stands in the field; fewer than two letters suggest nothing
 */
export function suggestedTitles(
  documents: Iterable<Titled>,
  typed: string,
  limit: number,
): TitleSuggestion[] {
  const typedWords = wordGroups(typed).flat();
  const words = typedWords.map(({ folded }) => folded);
  const last = words.at(-1);
  if (!last || words.join('').length < 2) return [];
  const before = typedWords.slice(0, -1).filter((word) => !isStopWord(word));
  const found: { document: Titled; rank: number }[] = [];
  for (const document of documents) {
    const { titleWords } = document;
    if (!before.every(({ folded }) => titleWords.some((own) => own.startsWith(folded)))) continue;
    const begins = titleWords.some((own) => own.startsWith(last));
    if (!begins && !(last.length > 3 && titleWords.some((own) => own.includes(last)))) continue;
    const leads = words.every((word, place) => titleWords[place]?.startsWith(word));
    found.push({ document, rank: leads ? 0 : begins ? 1 : 2 });
  }
  return found
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        b.document.reuseCount - a.document.reuseCount ||
        compareText(a.document.title, b.document.title),
    )
    .slice(0, limit)
    .map(({ document: { id, slug, title } }) => ({ id, slug, title }));
}
