import { expect } from 'chai';
import fc from 'fast-check';
import {
  type FacetName,
  type Filters,
  facetNames,
  makeSearchIndex,
  type SearchDocument,
} from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';

describe('catalogue search: facets', () => {
  const documents = projectDocuments();
  const index = makeSearchIndex();
  before(() => index.replaceAll(documents));

  // Few facets at once: with half of all of them hardly any document is left to count.
  const filters: fc.Arbitrary<Filters> = fc.subarray([...facetNames], { maxLength: 3 }).chain((facets) =>
    fc.record(
      Object.fromEntries(
        facets.map((facet) => {
          const values = [...valuesOf(facet), 'gibt es nicht'];
          return [facet, fc.subarray(values, { minLength: 1, maxLength: Math.min(3, values.length) })];
        }),
      ),
    ),
  );
  const texts = fc.constantFrom('', 'Verwaltung', 'digital', 'Mobilität App', '-Soest', 'xyzzy');

  function valuesOf(facet: FacetName): string[] {
    return [...new Set(documents.flatMap((document) => document.facets[facet]))];
  }

  function fits(document: SearchDocument, chosen: Filters, but?: FacetName): boolean {
    return facetNames.every((facet) => {
      const values = chosen[facet] ?? [];
      if (facet === but || values.length === 0) return true;
      return document.facets[facet].some((value) => values.includes(value));
    });
  }

  it('keeps what fits, within a facet any, across facets all', () => {
    fc.assert(
      fc.property(filters, texts, (chosen, text) => {
        const unfiltered = new Set(index.search({ text }).ids);
        const expected = documents.filter((one) => unfiltered.has(one.id) && fits(one, chosen));
        const { ids, total } = index.search({ text, filters: chosen });
        expect(ids).to.have.members(expected.map(({ id }) => id));
        expect(total).to.equal(expected.length);
      }),
    );
  });

  it('counts as a brute-force count does, each facet without its own choice', () => {
    fc.assert(
      fc.property(filters, texts, (chosen, text) => {
        const found = new Set(index.search({ text }).ids);
        const { facets } = index.search({ text, filters: chosen });
        for (const facet of facetNames) {
          const open = documents.filter((one) => found.has(one.id) && fits(one, chosen, facet));
          const expected = new Map<string, number>();
          for (const value of chosen[facet] ?? []) expected.set(value, 0);
          for (const value of valuesOf(facet)) {
            const number = open.filter((one) => one.facets[facet].includes(value)).length;
            if (number > 0) expected.set(value, number);
          }
          expect(new Map(facets[facet].map(({ value, count }) => [value, count]))).to.deep.equal(expected);
        }
      }),
    );
  });

  it('lists the commonest value first', () => {
    const { topic } = index.search({ text: '' }).facets;
    expect(topic[0]).to.deep.equal({ value: 'Verwaltung', count: 29 });
    expect(topic.map(({ count }) => count)).to.deep.equal(
      topic.map(({ count }) => count).sort((a, b) => b - a),
    );
  });
});
