import { expect } from 'chai';
import type { Artifact } from '../../../src/solutions/index.ts';
import { noRights } from '../../../src/solutions/record/rights.ts';
import { fitOf, licencesIn, tableAsOf } from '../../../src/solutions/rights/compatibility.ts';
import { allowedBy, partWarnings } from '../../../src/solutions/rights/permits.ts';
import { proposalsOf } from '../../../src/solutions/rights/proposal.ts';
import { licenceFault } from '../../../src/solutions/rights/refuse-licence.ts';

describe('compatibility of licences by the OSADL table', () => {
  // Pairs read off the published table (21 May 2024): whole, part, what it says.
  for (const [whole, part, verdict] of [
    ['EUPL-1.2', 'MIT', 'fits'],
    ['MIT', 'EUPL-1.2', 'conflict'],
    ['EUPL-1.2', 'GPL-3.0-or-later', 'conflict'],
    ['AGPL-3.0-or-later', 'EUPL-1.2', 'fits'],
    ['EUPL-1.2', 'Apache-2.0', 'unclear'],
    ['AGPL-3.0-only', 'GPL-3.0-only', 'dependent'],
    ['EUPL-1.2', 'CC-BY-4.0', 'notListed'],
    ['CC-BY-4.0', 'MIT', 'notListed'],
    ['CC-BY-4.0', 'CC-BY-4.0', 'fits'],
    ['EUPL-1.2', 'MIT OR GPL-3.0-or-later', 'fits'],
    ['EUPL-1.2', 'MIT AND GPL-3.0-or-later', 'conflict'],
    ['EUPL-1.2 OR MIT', 'MPL-2.0', 'conflict'],
    ['EUPL-1.2', 'GPL-2.0-only WITH Classpath-exception-2.0', 'conflict'],
    ['EUPL-1.2', 'kein SPDX', 'notListed'],
  ] as const) {
    it(`says "${verdict}" of ${part} inside ${whole}`, () => expect(fitOf(whole, part)).to.equal(verdict));
  }

  it('knows when the table was made', () => {
    expect(tableAsOf.toISOString()).to.equal('2024-05-21T02:14:00.000Z');
  });

  it('names every licence of an expression once', () => {
    expect(licencesIn('MIT AND (Apache-2.0 OR MIT)')).to.deep.equal(['MIT', 'Apache-2.0']);
  });
});

describe('proposed licence of an artifact', () => {
  const artifact = { id: 'a', title: 'Quellcode', licence: 'EUPL-1.2' } as Artifact;
  const part = (licence: string, artifactId = 'a') => ({ name: 'Teil', licence, artifactId });
  for (const [parts, expression] of [
    [[], 'EUPL-1.2'],
    [[part('MIT')], 'EUPL-1.2 AND MIT'],
    [[part('MIT'), part('MIT'), part('EUPL-1.2')], 'EUPL-1.2 AND MIT'],
    [[part('MIT OR GPL-2.0-only')], 'EUPL-1.2 AND (MIT OR GPL-2.0-only)'],
    [[part(''), part('MIT', ''), part('MIT', 'fort')], 'EUPL-1.2'],
  ] as const) {
    it(`is ${expression} with ${parts.length} parts`, () => {
      const rights = { ...noRights(), parts: [...parts] };
      expect(proposalsOf(rights, [artifact])[0]?.expression).to.equal(expression);
    });
  }

  it('starts from what was chosen, not from the expression written last time', () => {
    const rights = {
      ...noRights(),
      parts: [part('ISC')],
      licences: [{ artifactId: 'a', licence: 'EUPL-1.2' }],
    };
    const written = { ...artifact, licence: 'EUPL-1.2 AND MIT' };
    expect(proposalsOf(rights, [written])[0]?.expression).to.equal('EUPL-1.2 AND ISC');
  });

  it('points to the way round that the table allows', () => {
    const rights = { ...noRights(), parts: [part('AGPL-3.0-or-later')] };
    expect(proposalsOf(rights, [artifact])[0]?.fits[0]).to.include({ verdict: 'conflict', reverse: true });
  });
});

describe('refusing a licence', () => {
  const file = { title: 'Konzept', source: { type: 'file' } as Artifact['source'], licenceText: '' };
  for (const [licence, licenceText, refused] of [
    ['', '', true],
    ['EUPL-1.2', '', false],
    ['EUPL-1.2 AND MIT', '', false],
    ['GPL-99', '', true],
    ['LicenseRef-Eigene-Bedingungen', '', true],
    ['LicenseRef-Eigene-Bedingungen', 'Alles erlaubt.', false],
    ['EUPL-1.2 AND LicenseRef-Eigene-Bedingungen', ' ', true],
  ] as const) {
    it(`${refused ? 'refuses' : 'takes'} "${licence}" with the text "${licenceText}"`, () =>
      expect(licenceFault({ ...file, licence, licenceText }) !== null).to.equal(refused));
  }

  it('needs none for a link', () => {
    const link = { type: 'link', url: 'https://stadt.example' } as const;
    expect(licenceFault({ title: 'Website', source: link, licence: '', licenceText: '' })).to.equal(null);
  });
});

describe('what a licence allows', () => {
  for (const [licence, count] of [
    ['EUPL-1.2', 4],
    ['CC-BY-4.0', 4],
    ['CC-BY-NC-4.0', 3],
    ['CC-BY-NC-ND-4.0', 2],
    ['DL-DE-ZERO-2.0', 4],
  ] as const) {
    it(`is ${count} of four uses for ${licence}`, () => expect(allowedBy(licence)).to.have.length(count));
  }
  it('is not known of others', () => expect(allowedBy('BUSL-1.1')).to.equal(null));

  for (const [licence, words] of [
    ['CC-BY-NC-4.0', 'gegen Entgelt'],
    ['MIT AND CC-BY-NC-4.0', 'gegen Entgelt'],
    ['CC-BY-ND-4.0', 'ändern'],
    ['CC-BY-NC-4.0 OR MIT', null],
    ['MIT', null],
    ['', null],
  ] as const)
    it(`${words ? `warns of "${words}"` : 'does not warn'} where a part is under "${licence}"`, () => {
      const [warning = null] = partWarnings('Karte', { name: 'Symbole', licence }, [
        'use',
        'change',
        'sellOperation',
      ]);
      if (words === null) expect(warning).to.equal(null);
      else expect(warning).to.contain('„Karte“, Symbole').and.contain(words);
    });
  it('does not warn of what nobody promised', () =>
    expect(partWarnings('Karte', { name: 'Symbole', licence: 'CC-BY-NC-4.0' }, ['use'])).to.be.empty);
});
