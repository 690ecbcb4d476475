import type { Connection } from 'mongoose';
import type { Organisations } from '../organisations/index.ts';
import type { Solutions } from '../solutions/index.ts';
import { makeBookmarkModel } from './bookmarks/bookmark.model.ts';
import { makeBookmarks } from './bookmarks/bookmarks.service.ts';
import { makePersonalBookmarks } from './bookmarks/personal-records.ts';
import type { Catalogue } from './catalogue.ts';
import { makePersonalSearches } from './saved-searches/personal-records.ts';
import { makeSavedSearchModel } from './saved-searches/saved-search.model.ts';
import { makeSavedSearches } from './saved-searches/saved-searches.service.ts';

export type KeptOptions = {
  connection: Connection;
  catalogue: Pick<Catalogue, 'matching'>;
  solutions: Pick<Solutions, 'publishedBySlug' | 'referencesByIds' | 'publishedSince'>;
  organisations: Pick<Organisations, 'todayByIds' | 'activeMembersWithRole'>;
  namesOf(userIds: Iterable<string>): Promise<Map<string, string>>;
  now: () => Date;
};

/** What people keep of the catalogue: solutions (Merkliste) and searches (Suchaufträge). */
export function makeKept({ connection, catalogue, ...shared }: KeptOptions) {
  const bookmarks = makeBookmarkModel(connection);
  const searches = makeSavedSearchModel(connection);
  return {
    bookmarks: makeBookmarks({ model: bookmarks, ...shared }),
    savedSearches: makeSavedSearches({ model: searches, matching: catalogue.matching, ...shared }),
    /** For export and erasure of a person's data. */
    personalRecords: [makePersonalBookmarks(bookmarks), makePersonalSearches(searches)],
  };
}

export type Kept = ReturnType<typeof makeKept>;
