import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

describe('what an organisation uses', () => {
  const app = useApp();

  it('keeps own use apart from what it took over, and each solution in its region and programme', async () => {
    const provider = await person(app, { roles: ['editor'] });
    const reuser = await person(app, { roles: ['editor'] });
    const content = { modelRegion: 'owl', programme: 'owl-4-0' };
    const made = await aPublishedSolution(app, {
      provider: provider.organisationId,
      title: 'Parkausweis',
      content,
    });
    const use = { stage: 'productive', since: '03/2024' };
    for (const who of [provider, reuser]) {
      const answer = await who.visitor.submit(`/loesungen/${made.slug}/nachnutzung`, use);
      expect(answer.status).to.equal(303);
      if (who !== reuser) continue;
      const confirm = `${answer.location}/bestaetigen`;
      const confirmed = await provider.visitor.submit(answer.location ?? '', {}, confirm);
      expect(confirmed.status).to.equal(303);
    }
    const partsOf = async (id: string) => {
      const { slug } = (await app.services.organisations.getById(id)) ?? { slug: '' };
      const { $ } = await app.visitor().get(`/organisationen/${slug}`);
      expect($('main h2').text()).to.include('Nutzt');
      return $('main h3')
        .toArray()
        .map((heading) => [$(heading).text().trim(), $(heading).nextAll('ul').first().text()] as const)
        .filter(([heading]) => /nutzung/i.test(heading));
    };
    const [own, ...more] = (await partsOf(provider.organisationId)).slice(1);
    expect(own?.[0]).to.equal('Eigen- und Partnernutzung (1)');
    expect(own?.[1]).to.include('Parkausweis').and.to.include('Eigennutzung');
    expect(more).to.deep.equal([]);
    const [taken, ...other] = await partsOf(reuser.organisationId);
    expect(taken?.[0]).to.equal('Nachnutzung (1)');
    expect(taken?.[1]).to.include('Parkausweis').and.to.include('Produktivbetrieb');
    expect(other).to.deep.equal([]);
  });

  it('counts the solutions of each region and programme', async () => {
    const { organisationId: provider } = await person(app, { roles: ['editor'] });
    for (const modelRegion of ['aachen', 'aachen', 'soest', ''])
      await aPublishedSolution(app, { provider, content: { modelRegion, programme: 'umbau-21' } });
    await aPublishedSolution(app, { provider, content: { modelRegion: 'aachen' }, visibility: 'withdrawn' });
    const { $ } = await app.visitor().get('/modellregionen');
    const countOf = (key: string) =>
      $(`main a[href="/modellregionen/${key}"]`).closest('li').find('.result__meta').text();
    expect(countOf('aachen')).to.include('2 Lösungen');
    expect(countOf('soest')).to.match(/ 1 Lösung$/);
    expect(countOf('bergisch')).to.include('0 Lösungen');
    const programmes = await app.visitor().get('/programme');
    expect(programmes.$('main a[href="/programme/umbau-21"]').closest('li').text()).to.include('4 Lösungen');
  });
});
