import { expect } from 'chai';
import { documentRows } from '../../../src/solutions/documents/documents.view.ts';
import { ozgMaturityText } from '../../../src/solutions/documents/ozg.ts';
import { protectionFacts } from '../../../src/solutions/documents/protection.view.ts';
import { serviceFacts } from '../../../src/solutions/documents/services.view.ts';
import { type Artifact, emptyContent } from '../../../src/solutions/index.ts';

const anArtifact = (more: Partial<Artifact>): Artifact => ({
  id: 'a',
  kind: 'dsfa',
  title: 'DSFA',
  licence: 'CC-BY-4.0',
  licenceText: '',
  access: 'publicBodies',
  check: { state: '', by: '', on: '' },
  source: { type: 'link', url: 'https://stadt.example/dsfa' },
  addedAt: new Date(0),
  addedBy: '',
  ...more,
});

describe('view of the documents', () => {
  it('is empty where nothing is said', () => {
    expect(documentRows({ waivedDocuments: [] }, [anArtifact({ kind: 'concept' })])).to.deep.equal([]);
  });

  it('names all seven kinds as soon as one is there', () => {
    const rows = documentRows({ waivedDocuments: [{ kind: 'avv', reason: 'kein Auftrag' }] }, [
      anArtifact({ check: { state: 'checked', by: 'Datenschutzstelle', on: '2025-03-04' } }),
    ]);
    expect(rows.map(({ state, artifacts }) => state?.label ?? artifacts[0]?.state.label)).to.deep.equal([
      'geprüft',
      'nicht nötig',
      'fehlt',
      'fehlt',
      'fehlt',
      'fehlt',
      'fehlt',
    ]);
    expect(rows[0]?.artifacts[0]).to.include({
      check: 'geprüft von Datenschutzstelle am 4. März 2025',
      access: 'angemeldete öffentliche Stellen',
    });
    expect(rows[1]?.reason).to.equal('kein Auftrag');
  });

  for (const [state, label] of [
    ['', 'liegt bei'],
    ['draft', 'Entwurf'],
  ] as const) {
    it(`says "${label}" for the state "${state}", and nothing of a reason against it`, () => {
      const waived = [{ kind: 'dsfa' as const, reason: 'keine Daten' }];
      const [row] = documentRows({ waivedDocuments: waived }, [
        anArtifact({ check: { state, by: '', on: '' } }),
      ]);
      expect(row?.artifacts[0]?.state.label).to.equal(label);
      expect(row?.reason).to.equal('');
    });
  }
});

describe('view of services, data protection and accessibility', () => {
  for (const [ozg, text] of [
    [{ maturity: null, model: '' }, ''],
    [{ maturity: 3, model: '1.1' }, 'Stufe 3, Online-Leistung (Modell 1.1)'],
    [{ maturity: 7, model: '2.0' }, 'Stufe 7 (Modell 2.0)'],
    [{ maturity: 0, model: '1.1' }, 'Stufe 0, Offline (Modell 1.1)'],
  ] as const) {
    it(`says the OZG maturity "${text}"`, () => expect(ozgMaturityText(ozg)).to.equal(text));
  }

  it('writes a key in its parts', () => {
    const content = { ...emptyContent(), leikaKeys: ['99050012104000'] };
    expect(serviceFacts(content)[1]?.text).to.deep.equal(['99 050 012 104 000']);
  });

  it('says "nicht angegeben" where nothing is stated', () => {
    expect(protectionFacts(emptyContent()).map(({ text }) => text)).to.deep.equal([
      'nicht angegeben',
      'nicht angegeben',
    ]);
  });

  it('never links to anything but a web address', () => {
    const content = emptyContent();
    content.accessibility = { status: 'full', method: '', on: '', report: 'javascript:alert(1)' };
    expect(protectionFacts(content)[1]?.text).to.equal('vollständig barrierefrei');
  });
});
