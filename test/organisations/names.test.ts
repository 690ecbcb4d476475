import { expect } from 'chai';
import { fullNameOf, searchKeysOf, typedWords } from '../../src/organisations/registry/names.ts';

describe('names of organisations', () => {
  const fullNames: [kind: string, name: string, full: string][] = [
    ['Stadt', 'Soest', 'Stadt Soest'],
    ['kreisfreie Stadt', 'Münster', 'Stadt Münster'],
    ['Stadtkreis', 'Stuttgart', 'Stadt Stuttgart'],
    ['Große Kreisstadt', 'Pirna', 'Stadt Pirna'],
    ['Markt', 'Münsterhausen', 'Markt Münsterhausen'],
    ['Kreis', 'Soest', 'Kreis Soest'],
    ['Kreis', 'Märkischer Kreis', 'Märkischer Kreis'],
    ['Kreis', 'Hochsauerlandkreis', 'Hochsauerlandkreis'],
    ['Kreis', 'Rhein-Kreis Neuss', 'Rhein-Kreis Neuss'],
    ['Landkreis', 'Fürth', 'Landkreis Fürth'],
    ['Landkreis', 'Region Hannover', 'Region Hannover'],
    ['Landkreis', 'Landkreis Rostock', 'Landkreis Rostock'],
    ['Städteregion', 'Städteregion Aachen', 'Städteregion Aachen'],
    ['gemeindefreies Gebiet', 'Lohheide', 'Lohheide'],
  ];
  for (const [kind, name, full] of fullNames) {
    it(`calls ${name} (${kind}) “${full}”`, () => expect(fullNameOf(kind, name)).to.equal(full));
  }

  it('finds umlauts spelled out and without dots', () => {
    expect(searchKeysOf(['Stadt Münster'], ['05515000', null])).to.deep.equal([
      '05515000',
      'muenster',
      'munster',
      'stadt',
    ]);
  });

  const typed: [text: string, words: string[]][] = [
    ['  Bad SASSENDORF ', ['bad', 'sassendorf']],
    ['Münst', ['muenst']],
    ['Südwestfalen-IT', ['suedwestfalen', 'it']],
    ['', []],
    ['(.*)+$', []],
    ['a b c d e f g h', ['a', 'b', 'c', 'd', 'e', 'f']],
  ];
  for (const [text, words] of typed) {
    it(`takes “${text}” as ${words.length} words`, () => expect(typedWords(text)).to.deep.equal(words));
  }
});
