import { expect } from 'chai';
import { makeSearchIndex } from '../../../src/catalogue/search/index.ts';
import { wordGroups } from '../../../src/catalogue/search/normalise.ts';
import { makeSynonyms } from '../../../src/catalogue/search/synonyms.ts';
import { projectDocuments } from './documents.ts';

const words = (text: string) => wordGroups(text).flat();

describe('catalogue search: other words for the same', () => {
  const groups = [
    ['Mängelmelder', 'Schadensmelder', 'Schäden melden'],
    ['Straße', 'Weg'],
  ];
  const synonyms = makeSynonyms(groups, [['Mängelmelder', 'Schlagloch', 'Straße']]);
  const others = (text: string) =>
    synonyms.of(words(text)).map(({ text: other, nearness }) => `${other} ${nearness}`);

  it('are those of the group, except what ends in a verb, which is only typed', () => {
    expect(others('Mängelmelder')).to.deep.equal(['Schadensmelder 1']);
    expect(others('Schäden melden')).to.deep.equal(['Mängelmelder 1', 'Schadensmelder 1']);
  });

  it('lead from what belongs to a matter to the matter, and count less', () => {
    expect(others('Schlagloch')).to.deep.equal(['Mängelmelder 0.5']);
    expect(others('Pflasterstein')).to.deep.equal([]);
    expect(others('Straßen')).to.have.members(['Weg 1', 'Mängelmelder 0.5']);
    expect(others('Mängelmelder').join()).to.not.contain('Schlagloch');
  });

  it('are spelled right: no other word is looked for instead', () => {
    const index = makeSearchIndex([['Winterdienst', 'Schneeräumen']]);
    index.replaceAll(projectDocuments());
    expect(index.search({ text: 'Winterdienst' }).understood.corrected).to.deep.equal([]);
    expect(index.search({ text: 'Winterdienst' }).ids).to.deep.equal([]);
    const without = makeSearchIndex([]);
    without.replaceAll(projectDocuments());
    expect(without.search({ text: 'Winterdienst' }).understood.corrected).to.not.be.empty;
  });

  it('do not outdo the word itself', () => {
    const index = makeSearchIndex();
    index.replaceAll(projectDocuments());
    for (const [text, id] of [
      ['Wohnungsgeberbestätigung', 'govchain-nrw'],
      ['Erfassungsbogen', 'paderborn-zeonline'],
    ] as const)
      expect(index.search({ text }).ids[0], text).to.equal(id);
  });
});
