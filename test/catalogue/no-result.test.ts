import { expect } from 'chai';
import { nearbyOf } from '../../src/catalogue/nearby.ts';
import { facetNames, type SearchResult } from '../../src/catalogue/search/index.ts';
import { facetParameters, parseCatalogueQuery } from '../../src/catalogue/url-state.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

describe('a search without a result', () => {
  const app = useApp();

  before(async () => {
    const town = await anOrganisation(app, {});
    const make = (title: string, topics: string[], modelRegion: string) =>
      aPublishedSolution(app, {
        provider: town.id,
        title,
        content: { topics, modelRegion, description: '' },
      });
    await make('Hundesteuer online', ['Verwaltung'], 'soest');
    await make('Kita-Platz vormerken', ['Bildung'], 'owl');
    const kdn = await anOrganisation(app, { fullName: 'KDN (Test)', kind: 'association' });
    await app.connection.collection('organisations').updateOne({ slug: kdn.slug }, { $set: { slug: 'kdn' } });
    await app.services.catalogue.refresh();
  });

  const page = async (query: string) => (await app.visitor().get(`/loesungen?${query}`)).$;

  it('tells how many there would be without each filter', async () => {
    const $ = await page('thema=Bildung&region=soest');
    const ways = $('.empty li')
      .toArray()
      .map((one) => $(one).text());
    expect(ways).to.include.members(['Ohne „Thema: Bildung“: 1 Lösung', 'Ohne Filter suchen: 2 Lösungen']);
    const href = $('.empty a:contains("Modellregion")').attr('href') ?? '';
    expect((await app.visitor().get(href)).$('.result-head h2').text()).to.equal('1 Lösung');
  });

  it('searches a few times more only, however many filters an address holds', () => {
    const parameters = facetNames.map((facet): [string, string[]] => [
      facetParameters[facet],
      Array.from({ length: 30 }, (_, index) => `wert ${index}`),
    ]);
    const query = parseCatalogueQuery(Object.fromEntries(parameters));
    let searches = 0;
    const search = () => {
      searches += 1;
      return { total: 0, ids: [], facets: { topic: [] } } as unknown as SearchResult;
    };
    nearbyOf({ search }, { ...query, q: 'nichts' });
    expect(searches).to.be.at.most(15);
  });

  it('says how it was understood and shows what comes near', async () => {
    const $ = await page(`q=${encodeURIComponent('"Hundesteuer papierlos" -Kita')}`);
    const facts = $('.empty dl').text();
    expect(facts).to.contain('Genau so').and.contain('Hundesteuer papierlos');
    expect(facts).to.contain('Ausgeschlossen').and.contain('Kita');
    expect($('.empty h3:contains("am nächsten") + ul li a').text()).to.equal('Hundesteuer online');
  });

  it('offers topics where not even a word is near, and says each thing once', async () => {
    const $ = await page('q=xyzzyplugh');
    const ways = $('.empty h3:contains("Themen") + ul li')
      .toArray()
      .map((one) => $(one).text());
    expect(ways).to.deep.equal(['Bildung: 1 Lösung', 'Verwaltung: 1 Lösung']);
    expect((await app.visitor().get($('.empty h3 + ul a').attr('href') ?? '')).status).to.equal(200);
    expect($('.empty dt').text()).to.equal('Kommt in keiner Lösung vor');
    expect($('main').text().split('„xyzzyplugh“')).to.have.length(4); // heading, sentence, what was understood
    expect($('main a[href="/suchauftraege/neu?q=xyzzyplugh"]')).to.have.length(1);
    expect((await page('q=%22Hundesteuer+papierlos%22'))('.empty h3:contains("Themen")')).to.have.length(0);
  });

  it('leads to KDN with the search in the letter, by way of the log-in', async () => {
    const sought = 'Drohnen & „Bienen“ <b>';
    const $ = await page(`q=${encodeURIComponent(sought)}`);
    const href = $('.empty a[href^="/organisationen/kdn/kontakt"]').attr('href') ?? '';
    expect((await app.visitor().get(href)).location).to.match(/^\/anmelden/);
    const clerk = await person(app, { roles: [] });
    const form = (await clerk.visitor.get(href)).$;
    expect(form('input[name=purpose]').attr('value')).to.equal('Bedarf: Lösung gesucht');
    expect(form('textarea[name=text]').text()).to.contain(sought);
    const sent = await clerk.visitor.submit(href, {}, '/organisationen/kdn/kontakt');
    expect(sent.status).to.equal(303);
    const stored = await app.connection.collection('requests').findOne({});
    expect(JSON.stringify(stored)).to.contain('Bedarf: Lösung gesucht');
  });

  it('lets a link write no more than fits', async () => {
    const clerk = await person(app, { roles: [] });
    const { status, $ } = await clerk.visitor.get(`/organisationen/kdn/kontakt?anliegen=${'x'.repeat(500)}`);
    expect(status).to.equal(200);
    expect($('input[name=purpose]').attr('value') ?? '').to.equal('');
  });
});
