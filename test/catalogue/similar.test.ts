import { expect } from 'chai';
import { reasonOf } from '../../src/catalogue/similar/reason.ts';
import { makeSimilarIndex } from '../../src/catalogue/similar/similar-index.ts';
import { type Content, emptyContent } from '../../src/solutions/index.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

const content = (fields: Partial<Content>): Content => ({ ...emptyContent(), ...fields });

describe('similar solutions', () => {
  describe('the index', () => {
    const index = makeSimilarIndex();
    before(() => {
      const all: Record<string, Partial<Content>> = {
        dogs: {
          title: 'Hundesteuer online',
          topics: ['Verwaltung'],
          xoev: ['XMeld'],
          leikaKeys: ['99012003000000'],
        },
        cats: { title: 'Katzensteuer', topics: ['Verwaltung'], standards: ['xmeld'] },
        service: { title: 'Ganz anderes Wort', leikaKeys: ['99012003000000'] },
        topic: { title: 'Radwege', topics: ['Verwaltung'], targetGroups: ['Bürgerinnen und Bürger'] },
        words: { title: 'Hundesteuern bequem anmelden', topics: ['Verwaltung'] },
        nothing: { title: 'Straßenbäume' },
      };
      for (const [id, fields] of Object.entries(all)) index.put(id, content(fields));
    });

    it('puts the same service first, then the same standard in any spelling, never itself', () => {
      expect(index.likest('dogs', 9).map(({ id }) => id)).to.deep.equal(['service', 'cats', 'words']);
    });
    it('does not take a common topic alone for likeness', () => {
      expect(index.likest('topic', 9)).to.deep.equal([]);
    });
    it('knows words by their stem and leaves out what only says that it is a project', () => {
      const [first] = index.likest('words', 1);
      expect(first?.id).to.equal('dogs');
      expect(first?.shared.map(({ key }) => key)).to.deep.equal(['topic:verwaltung', 'word:hundesteu']);
    });
    it('forgets what is removed and replaces what is put again', () => {
      index.remove('service');
      index.put('cats', content({ title: 'Katzensteuer' }));
      expect(index.likest('dogs', 9).map(({ id }) => id)).to.deep.equal(['words']);
      expect(index.likest('service', 9)).to.deep.equal([]);
    });
  });

  it('says why in one sentence', () => {
    const trait = (kind: 'topic' | 'standard' | 'word', label: string) => ({ key: label, kind, label });
    expect(
      reasonOf([
        trait('standard', 'XMeld'),
        trait('topic', 'Verwaltung'),
        trait('topic', 'Bildung'),
        trait('word', 'Hundesteuer'),
      ]),
    ).to.equal('Gleiche Themen Verwaltung und Bildung, beide nutzen XMeld, in beiden steht „Hundesteuer“.');
    expect(reasonOf([])).to.equal('');
  });

  describe('on the page', () => {
    const app = useApp();
    it('stand with their reason, and a withdrawn one is gone before the index knows', async () => {
      const provider = await anOrganisation(app, { fullName: 'Stadt Ähnlich' });
      const like = (title: string) =>
        aPublishedSolution(app, { provider: provider.id, title, content: { summary: '', xoev: ['XMeld'] } });
      const [own, other, gone] = [await like('Eigene'), await like('Andere <b>'), await like('Bald fort')];
      await app.services.catalogue.refresh();
      const hrefs = async () => {
        const { $ } = await app.visitor().get(`/loesungen/${own.slug}`);
        return {
          links: $('#verwandte ~ .results a')
            .toArray()
            .map((a) => $(a).attr('href')),
          text: $('main').text(),
        };
      };
      const before = await hrefs();
      expect(before.links).to.include.members([`/loesungen/${other.slug}`, `/loesungen/${gone.slug}`]);
      expect(before.links).not.to.include(`/loesungen/${own.slug}`);
      expect(before.text).to.contain('Beide nutzen XMeld').and.to.contain('Andere <b>');
      await app.connection
        .collection('solutions')
        .updateOne({ slug: gone.slug }, { $set: { visibility: 'withdrawn' } });
      expect((await hrefs()).links).not.to.include(`/loesungen/${gone.slug}`);
    });
  });
});
