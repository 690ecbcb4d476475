import { expect } from 'chai';
import { timeText } from '../../src/shared/german.ts';
import { applySection, sections } from '../../src/solutions/form/sections.ts';
import { emptyContent } from '../../src/solutions/index.ts';
import { detailOf } from '../../src/solutions/pages/detail.view.ts';
import { completeContent } from './publishing.helper.ts';

const around = {
  provider: null,
  organisations: new Map(),
  related: [],
  relations: { outgoing: [], incoming: [] },
  mayDownload: new Set<string>(),
  confirmedBy: null,
  files: new Map(),
  orphaned: false,
  follower: null,
};
const subjectOf = (content = completeContent()) => ({
  slug: 'hundesteuer',
  content,
  artifacts: [],
  blocks: [],
  inventory: null,
  released: { number: 2, at: new Date('2026-10-14T10:00:00Z') },
});

describe('view of a solution', () => {
  for (const [stored, shown] of [
    ['', ''],
    ['2021', '2021'],
    ['2021-06', 'Juni 2021'],
    ['2021-06-30', '30. Juni 2021'],
    ['2021-99', '2021-99'],
  ] as const) {
    it(`shows the stored time "${stored}" as "${shown}"`, () => expect(timeText(stored)).to.equal(shown));
  }

  for (const [change, shown] of [
    [{ periodStart: '2021', periodEnd: '2023-06' }, '2021 bis Juni 2023'],
    [{ periodStart: '2021' }, 'ab 2021'],
    [{ periodEnd: '2023' }, 'bis 2023'],
    [{ periodStart: '2021', periodText: 'online seit 2020' }, 'online seit 2020'],
    [{}, undefined],
  ] as const) {
    it(`says the period of ${JSON.stringify(change)}`, () => {
      const { facts } = detailOf(subjectOf(completeContent(change)), around);
      expect(facts.find(({ term }) => term === 'Laufzeit')?.text).to.equal(shown);
    });
  }

  it('says what decides the matter even where it is not stated, and leaves the rest out', () => {
    const { needs, terms, about } = detailOf(subjectOf(emptyContent()), around);
    expect(needs.filter(({ text }) => text === 'nicht angegeben').map(({ term }) => term)).to.deep.equal([
      'Voraussetzungen',
      'Aufwand der Übernahme',
      'Kosten der Übernahme',
    ]);
    expect(terms.find(({ term }) => term === 'Lizenzgebühr')?.text).to.equal('nicht angegeben');
    expect(terms.some(({ term }) => term === 'Wer die Rechte hat')).to.equal(false);
    expect(about).to.deep.equal([]);
  });

  it('shows lines of a text as a list', () => {
    const { needs } = detailOf(subjectOf(completeContent({ prerequisites: 'Server\n\nVertrag' })), around);
    expect(needs[0]).to.deep.equal({ term: 'Voraussetzungen', text: ['Server', 'Vertrag'] });
  });

  it('reads back from every section what it shows', () => {
    const content = completeContent({
      technology: ['Node.js', 'PostgreSQL'],
      fundingTotalEur: 475_222,
      periodStart: '2021-06',
      operatingModels: ['self', 'cloud'],
      topics: ['Verwaltung'],
      links: [{ kind: 'demo', url: 'https://demo.example/' }],
      sources: [{ url: 'https://stadt.example/bericht', publisher: 'Stadt Beispiel' }],
      relatedSlugs: ['anderes'],
    });
    for (const section of sections()) {
      const shown = Object.fromEntries(section.fields.map((field) => [field.name, field.read(content)]));
      expect(applySection(section, content, shown), section.key).to.deep.equal({ content, errors: [] });
    }
  });
});
