import { expect } from 'chai';
import { derivedForms } from '../../../src/catalogue/search/derivation.ts';
import { makeSearchIndex } from '../../../src/catalogue/search/index.ts';
import { fold } from '../../../src/catalogue/search/normalise.ts';
import { projectDocuments } from './documents.ts';

describe('catalogue search: words of the same family', () => {
  const families: [typed: string, meant: string][] = [
    ['umziehen', 'umzug'],
    ['umgezogen', 'umzug'],
    ['vorgemerkt', 'vormerken'],
    ['anzumelden', 'anmelden'],
    ['geplant', 'planung'],
    ['messen', 'messung'],
    ['städtisch', 'stadt'],
    ['ländlich', 'land'],
    ['musizieren', 'musik'],
    ['fahren', 'fahrt'],
    ['erreichbar', 'erreichen'],
  ];
  for (const [typed, meant] of families) {
    it(`knows ${meant} for ${typed}`, () => {
      expect(derivedForms(fold(typed)).map(({ folded }) => folded)).to.include(fold(meant));
    });
  }

  it('never answers the word itself or a stump', () => {
    for (const word of ['umziehen', 'ab', 'ung', 'zu', 'gen', 'x', '']) {
      const forms = derivedForms(word).map(({ folded }) => folded);
      expect(forms).to.not.include(word);
      expect(forms.filter((form) => form.length < 3)).to.deep.equal([]);
    }
  });

  it('finds a noun by its verb only where the verb stands nowhere', () => {
    const index = makeSearchIndex();
    index.replaceAll(projectDocuments());
    expect(index.search({ text: 'umgezogen' }).ids).to.include('soest-buergerdienste-umzug');
    expect(index.search({ text: 'integrieren' }).ids[0]).to.equal('solingen-integration');
  });
});
