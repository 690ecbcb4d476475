import { expect } from 'chai';
import fc from 'fast-check';
import {
  highlight,
  makeSearchIndex,
  maxQueryLength,
  wantedKeys,
} from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';

/** Milliseconds, the best of three: a busy machine may stop one run, a regular expression run wild stops all. */
const limit = 200;

describe('catalogue search: hostile input', () => {
  const index = makeSearchIndex();
  before(() => {
    index.replaceAll(projectDocuments());
    index.search({ text: 'Aufwärmen' });
  });

  const hostile: [string, string][] = [
    ['10,000 letters', 'a'.repeat(10_000)],
    ['10,000 characters of words', 'Mängelmeldr Hundesteur xqzw '.repeat(360)],
    ['a nested quantifier', '(a+)+$'],
    ['many wild cards', '.*'.repeat(100)],
    ['operators', '{"$ne": null} $where __proto__ constructor toString'],
    ['open quotes', '"'.repeat(5000)],
    ['minuses', '-'.repeat(5000)],
    ['minus words', '-a '.repeat(2000)],
    ['combining marks', `a${'\u0308'.repeat(9000)}`],
    ['lone surrogates', '\ud800'.repeat(300)],
    ['control characters', '\0\u202e\u0007'.repeat(100)],
    ['many hyphens', 'a-'.repeat(5000)],
  ];
  for (const [name, text] of hostile) {
    it(`answers ${name} quickly`, () => {
      const times = [1, 2, 3].map(() => {
        const start = performance.now();
        expect(index.search({ text }).total).to.be.within(0, 62);
        return performance.now() - start;
      });
      expect(Math.min(...times)).to.be.below(limit);
    });
  }

  it('takes what looks like a pattern literally', () => {
    expect(index.search({ text: '.*' }).understood.mode).to.equal('everything');
    expect(index.search({ text: 'Hunde.*er' }).ids).to.not.have.length(62);
    expect(index.search({ text: 'constructor' }).ids).to.deep.equal([]);
    expect(index.search({ text: '__proto__' }).ids).to.deep.equal([]);
  });

  it('looks at the beginning of a text that is too long, and says so', () => {
    const { ids, understood } = index.search({
      text: `Blockchain ${' '.repeat(maxQueryLength)} Hundesteuer`,
    });
    expect(ids).to.deep.equal(['govchain-nrw']);
    expect(understood.shortened).to.equal(true);
    expect(index.search({ text: 'eins zwo drei '.repeat(10) }).understood.terms).to.have.length.of.at.most(
      12,
    );
  });

  it('answers any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { ids, matchedTerms } = index.search({ text });
        expect(new Set(ids).size).to.equal(ids.length);
        highlight(text, wantedKeys(matchedTerms));
      }),
      { numRuns: 300 },
    );
  });
});
