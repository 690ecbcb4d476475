import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { anInventory, aPublishedSolution } from '../helpers/solutions.ts';

describe('the results of a search', () => {
  const app = useApp();
  let town: { id: string };

  before(async () => {
    town = await anOrganisation(app, {});
    for (const title of ['Hundesteuer online', 'Kita-Platz vormerken'])
      await aPublishedSolution(app, { provider: town.id, title });
  });

  const titles = async (query: string): Promise<string[]> => {
    const { $ } = await app.visitor().get(`/loesungen?${query}`);
    return $('.results h2')
      .toArray()
      .map((one) => $(one).text().trim());
  };

  it('says where a find stands that neither title nor text holds', async () => {
    await aPublishedSolution(app, {
      provider: town.id,
      title: 'Streuobst',
      content: { technology: ['Baumkataster', 'Kalibrierzange <b>'], benefit: 'Mehr Äpfel.' },
    });
    await app.services.catalogue.refresh();
    const { $ } = await app.visitor().get('/loesungen?q=Kalibrierzangen');
    expect($('.results mark').text()).to.equal('Kalibrierzange');
    expect($('.results mark').parent().text().trim()).to.equal('Technik: Baumkataster, Kalibrierzange <b>');
    const title = (await app.visitor().get('/loesungen?q=Streuobst')).$;
    expect(title('.results').text()).not.to.contain('Technik:');
    const topic = (await app.visitor().get('/loesungen?q=Kalibrierzange+Streuobst')).$;
    expect(topic('.results mark').text()).to.equal('Streuobst');
  });

  it('shows the words of a description, not its signs for headings, lists and emphasis', async () => {
    await aPublishedSolution(app, {
      provider: town.id,
      title: 'Fundbüro',
      content: {
        summary: 'Verlorenes wiederfinden.',
        description: '## Ablauf\n\n- **Regenschirm** melden\n- _Abholen_ nach `Termin`, 2 * 3 Tage',
      },
    });
    await app.services.catalogue.refresh();
    const { $ } = await app.visitor().get('/loesungen?q=Regenschirm');
    const passage = $('.results mark').parent().text();
    expect(passage).to.match(/^Ablauf\s+Regenschirm melden\s+_Abholen_ nach Termin, 2 \* 3 Tage$/);
  });

  it('puts what providers published before Bestandseinträge, however new, and calls that order by its name', async () => {
    await aPublishedSolution(app, {
      provider: town.id,
      title: 'Aus öffentlichen Quellen',
      inventory: anInventory(),
    });
    await app.services.catalogue.refresh();
    expect((await titles('')).at(-1)).to.equal('Aus öffentlichen Quellen');
    expect(await titles('sortierung=neueste')).to.deep.equal(await titles(''));
    const offered = async (query: string) => {
      const { $ } = await app.visitor().get(`/loesungen?${query}`);
      return [$('#sortierung option').first().text(), $('#sortierung option[selected]').text()];
    };
    expect(await offered('')).to.deep.equal(['Neueste zuerst', 'Neueste zuerst']);
    expect(await offered('sortierung=titel')).to.deep.equal(['Neueste zuerst', 'Titel von A bis Z']);
    expect(await offered('q=Papier')).to.deep.equal(['Relevanz', 'Relevanz']);
  });
});
