import { expect } from 'chai';
import { fold, joinedParts, stem, wordGroups } from '../../../src/catalogue/search/normalise.ts';

describe('catalogue search: normalisation', () => {
  const sameKey = [
    ['Mängel', 'Maengel', 'mangel', 'MÄNGEL', 'Ma\u0308ngel'],
    ['Straße', 'Strasse', 'STRASSE', 'straßen'],
    ['Bürgerbüro', 'Buergerbuero', 'burgerburo', 'Bürgerbüros'],
    ['Öcher', 'Oecher', 'ocher'],
    ['Kita', 'Kitas'],
    ['App', 'Apps'],
    ['Dorf', 'Dörfer', 'Doerfern', 'Dorfes'],
    ['Krankenhaus', 'Krankenhäuser', 'Krankenhaeusern'],
    ['elektronische', 'elektronischen', 'elektronischer'],
    ['Bürger', 'Bürger:innen', 'Bürger*innen', 'Bürger_innen'],
    ['Bürgerrat', 'Bürger:innenrat'],
    ['Beraterin', 'Beraterinnen', 'Berater'],
    ['integrieren', 'integriert', 'Integration'],
    ['kommunizieren', 'Kommunikation'],
    ['Papier', 'Papiere', 'Papieren'],
  ];
  for (const spellings of sameKey) {
    it(`one key for ${spellings.join(', ')}`, () => {
      const keys = new Set(spellings.map((spelling) => wordGroups(spelling)[0]?.[0]?.key));
      expect([...keys]).to.have.length(1);
    });
  }

  const kept: [string, string][] = [
    ['neue', 'neue'],
    ['Quelle', 'quelle'],
    ['Steuer', 'steuer'],
    ['Bauen', 'bauen'],
    ['Israel', 'isral'],
    ['3D', '3d'],
  ];
  for (const [word, folded] of kept) {
    it(`folds ${word} to ${folded}`, () => expect(fold(word)).to.equal(folded));
  }

  it('keeps different words apart', () => {
    expect(stem(fold('Kita'))).to.not.equal(stem(fold('Kiste')));
    expect(stem(fold('Schwerin'))).to.not.equal(stem(fold('schwer')));
    expect(stem(fold('Bund'))).to.not.equal(stem(fold('Hund')));
  });

  const groups: [string, string[][]][] = [
    ['E-Akte im Kreis', [['e', 'akte'], ['im'], ['kreis']]],
    ['Bergisch.Smart_Mobility', [['bergisch', 'smart', 'mobility']]],
    ['Ende. Anfang', [['ende'], ['anfang']]],
    ['Bus – Bahn / Rad', [['bus'], ['bahn'], ['rad']]],
    ['360°-Bilder', [['360'], ['bilder']]],
    ['(a+)+$ .* \\w', [['a'], ['w']]],
    ['', []],
  ];
  for (const [text, expected] of groups) {
    it(`takes "${text}" apart`, () => {
      const spellings = wordGroups(text).map((group) => group.map(({ folded }) => folded));
      expect(spellings).to.deep.equal(expected);
    });
  }

  it('joins the parts of hyphen compounds', () => {
    const [group = []] = wordGroups('On-Demand-Bus');
    expect(joinedParts(group).map(({ folded }) => folded)).to.deep.equal([
      'ondemand',
      'ondemandbus',
      'demandbus',
    ]);
  });

  it('says where each word stands', () => {
    const text = 'Der Mängelmelder';
    const [, [word] = []] = wordGroups(text);
    expect(text.slice(word?.start, word?.end)).to.equal('Mängelmelder');
  });
});
