import { expect } from 'chai';
import { makeSearchIndex } from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';
import { expectedQueries } from './expected-queries.ts';

describe('catalogue search: what clerks type', () => {
  const index = makeSearchIndex();
  before(() => index.replaceAll(projectDocuments()));

  for (const { query, kind, expected = [], oneOf = [], found = [] } of expectedQueries) {
    it(`${kind}: ${query}`, () => {
      const { ids } = index.search({ text: query });
      const first = ids.slice(0, 3);
      expect(first).to.include.members(expected);
      if (oneOf.length > 0) expect(first.filter((id) => oneOf.includes(id))).to.not.be.empty;
      expect(ids).to.include.members(found);
    });
  }

  it('names only projects that exist, and says of each query what it must find', () => {
    const ids = projectDocuments().map(({ id }) => id);
    for (const { expected = [], oneOf = [], found = [] } of expectedQueries) {
      expect(ids).to.include.members([...expected, ...oneOf, ...found]);
      expect([...expected, ...oneOf]).to.not.be.empty;
    }
  });

  it('answers a query about nothing we have with nothing', () => {
    for (const text of ['Friedhofsgärtnerei', 'xyzzy', '"Hilfe Lebensunterhalt"']) {
      expect(index.search({ text }).ids, text).to.deep.equal([]);
    }
  });
});
