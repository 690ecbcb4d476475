import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { person } from '../helpers/people.ts';
import { anInventory, aPublishedSolution } from '../helpers/solutions.ts';
import { press, report } from '../reuses/ledger.helper.ts';

describe('the start page', () => {
  const app = useApp();

  async function home() {
    const { $ } = await app.visitor().get('/');
    const figures = $('dl.figures > div')
      .toArray()
      .map((one) => [$(one).find('dt').text(), $(one).find('dd').text()]);
    const transfers = $('h2:contains("Neu übernommen") + ul li h3')
      .toArray()
      .map((one) => $(one).text());
    return { figures: Object.fromEntries(figures), transfers, text: $('main').text() };
  }

  it('counts and names transfers, confirmed, and no own use', async () => {
    const provider = await person(app, { organisation: { fullName: 'Stadt Vorlage' }, roles: ['editor'] });
    const made = await Promise.all(
      ['Erste', 'Zweite', 'Dritte', 'Vierte'].map((title) =>
        aPublishedSolution(app, { provider: provider.organisationId, title }),
      ),
    );
    await app.services.catalogue.refresh();
    const reuser = await person(app, { organisation: { fullName: 'Gemeinde Nachbau' }, roles: [] });
    const company = await person(app, { organisation: { kind: 'company' }, roles: [] });
    const [first] = made;
    if (!first) throw new Error('no solution');
    await report(provider, first);
    const before = await home();
    expect(before.figures).to.deep.equal({
      Lösungen: '4',
      'Nachnutzungen bestätigt': '0',
      'Kommunen beteiligt': '1',
    });

    for (const solution of made) {
      const address = await report(reuser, solution);
      if (solution === first) expect((await home()).figures['Nachnutzungen bestätigt']).to.equal('0');
      await press(provider, address, 'bestaetigen');
      app.travel(60_000);
    }
    await press(provider, await report(company, first), 'bestaetigen');
    const { figures, transfers, text } = await home();
    expect(figures).to.deep.equal({
      Lösungen: '4',
      'Nachnutzungen bestätigt': '5',
      'Kommunen beteiligt': '2',
    });
    expect(transfers).to.deep.equal(['Erste', 'Vierte', 'Dritte']);
    expect(text).to.contain('Gemeinde Nachbau nutzt diese Lösung jetzt');
  });

  it('names as newly published what providers published, not what was taken over from sources', async () => {
    const provider = await person(app, { organisation: { fullName: 'Stadt Neuheit' }, roles: ['editor'] });
    await aPublishedSolution(app, { provider: provider.organisationId, title: 'Selbst veröffentlicht' });
    await aPublishedSolution(app, {
      provider: provider.organisationId,
      title: 'Nur übernommen',
      inventory: anInventory(),
    });
    const { $ } = await app.visitor().get('/');
    const titles = $('h2:contains("Neu veröffentlicht") + ul li h3')
      .toArray()
      .map((one) => $(one).text());
    expect(titles).to.have.length(3);
    expect(titles).to.include('Selbst veröffentlicht');
    expect(titles).not.to.include('Nur übernommen');
  });
});
