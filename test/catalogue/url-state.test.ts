import { parse } from 'node:querystring';
import { expect } from 'chai';
import fc from 'fast-check';
import { facetNames, perFacet, sorts } from '../../src/catalogue/search/index.ts';
import { type CatalogueQuery, parseCatalogueQuery, toQueryString } from '../../src/catalogue/url-state.ts';

const plain: CatalogueQuery = { q: '', filters: perFacet(() => []), sort: 'relevance', page: 1 };

describe('catalogue: state in the address', () => {
  const values = fc
    .uniqueArray(fc.stringMatching(/^[A-Za-zÄÖÜäöüß0-9&=+%.-]([A-Za-zäöü&=+% -]{0,30}[a-zäöü])?$/), {
      maxLength: 20,
    })
    .map((list) => list.map((value) => value.replace(/\s+/g, ' ')))
    .map((list) => [...new Set(list)].sort());
  const states: fc.Arbitrary<CatalogueQuery> = fc.record({
    q: fc.string({ unit: 'grapheme', maxLength: 80 }).map((q) => parseCatalogueQuery({ q }).q),
    filters: fc.tuple(...facetNames.map(() => values)).map((lists) => {
      const byFacet = new Map(facetNames.map((facet, place) => [facet, lists[place] ?? []]));
      return perFacet((facet) => byFacet.get(facet) ?? []);
    }),
    sort: fc.constantFrom(...sorts),
    page: fc.integer({ min: 1, max: 10_000 }),
  });

  it('comes back as it went out', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseCatalogueQuery(parse(toQueryString(state)))).to.deep.equal(state);
      }),
    );
  });

  it('has one address per state, whatever was typed', () => {
    const typed = fc.dictionary(
      fc.constantFrom('q', 'thema', 'region', 'lizenz', 'sortierung', 'seite', '__proto__', 'x'),
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.array(fc.string(), { maxLength: 30 }),
        fc.constant(null),
        fc.object(),
      ),
    );
    fc.assert(
      fc.property(typed, (query) => {
        const state = parseCatalogueQuery(query);
        const address = toQueryString(state);
        expect(parseCatalogueQuery(parse(address))).to.deep.equal(state);
        expect(toQueryString(parseCatalogueQuery(parse(address)))).to.equal(address);
      }),
    );
  });

  it('is empty for the plain catalogue', () => {
    expect(toQueryString(plain)).to.equal('');
    for (const query of [{}, null, undefined, 'q=1', 7, [], { seite: '1', sortierung: 'relevanz', q: ' ' }]) {
      expect(parseCatalogueQuery(query)).to.deep.equal(plain);
    }
  });

  it('speaks German, in one order', () => {
    const state: CatalogueQuery = {
      q: 'Rufbus & Bahn',
      filters: { ...plain.filters, reused: ['ja'], topic: ['Verwaltung', 'Mobilität'], modelRegion: ['owl'] },
      sort: 'newest',
      page: 2,
    };
    expect(toQueryString(state)).to.equal(
      'q=Rufbus+%26+Bahn&thema=Mobilit%C3%A4t&thema=Verwaltung&region=owl&nachgenutzt=ja&sortierung=neueste&seite=2',
    );
  });

  const tolerated: [string, Record<string, unknown>, Partial<CatalogueQuery>][] = [
    ['an unknown sort', { sortierung: 'zufall' }, {}],
    ['a sort in English', { sortierung: 'newest' }, {}],
    ['a page that is no number', { seite: 'zwei' }, {}],
    ['a negative page', { seite: '-1' }, {}],
    ['a page beyond all', { seite: '99999' }, { page: 10_000 }],
    ['a repeated q, of which the first counts', { q: ['eins', 'zwei'] }, { q: 'eins' }],
    ['objects', { q: { $ne: '' }, thema: { $in: ['a'] }, seite: ['2', '3'] }, { page: 2 }],
    ['control characters', { q: 'a\0b\u0007 c' }, { q: 'a b c' }],
    ['decomposed umlauts', { q: 'Ma\u0308ngel' }, { q: 'Mängel' }],
    ['a text that is too long', { q: 'a'.repeat(10_000) }, { q: 'a'.repeat(300) }],
  ];
  for (const [name, query, expected] of tolerated) {
    it(`tolerates ${name}`, () => {
      expect(parseCatalogueQuery(query)).to.deep.equal({ ...plain, ...expected });
    });
  }

  it('keeps repeated values once, at most twenty, and only known ones', () => {
    const many = Array.from({ length: 50 }, (_, number) => `thema ${number}`);
    expect(parseCatalogueQuery({ thema: many }).filters.topic).to.have.length(20);
    expect(parseCatalogueQuery({ thema: ['b', 'a', 'b', ''] }).filters.topic).to.deep.equal(['a', 'b']);
    const known = { topic: new Set(['Verwaltung']) };
    expect(parseCatalogueQuery({ thema: ['Verwaltung', 'Unsinn'] }, known).filters.topic).to.deep.equal([
      'Verwaltung',
    ]);
  });
});
