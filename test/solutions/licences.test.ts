import { expect } from 'chai';
import { checkLicence, licenceChoices, licenceLabel } from '../../src/solutions/rights/licences.ts';

describe('Licences', () => {
  it('offer EUPL-1.2 first, and each choice is itself a valid licence with a name of its own', () => {
    expect(licenceChoices[0]?.value).to.equal('EUPL-1.2');
    for (const { value, label } of licenceChoices.slice(0, -2)) {
      expect(checkLicence(value), value).to.equal(value);
      expect(label, value).to.match(/^.+ \(.+\)$/);
    }
  });

  const table: [typed: string, official: string | null][] = [
    ['MIT', 'MIT'],
    ['  mit ', 'MIT'],
    ['eupl-1.2', 'EUPL-1.2'],
    ['dl-de/by-2-0', 'DL-DE-BY-2.0'],
    ['DL-DE/ZERO-2-0', 'DL-DE-ZERO-2.0'],
    ['MIT or  (apache-2.0 and CC0-1.0)', 'MIT OR (Apache-2.0 AND CC0-1.0)'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'GPL-2.0-only WITH Classpath-exception-2.0'],
    ['gpl-2.0+', 'GPL-2.0+'],
    ['', null],
    ['frei', null],
    ['MIT OR', null],
    ['MIT, Apache-2.0', null],
    ['LicenseRef-mein-Text', null],
    ['DocumentRef-a:LicenseRef-b', null],
    ['MIT\u202E', null],
  ];
  for (const [typed, official] of table) {
    it(`read ${JSON.stringify(typed)} as ${official ?? 'nothing'}`, () => {
      expect(checkLicence(typed)).to.equal(official);
    });
  }

  it('have names that people know', () => {
    expect(licenceLabel('DL-DE-BY-2.0')).to.equal('Datenlizenz Deutschland Namensnennung 2.0 (DL-DE-BY-2.0)');
    expect(licenceLabel('MPL-2.0')).to.equal('Mozilla Public License 2.0 (MPL-2.0)');
    expect(licenceLabel('MIT OR Apache-2.0')).to.equal('MIT oder Apache-2.0');
    expect(licenceLabel('LicenseRef-Eigene-Bedingungen')).to.equal('eigene Bedingungen');
    expect(licenceLabel('')).to.equal('nicht angegeben');
  });
});
