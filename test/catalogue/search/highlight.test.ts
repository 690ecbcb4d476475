import { expect } from 'chai';
import fc from 'fast-check';
import { findsIn } from '../../../src/catalogue/search/finds.ts';
import { highlight, makeSearchIndex, type Segment } from '../../../src/catalogue/search/index.ts';
import { joinedParts, wordGroups } from '../../../src/catalogue/search/normalise.ts';
import { wantedKeys } from '../../../src/catalogue/search/wanted.ts';
import { projectDocuments } from './documents.ts';

describe('catalogue search: marking finds', () => {
  const index = makeSearchIndex();
  before(() => index.replaceAll(projectDocuments()));

  const marked = (segments: Segment[]) => segments.filter((one) => one.marked).map(({ text }) => text);
  const whole = (segments: Segment[]) => segments.map(({ text }) => text).join('');
  const keys = (text: string) => wantedKeys(index.search({ text }).matchedTerms);

  const finds: [string, string, string[]][] = [
    ['Mängelmelder', 'Ein Mängelmelder für alle', ['Mängelmelder']],
    ['Maengelmelder', 'Die Mängelmeldern hilft', ['Mängelmeldern']],
    ['Hundesteur', 'Anmeldung der Hundesteuer', ['Hundesteuer']],
    ['Kindergarten', 'Der Kita-Platz', ['Kita-Platz']],
    ['Kalender', 'mit Abfallkalender', ['Abfallkalender']],
    ['On-Demand', 'der On-Demand-Bus', ['On-Demand-Bus']],
    ['Blockchain', 'nichts davon', []],
  ];
  for (const [query, text, expected] of finds) {
    it(`marks ${expected.join(', ') || 'nothing'} for ${query}`, () => {
      const segments = highlight(text, keys(query));
      expect(marked(segments)).to.deep.equal(expected);
      expect(whole(segments)).to.equal(text);
    });
  }

  it('picks the passage with the most different finds and cuts between words', () => {
    const filler = 'Lorem ipsum dolor sit amet consetetur sadipscing elitr sed diam. '.repeat(10);
    const text = `Blockchain zuerst. ${filler}Hier steht Blockchain neben Straßenmusik. ${filler}`;
    const segments = highlight(text, keys('Blockchain Straßenmusik'));
    expect(marked(segments)).to.deep.equal(['Blockchain', 'Straßenmusik']);
    expect(segments.at(0)).to.deep.equal({ text: '… ', marked: false });
    expect(segments.at(-1)).to.deep.equal({ text: ' …', marked: false });
    expect(whole(segments).length).to.be.within(150, 204);
    const words = new Set(text.split(' '));
    for (const word of whole(segments).split(' ').slice(1, -1)) expect(words).to.include(word);
  });

  it('begins at the start where nothing was found', () => {
    const segments = highlight('wort '.repeat(100), wantedKeys([]));
    expect(whole(segments).startsWith('wort wort')).to.equal(true);
    expect(whole(segments).endsWith(' …')).to.equal(true);
  });

  it('leaves markup as text', () => {
    const text = '<b>Blockchain</b> & <script>';
    expect(whole(highlight(text, keys('Blockchain')))).to.equal(text);
  });

  it('never invents or loses text', () => {
    const words = fc.constantFrom('Mängelmelder', 'E-Akte', 'und', 'Blockchain', 'ß', '<b>', '„Kita“', '\n');
    fc.assert(
      fc.property(fc.array(words, { maxLength: 120 }), fc.integer({ min: 20, max: 300 }), (list, length) => {
        const text = list.join(' ');
        const segments = highlight(text, keys('Mängelmelder E-Akte Blockchain Kita'), length);
        const shown = whole(segments).replace(/^… /, '').replace(/ …$/, '');
        expect(text).to.include(shown);
        if (text.length <= length) expect(shown).to.equal(text);
        expect(shown.length).to.be.at.most(Math.max(length, 20) + 20);
      }),
    );
  });

  it('never passes over a word by its first letters that has the key', () => {
    const texts = projectDocuments().flatMap(({ title, summary, description, fields }) => [
      title,
      summary,
      description,
      ...fields.map(({ text }) => text),
    ]);
    const passedOver = texts
      .flatMap((text) => wordGroups(text).flat())
      .filter(({ text, key }) => !wantedKeys([key]).mayBe(text, 0, text.length));
    expect(passedOver).to.deep.equal([]);
    for (const word of ['Verwaltung', 'Kiosk', 'Kino'])
      expect(wantedKeys(['kita', 'e']).mayBe(word, 0, word.length)).to.equal(false);
  });

  it('finds the same as reading the whole text word by word', () => {
    const piece = fc.constantFrom(
      ...[
        'Kita',
        'Kita-Platz',
        'Aerzte',
        'Ärztin',
        'Auen',
        'Aue',
        'ßen',
        'integriert',
        'Integration',
        'Musik',
        'Musikerinnen',
        'o',
        'Oe',
        'Quelle',
        'vakant',
        'Vakation',
        'neue',
        'Treue',
        'Baeume',
        'Bäume',
        'Koexistenz',
        'Buerger',
        'E-Akte',
        'Straße',
        'STRASSE',
        'Bürger:innenrat',
        'Ämter',
        'a\u0308mter',
        '2.0',
        'OZG/EfA',
      ],
      ...[' ', ' ', '-', '.', '–', '„', '“', ':', '*', '’', '\n', '😀', 'Ω', 'ſ', '\u0301'],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.array(piece, { maxLength: 4 }), (pieces, typed) => {
        const text = pieces.join('');
        const all = wordGroups(text).flatMap((group) => [...group, ...joinedParts(group)]);
        const wanted = new Set(
          wordGroups(typed.join(' ')).flatMap((g) => [...g, ...joinedParts(g)].map(({ key }) => key)),
        );
        const expected: number[][] = [];
        for (const { start, end } of all
          .filter(({ key }) => wanted.has(key))
          .sort((a, b) => a.start - b.start || b.end - a.end))
          if (start >= (expected.at(-1)?.[1] ?? 0)) expected.push([start, end]);
        expect(findsIn(text, wantedKeys(wanted)).map(({ start, end }) => [start, end])).to.deep.equal(
          expected,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
