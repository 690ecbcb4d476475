import { expect } from 'chai';
import fc from 'fast-check';
import {
  type FacetName,
  facetNames,
  makeSearchIndex,
  type SearchIndex,
  sorts,
} from '../../../src/catalogue/search/index.ts';
import { projectDocuments } from './documents.ts';

describe('catalogue search: index', () => {
  const documents = projectDocuments();
  const index = makeSearchIndex();
  before(() => index.replaceAll(documents));

  const find = (text: string) => index.search({ text }).ids;

  it('finds everything, newest first, where nothing is asked for', () => {
    const { ids, total, understood } = index.search({ text: '  ' });
    expect(total).to.equal(62);
    expect(ids[0]).to.equal('iserlohn-a-bus');
    expect(understood.mode).to.equal('everything');
  });

  it('reads quotes as a phrase, whatever their style', () => {
    for (const text of [
      '"Hilfe zum Lebensunterhalt"',
      '„Hilfe zum Lebensunterhalt“',
      '»hilfe zum lebensunterhalt«',
    ]) {
      expect(find(text), text).to.deep.equal(['soest-sozialleistungen-online']);
    }
    expect(find('"Lebensunterhalt zum Hilfe"')).to.deep.equal([]);
  });

  it('reads a minus before a word as "without", a hyphen in a word as part of it', () => {
    expect(find('Zwilling')).to.include('wuppertal-digital-zwilling');
    expect(find('Zwilling -Wuppertal')).to.deep.equal(['bottrop-digitaler-zwilling']);
    expect(find('-"urbaner digitaler Zwilling" Zwilling')).to.deep.equal(['bottrop-digitaler-zwilling']);
    expect(find('On-Demand')).to.include('kreis-soest-mobihell');
    expect(find('-Verwaltung').length).to.be.within(1, 61);
  });

  it('wants all words where some document has them, else as many as possible', () => {
    const all = index.search({ text: 'Mängelmelder Abfallkalender' });
    expect(all.ids).to.deep.equal(['open-smartcity-app']);
    expect(all.understood.mode).to.equal('all-words');
    const some = index.search({ text: 'Mängelmelder Blockchain' });
    expect(some.ids.slice(0, 4)).to.include.members(['iserlohn-buergerecho', 'govchain-nrw']);
    expect(some.understood.mode).to.equal('some-words');
  });

  it('shows what holds most of a described need too, the fuller first', () => {
    const { ids, understood } = index.search({ text: 'Grundwasser, Energiezähler und Parkflächen' });
    expect(ids.slice(0, 2)).to.deep.equal(['delbrueck-lorawan-2', 'delbrueck-lorawan-1']);
    expect(understood.mode).to.equal('most-words');
    const rare = index.search({ text: 'Mängelmelder Blockchain Straßenmusik' });
    expect(rare.ids[0]).to.equal('govchain-nrw');
    expect(rare.understood.mode).to.equal('some-words');
  });

  it('finds by what a query tells, not by how it asks', () => {
    const asked = find('Wie können wir die Hundesteuer online anbieten und einfach verwalten?');
    expect(asked[0]).to.equal('soest-buergerdienste-umzug');
  });

  it('takes only the last word for one somebody is still typing', () => {
    expect(find('gebäudem')).to.include('soest-3d-stadtmodell');
    expect(find('Stand Bestandsaufnahme Region')[0]).to.equal('win-smart-networks');
    expect(find('Region Bestandsaufnahme Stand')[0]).to.equal('win-smart-networks');
  });

  it('mends spelling only where nothing stands as typed', () => {
    expect(index.search({ text: 'Hundesteur' }).understood.corrected).to.deep.equal([
      { typed: 'Hundesteur', used: ['Hundesteuer'] },
    ]);
    expect(index.search({ text: 'Hundesteuer' }).understood.corrected).to.deep.equal([]);
  });

  it('says what it understood', () => {
    const { understood } = index.search({ text: 'Kindergartenplatz Bürgeramt xyzzy -Soest "zum Umzug"' });
    expect(understood.terms).to.deep.equal(['Kindergartenplatz', 'Bürgeramt', 'xyzzy']);
    expect(understood.parts).to.deep.equal([{ typed: 'Kindergartenplatz', used: ['Kindergarten', 'platz'] }]);
    const { parts } = index.search({ text: 'Wiesenflächen' }).understood;
    expect(parts).to.deep.equal([{ typed: 'Wiesenflächen', used: ['flächen'] }]);
    expect(understood.synonyms).to.deep.equal([
      { typed: 'Bürgeramt', used: ['Bürgerbüro', 'Bürgerservice'] },
    ]);
    expect(understood.unknown).to.deep.equal(['xyzzy']);
    expect(understood.excluded).to.deep.equal(['Soest']);
    expect(understood.phrases).to.deep.equal(['zum Umzug']);
  });

  it('keeps the set of results and every count whatever the sort, with filters too', () => {
    const words = documents
      .flatMap(({ title }) => title.split(/[^\p{L}]+/u))
      .filter((word) => word.length > 3);
    const texts = fc.oneof(
      fc.constantFrom('', 'Verwaltung', '-Soest', '"zum Umzug"', 'xyzzy'),
      fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')),
    );
    const values = (facet: FacetName) => [...new Set(documents.flatMap(({ facets }) => facets[facet]))];
    const filters = fc.subarray([...facetNames], { maxLength: 2 }).chain((facets) =>
      fc.record(
        Object.fromEntries(
          facets.map((facet) => {
            const chosen = [...values(facet), 'gibt es nicht'];
            return [facet, fc.subarray(chosen, { minLength: 1, maxLength: Math.min(3, chosen.length) })];
          }),
        ),
      ),
    );
    fc.assert(
      fc.property(texts, filters, (text, chosen) => {
        const [first, ...others] = sorts.map((sort) => index.search({ text, filters: chosen, sort }));
        expect(new Set(first?.ids).size).to.equal(first?.total);
        for (const { ids, total, facets } of others) {
          expect(ids).to.have.members(first?.ids ?? []);
          expect(total).to.equal(first?.total);
          expect(facets).to.deep.equal(first?.facets);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('sorts by title in German order, by date and by reuse', () => {
    const titles = new Map(documents.map(({ id, title }) => [id, title]));
    const byTitle = index.search({ text: '', sort: 'title' }).ids.map((id) => titles.get(id) ?? '');
    expect(byTitle).to.deep.equal(byTitle.toSorted(new Intl.Collator('de', { numeric: true }).compare));
    const dates = new Map(documents.map(({ id, publishedAt }) => [id, publishedAt.getTime()]));
    const byDate = index.search({ text: '', sort: 'newest' }).ids.map((id) => dates.get(id) ?? 0);
    expect(byDate).to.deep.equal(byDate.toSorted((a, b) => b - a));
    const reuses = new Map(documents.map(({ id, reuseCount }) => [id, reuseCount]));
    const byReuse = index.search({ text: '', sort: 'reused' }).ids.map((id) => reuses.get(id) ?? 0);
    expect(byReuse).to.deep.equal(byReuse.toSorted((a, b) => b - a));
  });

  it('stays right while documents come, change and go', () => {
    const texts = ['Wuppertal', 'Mängelmelder', 'Pegel', 'Hundesteur', 'Klima Sensoren', ''];
    const step = fc.record({
      at: fc.nat(documents.length - 1),
      act: fc.constantFrom('put', 'change', 'remove'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const changed = makeSearchIndex();
        const kept = new Map(documents.slice(0, 20).map((document) => [document.id, document]));
        changed.replaceAll(kept.values());
        for (const { at, act } of steps) {
          const document = documents[at];
          if (!document) continue;
          if (act === 'remove') {
            changed.remove(document.id);
            kept.delete(document.id);
          } else {
            const next =
              act === 'put' ? document : { ...document, title: 'Pegel', description: 'Hundesteuer' };
            changed.put(next);
            kept.set(next.id, next);
          }
        }
        const fresh = makeSearchIndex();
        fresh.replaceAll(kept.values());
        expect(changed.size()).to.equal(kept.size);
        for (const text of texts) expect(answer(changed, text)).to.deep.equal(answer(fresh, text));
      }),
      { numRuns: 30 },
    );
  });

  function answer(of: SearchIndex, text: string) {
    const { ids, total, facets, understood } = of.search({ text });
    return { ids: ids.toSorted(), total, facets, mode: understood.mode, unknown: understood.unknown };
  }

  it('does not mind removing what it never had', () => {
    const empty = makeSearchIndex();
    empty.remove('nobody');
    expect(empty.search({ text: 'Soest' }).total).to.equal(0);
    expect(empty.search({ text: '' }).total).to.equal(0);
  });
});
