import { expect } from 'chai';
import { makeSearchIndex, perFacet, type SearchDocument } from '../../../src/catalogue/search/index.ts';

/** Holds the word "Quittenernte": everywhere, or mentioned once at the end of much else. */
function document(id: string, relevance: 'title' | 'mention', reuseCount: number): SearchDocument {
  const other = 'Wege, Brunnen, Hecken, Zäune, Mauern und Bänke werden gepflegt. '.repeat(40);
  return {
    id,
    slug: id,
    title: relevance === 'title' ? 'Quittenernte' : 'Grünpflege',
    summary: relevance === 'title' ? 'Quittenernte' : '',
    description: relevance === 'title' ? 'Quittenernte' : `${other} Quittenernte`,
    fields: relevance === 'title' ? [{ name: 'topics', text: 'Quittenernte', weight: 3 }] : [],
    facets: perFacet(() => []),
    publishedAt: new Date('2026-01-01T00:00:00Z'),
    reuseCount,
  };
}

describe('catalogue search: sorted by reuse', () => {
  function sorted(documents: SearchDocument[], sort: 'reused' | 'relevance' = 'reused'): string[] {
    const index = makeSearchIndex();
    index.replaceAll(documents);
    return index.search({ text: 'Quittenernte', sort }).ids;
  }

  for (const most of [1, 2, 30, 4000])
    it(`puts ${most} reuses before ${most - 1}, however much better the other one fits`, () => {
      const documents = [document('fits', 'title', most - 1), document('reused', 'mention', most)];
      expect(sorted(documents, 'relevance'), 'the other one fits better').to.deep.equal(['fits', 'reused']);
      expect(sorted(documents)).to.deep.equal(['reused', 'fits']);
    });

  it('puts what fits better first among equally often reused ones', () => {
    const documents = [
      document('a-mention', 'mention', 7),
      document('b-mention', 'mention', 8),
      document('c-title', 'title', 7),
      document('d-title', 'title', 8),
    ];
    expect(sorted(documents)).to.deep.equal(['d-title', 'b-mention', 'c-title', 'a-mention']);
  });
});
