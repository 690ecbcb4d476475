import { expect } from 'chai';
import { loadDemo } from '../../src/cli/demo/load.ts';
import { readProjects } from '../../src/cli/demo/projects.ts';
import { loadCooperations, loadProgrammes, loadRegistry } from '../../src/organisations/index.ts';
import { expectedQueries } from '../catalogue/search/expected-queries.ts';
import { useApp } from '../helpers/app.ts';

describe('demo catalogue', function () {
  this.timeout(60_000);
  const app = useApp();
  const projects = readProjects();

  before(async () => {
    await loadRegistry(app.connection);
    await loadCooperations(app.connection);
    await loadProgrammes(app.connection);
    let daysAgo = 0;
    await loadDemo(app.services, (days) => {
      app.travel((daysAgo - days) * 86_400_000);
      daysAgo = days;
    });
    await app.services.catalogue.refresh();
  });

  async function firstThree(query: string): Promise<string[]> {
    const answer = await app.visitor().get(`/api/v1/solutions?limit=3&q=${encodeURIComponent(query)}`);
    return (JSON.parse(answer.text) as { items: { slug: string }[] }).items.map(({ slug }) => slug);
  }

  it('holds all 62 projects, each as Bestandseintrag with its sources and what is not stated', async () => {
    expect(projects).to.have.length(62);
    for (const project of projects) {
      const { status, $ } = await app.visitor().get(`/loesungen/${project.id}`);
      expect(status, project.id).to.equal(200);
      const main = $('main').text();
      expect(main, project.id).to.contain('Bestandseintrag');
      const links = $('main a')
        .toArray()
        .map((one) => $(one).attr('href'));
      for (const { url } of project.sources) expect(links, project.id).to.include(url);
      if (project.reuse_terms === '' && project.licence === '') {
        expect(main, project.id).to.contain('Nachnutzungsbedingungen nicht angegeben');
      }
      if (!project.assignment_certain) expect(main, project.id).to.match(/nicht (sicher|gesichert|belegt)/);
    }
  });

  it('is loaded once: a second time changes nothing', async () => {
    const before = await app.connection.collection('solutions').countDocuments();
    await loadDemo(app.services, () => {});
    expect(await app.connection.collection('solutions').countDocuments()).to.equal(before);
    const entries = { sourceId: { $type: 'string' } };
    expect(await app.connection.collection('solutions').countDocuments(entries)).to.equal(62);
    expect(before).to.be.greaterThan(62);
  });

  it('finds the right project in the first three for every query that was written down before', async () => {
    expect(expectedQueries.length).to.be.greaterThan(40);
    const missed: string[] = [];
    for (const { query, expected = [], oneOf = [] } of expectedQueries) {
      const found = await firstThree(query);
      const right =
        expected.every((slug) => found.includes(slug)) &&
        (oneOf.length === 0 || oneOf.some((slug) => found.includes(slug)));
      if (!right) missed.push(`${query}: ${found.join(', ')}`);
    }
    expect(missed).to.deep.equal([]);
  });

  it('shows an example of every state of requests and reuses', async () => {
    const distinct = (collection: string, field: string) =>
      app.connection.collection(collection).distinct(field);
    expect(await distinct('requests', 'state')).to.have.members([
      'open',
      'accepted',
      'declined',
      'withdrawn',
    ]);
    expect(await distinct('reuses', 'state')).to.include.members(['reported', 'confirmed']);
    expect(await distinct('reuses', 'relation')).to.have.members(['transfer', 'own', 'partner']);
  });
});
