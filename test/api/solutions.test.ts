import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';

describe('API v1', () => {
  const app = useApp();
  let made: MadeSolution;

  before(async () => {
    const provider = await anOrganisation(app, { fullName: 'Kreis Testland' });
    made = await aPublishedSolution(app, {
      provider: provider.id,
      title: 'Hundesteuer online',
      content: { topics: ['Verwaltung'], modelRegion: 'soest', leadIds: [provider.id] },
      artifacts: [
        { title: 'Konzept', content: 'Inhalt', filename: 'konzept ä.md', access: 'accepted' },
        { title: 'Ablage', url: 'https://ablage.example/nur-nach-annahme', access: 'accepted' },
        { title: 'Website', url: 'https://www.example/' },
      ],
    });
    for (let n = 1; n <= 6; n += 1) {
      await aPublishedSolution(app, {
        provider: provider.id,
        title: `Baustein ${n}`,
        content: { topics: ['Bauen'] },
      });
    }
    await aPublishedSolution(app, { provider: provider.id, title: 'Zurückgezogen', visibility: 'withdrawn' });
    await app.services.catalogue.refresh();
  });

  async function json(path: string, status = 200) {
    const answer = await app.visitor().get(path, { accept: 'application/json' });
    expect(answer.status, path).to.equal(status);
    return JSON.parse(answer.text);
  }

  it('lists solutions with total and facet counts', async () => {
    const body = await json('/api/v1/solutions?q=hundesteuern');
    expect(body.total).to.equal(1);
    expect(body.items).to.deep.equal([
      {
        slug: made.slug,
        title: 'Hundesteuer online',
        summary: 'Hunde an- und abmelden ohne Papier.',
        url: `${app.url}/loesungen/${made.slug}`,
        readiness: null,
      },
    ]);
    expect(body.next).to.equal(null);
    expect(body.facets.topic).to.deep.equal([{ value: 'Verwaltung', count: 1 }]);
  });

  it('filters by topic and region', async () => {
    expect((await json('/api/v1/solutions?topic=Bauen')).total).to.equal(6);
    expect((await json('/api/v1/solutions?region=soest')).total).to.equal(1);
    expect((await json('/api/v1/solutions?topic=Bauen&region=soest')).total).to.equal(0);
  });

  it('pages by cursor through everything once', async () => {
    const slugs: string[] = [];
    let path = '/api/v1/solutions?limit=3';
    for (let hops = 0; hops < 5; hops += 1) {
      const body = await json(path);
      slugs.push(...body.items.map((item: { slug: string }) => item.slug));
      if (body.next === null) break;
      path = `/api/v1/solutions?cursor=${body.next}`;
    }
    expect(slugs).to.have.length(7);
    expect(new Set(slugs).size).to.equal(7);
  });

  for (const query of [
    'limit=0',
    'limit=101',
    'limit=x',
    'cursor=abc',
    'cursor=MS4y\u00e4',
    'nope=1',
    'q[$ne]=1',
    'limit=1&limit=2',
    Array.from({ length: 21 }, (_, index) => `topic=${index}`).join('&'),
  ]) {
    it(`answers ${query.slice(0, 30)} with 400 as problem+json`, async () => {
      const answer = await app
        .visitor()
        .get(`/api/v1/solutions?${encodeURI(query)}`, { accept: 'application/json' });
      expect(answer.status).to.equal(400);
      expect(answer.headers.get('content-type')).to.match(/^application\/problem\+json/);
    });
  }

  it('answers the whole public record without ids of people', async () => {
    const body = await json(`/api/v1/solutions/${made.slug}`);
    expect(body.title).to.equal('Hundesteuer online');
    expect(body.provider.name).to.equal('Kreis Testland');
    expect(body.leads).to.deep.equal([body.provider]);
    expect(body.releases).to.have.length(1);
    expect(body.artifacts[0]).to.include({
      title: 'Konzept',
      access: 'accepted',
      filename: 'konzept ä.md',
      blocked: false,
    });
    expect(JSON.stringify(body)).not.to.match(/"(submittedBy|approvedBy|addedBy|history|tell|working)"/);
  });

  it('tells the address of a link to nobody who could not follow it from the page', async () => {
    const body = await json(`/api/v1/solutions/${made.slug}`);
    const urlOf = (title: string) => body.artifacts.find((one: { title: string }) => one.title === title).url;
    expect(urlOf('Website')).to.equal('https://www.example/');
    expect(urlOf('Ablage')).to.equal(null);

    const website = made.artifacts.find(({ title }) => title === 'Website');
    const block = { artifactId: website?.id, sha256: '', at: new Date(), by: 'x', reason: 'Rechte Dritter' };
    const filter = { slug: made.slug };
    await app.connection.collection('solutions').updateOne(filter, { $set: { blocks: [block] } });
    const after = await json(`/api/v1/solutions/${made.slug}`);
    await app.connection.collection('solutions').updateOne(filter, { $set: { blocks: [] } });
    const blocked = after.artifacts.find((one: { title: string }) => one.title === 'Website');
    expect(blocked).to.include({ blocked: true, url: null });
  });

  it('keeps withdrawn and unknown ones to itself', async () => {
    expect((await json('/api/v1/solutions?q=Zur%C3%BCckgezogen')).total).to.equal(0);
    await json('/api/v1/solutions/gibt-es-nicht', 404);
  });

  it('says that it lives and is ready, and nothing else', async () => {
    expect(await json('/healthz')).to.deep.equal({ status: 'ok' });
    expect(await json('/readyz')).to.deep.equal({ status: 'ok' });
  });
});
