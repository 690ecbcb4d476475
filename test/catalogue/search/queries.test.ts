import { expect } from 'chai';
import { makeSearchIndex } from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';
import { expectedQueries } from './expected-queries.ts';

describe('catalogue search: what clerks type', () => {
  const index = makeSearchIndex();
  before(() => index.replaceAll(projectDocuments()));

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
