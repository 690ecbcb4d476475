import type { Bookmark } from './bookmarks.service.ts';

/** Whose bookmarks are shown. */
export const scopes = ['alle', 'eigene', 'geteilte'] as const;
export type Scope = (typeof scopes)[number];

const scopeLabels: Record<Scope, string> = {
  alle: 'Alle',
  eigene: 'Nur meine',
  geteilte: 'Nur von anderen geteilte',
};

export type BookmarkFilter = { scope: Scope; words: string };

/** Reads the filter of the list from a query; what is unknown is left out. */
export function parseBookmarkFilter(query: Record<string, unknown>): BookmarkFilter {
  const scope = scopes.find((one) => one === query.zeigen) ?? 'alle';
  return { scope, words: typeof query.q === 'string' ? query.q.slice(0, 200).trim() : '' };
}

/** What the page of bookmarks shows. */
export function bookmarksView(all: Bookmark[], filter: BookmarkFilter) {
  const items = all.filter((one) => inScope(one, filter.scope) && holds(one, filter.words));
  const usable = items.filter(({ solution }) => !solution.withdrawn).length;
  return {
    items,
    total: all.length,
    filter,
    scopes: scopes.map((value) => ({ value, label: scopeLabels[value] })),
    /** How many of the shown ones are published. */
    usable,
    comparable: usable > 1,
  };
}

const inScope = ({ own }: Bookmark, scope: Scope): boolean =>
  scope === 'alle' || own === (scope === 'eigene');

/** Every word stands in title, provider, note or name. */
function holds({ solution, note, by }: Bookmark, words: string): boolean {
  const text = lower(`${solution.title} ${solution.provider} ${note} ${by}`);
  return lower(words)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const lower = (text: string): string => text.normalize('NFC').toLocaleLowerCase('de');
