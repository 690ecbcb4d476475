import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

type Offer = { group: string; label: string; hint: string; href: string };

describe('suggestions while typing', () => {
  const app = useApp();
  let slug: string;

  before(async () => {
    const town = await anOrganisation(app, { fullName: 'Stadt Hundsbach' });
    const content = { topics: ['Verwaltung', 'Mobilität'] };
    ({ slug } = await aPublishedSolution(app, {
      provider: town.id,
      title: 'Hundesteuer <b>online</b>',
      content,
    }));
    await aPublishedSolution(app, { provider: town.id, title: 'Hundehütte geheim', visibility: 'withdrawn' });
    const editor = await person(app, { organisation: town.slug, roles: ['editor'] });
    await editor.visitor.submit('/loesungen/neu', { title: 'Hundewiese im Entwurf' });
    await app.services.catalogue.refresh();
  });

  async function offered(typed: string): Promise<Offer[]> {
    const answer = await app.visitor().get(`/loesungen/vorschlaege?q=${encodeURIComponent(typed)}`);
    expect(answer.status).to.equal(200);
    expect(answer.headers.get('cache-control')).to.equal('private, max-age=60');
    return JSON.parse(answer.text).items;
  }

  it('name solutions and organisations that begin so, with what tells them apart', async () => {
    const [solution, ...more] = await offered('hund');
    expect(solution).to.deep.equal({
      group: 'Lösungen',
      label: 'Hundesteuer <b>online</b>',
      hint: 'Stadt Hundsbach',
      href: `/loesungen/${slug}`,
    });
    expect(more.map(({ group }) => group)).to.include('Organisationen');
  });

  it('name topics with their number, umlauts or not', async () => {
    for (const typed of ['mobili', 'MOBILITA', 'Mobilität']) {
      const topic = (await offered(typed)).find(({ group }) => group === 'Themen');
      expect(topic).to.include({ label: 'Mobilität', hint: '1 Lösung' });
      expect((await app.visitor().get(topic?.href ?? '')).status).to.equal(200);
    }
  });

  it('tell strangers nothing of drafts and withdrawn ones', async () => {
    const labels = (await offered('hunde')).map(({ label }) => label);
    expect(labels).to.include('Hundesteuer <b>online</b>');
    expect(labels.filter((label) => label.startsWith('Hundeh') || label.startsWith('Hundew'))).to.deep.equal(
      [],
    );
  });

  it('stop with a withdrawal at once', async () => {
    const town = await anOrganisation(app, {});
    const gone = await aPublishedSolution(app, { provider: town.id, title: 'Zwergziegenregister' });
    await app.services.catalogue.refresh();
    expect(await offered('zwergz')).to.have.length(1);
    await app.connection
      .collection('solutions')
      .updateOne({ slug: gone.slug }, { $set: { visibility: 'withdrawn', updatedAt: new Date() } });
    expect(await offered('zwergz')).to.deep.equal([]);
  });

  for (const typed of [
    '',
    ' ',
    'h',
    '"',
    '-',
    '\\',
    '.*',
    '<script>',
    '\u0000\u0001',
    '😀',
    'a'.repeat(5000),
    '%',
  ]) {
    it(`answer ${JSON.stringify(typed.slice(0, 12))} with a list`, async () => {
      expect(await offered(typed)).to.be.an('array');
    });
  }

  it('refuse objects', async () => {
    expect((await app.visitor().get('/loesungen/vorschlaege?q[$ne]=x')).status).to.equal(400);
  });
});
