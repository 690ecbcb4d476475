import { expect } from 'chai';
import { makeSearchIndex } from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';

describe('catalogue search: titles suggested while typing', () => {
  const index = makeSearchIndex();
  before(() => index.replaceAll(projectDocuments()));

  const titles = (typed: string, limit = 5) => index.suggestTitles(typed, limit).map(({ title }) => title);

  const cases: [string, string, string[]][] = [
    ['the beginning of a title', 'beteiligungspl', ['Beteiligungsplattform mitdenken-soest.de']],
    ['a spelling without umlauts', 'buergerwol', ['BürgerWOLKE Soest']],
    ['a part of a compound', 'stadtmod', ['3D-Stadtmodell Soest']],
    ['the end of a compound', 'archivier', ['Digitales Stadtarchiv – Langzeitarchivierung']],
    ['several words, stop words left out', 'gesundheit und der wand', ['Gesundheit und Digitaler Wandel']],
    ['a single letter', 'b', []],
    ['nothing', '  ', []],
    ['what no title holds', 'xyzzy', []],
  ];
  for (const [what, typed, expected] of cases) {
    it(`by ${what}`, () => expect(titles(typed)).to.deep.equal(expected));
  }

  it('puts titles that begin so first and keeps to the limit', () => {
    expect(titles('open', 3)).to.have.length(3);
    expect(titles('smart')[0]).to.match(/^Smart/);
  });

  it('answers slug and id with each title', () => {
    expect(index.suggestTitles('a-bus', 1)).to.deep.equal([
      { id: 'iserlohn-a-bus', slug: 'iserlohn-a-bus', title: 'a-BUS Iserlohn – New Mobility Lab' },
    ]);
  });
});
