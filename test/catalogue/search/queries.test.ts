import { expect } from 'chai';
import { makeSearchIndex } from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';
import { expectedQueries } from './expected-queries.ts';
import { qualityByKind } from './quality.ts';

describe('catalogue search: what clerks type', () => {
  const index = makeSearchIndex();
  before(() => index.replaceAll(projectDocuments()));

  it('finds what is expected within the first three: 95 % of all, 90 % of every kind', () => {
    for (const [kind, { recall, queries, missed }] of qualityByKind(index, expectedQueries)) {
      const least = kind === 'all' ? 0.95 : 0.9;
      expect(recall, `${kind}; missed: ${missed.join(', ')}`).to.be.at.least(least);
      if (kind !== 'region') expect(queries, kind).to.be.at.least(12);
    }
  });

  it('finds at all whatever else belongs to a query', () => {
    for (const { query, found = [] } of expectedQueries) {
      expect(index.search({ text: query }).ids, query).to.include.members(found);
    }
  });

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
