import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

describe('search page', () => {
  const app = useApp();
  let soest: { id: string };

  before(async () => {
    soest = await anOrganisation(app, { fullName: 'Stadt Soest (Test)' });
    await aPublishedSolution(app, {
      provider: soest.id,
      title: 'Hundesteuer online',
      content: { topics: ['Verwaltung'], modelRegion: 'soest', maturity: 'production' },
    });
    await aPublishedSolution(app, {
      provider: soest.id,
      title: 'Kita-Platz vormerken',
      content: {
        summary: 'Eltern merken einen Platz vor.',
        description: '',
        topics: ['Bildung', 'Verwaltung'],
      },
    });
    await aPublishedSolution(app, {
      provider: soest.id,
      title: 'Zurückgezogener Fahrplan',
      content: { summary: 'Busse', description: '' },
      visibility: 'withdrawn',
    });
    await app.services.catalogue.refresh();
  });

  const titles = async (query: string): Promise<string[]> => {
    const { $ } = await app.visitor().get(`/loesungen?${query}`);
    return $('.results h2')
      .toArray()
      .map((one) => $(one).text().trim());
  };
  const count = async (query: string): Promise<string> => {
    const { $ } = await app.visitor().get(`/loesungen?${query}`);
    return $('.result-head h2').text();
  };

  it('finds a solution and marks what was found', async () => {
    const { status, $ } = await app.visitor().get('/loesungen?q=Hundesteuern');
    expect(status).to.equal(200);
    expect($('.results h2').first().text().trim()).to.equal('Hundesteuer online');
    expect($('.results h2 mark').text()).to.equal('Hundesteuer');
    expect($('input#q').attr('value')).to.equal('Hundesteuern');
  });

  it('never shows what is withdrawn, not even in a count', async () => {
    expect(await titles('q=Fahrplan')).to.deep.equal([]);
    expect(await count('')).to.equal('2 Lösungen');
  });

  it('filters by facets whose counts ignore their own choice', async () => {
    expect(await titles('thema=Bildung')).to.deep.equal(['Kita-Platz vormerken']);
    const { $ } = await app.visitor().get('/loesungen?thema=Bildung');
    const option = $('input[name=thema][value=Verwaltung]').closest('label');
    expect(option.find('.filter-option__count').text()).to.equal('2');
    expect($('.chips a').first().text()).to.contain('Thema: Bildung');
  });

  it('keeps the set of results when the order changes', async () => {
    for (const order of ['neueste', 'titel', 'nachnutzung', 'relevanz']) {
      expect((await titles(`sortierung=${order}`)).sort()).to.deep.equal([
        'Hundesteuer online',
        'Kita-Platz vormerken',
      ]);
    }
    expect(await titles('sortierung=titel')).to.deep.equal(['Hundesteuer online', 'Kita-Platz vormerken']);
  });

  it('leads on where nothing is found', async () => {
    const { status, $ } = await app.visitor().get('/loesungen?q=xyzzyplugh');
    expect(status).to.equal(200);
    expect($('main').text()).to.contain('Nichts gefunden').and.contain('xyzzyplugh');
    expect($('main .empty a[href="/organisationen"]')).to.have.length(1);
  });

  it('shows typed text as text', async () => {
    const { text } = await app
      .visitor()
      .get(`/loesungen?q=${encodeURIComponent('<script>alert(1)</script>')}`);
    expect(text).not.to.contain('<script>alert');
  });

  const hostile = ['q[$ne]=x', 'thema[$gt]=', '%24where=1', '__proto__=x', 'q.a=1'];
  for (const query of hostile) {
    it(`refuses ${query}`, async () => {
      expect((await app.visitor().get(`/loesungen?${query}`)).status).to.equal(400);
    });
  }

  const odd = [
    'seite=-1',
    'seite=1e9',
    'seite=NaN',
    'seite=2&seite=3',
    'sortierung=hack',
    `q=${'a'.repeat(6000)}`,
  ];
  for (const query of odd) {
    it(`answers ${query.slice(0, 30)} with the first page`, async () => {
      expect((await app.visitor().get(`/loesungen?${query}`)).status).to.equal(200);
    });
  }

  it('follows a new solution and a withdrawal with the next look', async () => {
    const made = await aPublishedSolution(app, { provider: soest.id, title: 'Wildschweinmelder' });
    await app.services.runDueJobs();
    expect(await titles('q=Wildschweinmelder')).to.deep.equal(['Wildschweinmelder']);
    await app.connection
      .collection('solutions')
      .updateOne(
        { slug: made.slug },
        { $set: { visibility: 'withdrawn', updatedAt: new Date() }, $inc: { revision: 1 } },
      );
    expect(await titles('q=Wildschweinmelder')).to.deep.equal([]);
    await app.services.runDueJobs();
    expect(await count('q=Wildschweinmelder')).to.equal('0 Lösungen');
  });

  it('tells true figures and leads to topics on the start page', async () => {
    const { status, $, headers } = await app.visitor().get('/');
    expect(status).to.equal(200);
    expect($('h1').text()).to.equal('Was möchten Sie nicht noch einmal erfinden?');
    expect(
      $('.figures dd')
        .toArray()
        .map((one) => $(one).text()),
    ).to.deep.equal(['2', '0', '1']);
    expect($('a[href="/loesungen?thema=Verwaltung"]')).to.have.length(1);
    expect(headers.getSetCookie()).to.deep.equal([]);
  });

  it('offers the filters as a page of their own', async () => {
    const { status, $ } = await app.visitor().get('/loesungen/filter?q=Kita&thema=Bildung');
    expect(status).to.equal(200);
    expect($('form.filters input[name=q]').attr('value')).to.equal('Kita');
    expect($('form.filters input[name=thema][value=Bildung]').is('[checked]')).to.equal(true);
  });
});
