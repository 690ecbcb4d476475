import { expect } from 'chai';
import { slideText } from '../../src/events/pitch/slide-text.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';

describe('Text of a slide', () => {
  const table: [what: string, text: string, blocks: string[], shortened: boolean][] = [
    ['nothing', '  \n ', [], false],
    [
      'a text',
      'Ein **fetter** [Verweis](https://a.example/) und `Code`.',
      ['Ein fetter Verweis und Code.'],
      false,
    ],
    [
      'headings and lists',
      '## Ziel\n\nKurz.\n\n- eins\n- zwei\n\n1. drei',
      ['Ziel', 'Kurz.', '· eins', '· zwei', '· drei'],
      false,
    ],
    ['HTML as what it is', '<b>fett</b> & mehr', ['<b>fett</b> & mehr'], false],
    ['pictures as their words', '![Bild](https://a.example/b.png)', ['!Bild'], false],
    ['whole sentences only', `Erster Satz. ${'Wort '.repeat(80)}.`, ['Erster Satz.'], true],
    [
      'at most six points',
      '- a\n- b\n- c\n- d\n- e\n- f\n- g',
      ['· a', '· b', '· c', '· d', '· e', '· f'],
      true,
    ],
  ];
  for (const [what, text, blocks, shortened] of table) {
    it(`holds ${what}`, () => {
      const cut = slideText(text);
      expect(cut.blocks.map(({ kind, text }) => (kind === 'point' ? `· ${text}` : text))).to.deep.equal(
        blocks,
      );
      expect(cut.shortened).to.equal(shortened);
    });
  }

  it('cuts a single endless sentence at a word and says so', () => {
    const { blocks, shortened } = slideText(`${'Verwaltungsvorgang '.repeat(60)}`);
    expect(shortened).to.equal(true);
    expect(blocks[0]?.text).to.match(/Verwaltungsvorgang …$/);
    expect(blocks[0]?.text.length).to.be.lessThan(345);
  });
});

describe('Kurzpräsentation', () => {
  const app = useApp();

  const open = async (options: Partial<Parameters<typeof aPublishedSolution>[1]> = {}) => {
    const { id, fullName } = await anOrganisation(app);
    const solution = await aPublishedSolution(app, { provider: id, ...options });
    const page = `/loesungen/${solution.slug}/kurzpraesentation`;
    return { solution, fullName, page, answer: await app.visitor().get(page) };
  };
  const headings = ($: Awaited<ReturnType<typeof open>>['answer']['$']) =>
    $('.slide :is(h1, h2)')
      .toArray()
      .map((one) => $(one).text());

  it('shows only what is stated, in three minutes, below each other without scripts', async () => {
    const { answer, solution, fullName } = await open({ content: { benefit: 'Spart Wege.' } });
    expect(answer.status).to.equal(200);
    expect(headings(answer.$)).to.deep.equal([
      solution.title,
      'Was es ist',
      'Was es bringt',
      'Auf einen Blick',
      'So geht es weiter',
    ]);
    expect(answer.$('[data-item]').attr('data-seconds')).to.equal('180');
    expect(answer.$('[data-present]').attr('hidden')).to.not.equal(undefined);
    expect(answer.$('[data-clock]').attr('role')).to.equal('timer');
    expect(answer.$('.slide').first().text()).to.contain(fullName);
    expect(answer.$('.slide__address').text()).to.match(new RegExp(`/loesungen/${solution.slug}$`));
    expect(answer.text).not.to.contain('undefined').and.not.to.contain('Bestandseintrag');
  });

  it('is linked from the solution and links back', async () => {
    const { page, solution, answer } = await open();
    const { $ } = await app.visitor().get(`/loesungen/${solution.slug}`);
    expect($(`main a[href="${page}"]`).length).to.equal(1);
    expect(answer.$(`main a[href="/loesungen/${solution.slug}"]`).length).to.be.greaterThan(0);
  });

  it('says of a Bestandseintrag that it is one, and where it is from', async () => {
    const { answer } = await open({
      inventory: { assignedAt: null, importedAt: new Date() } as never,
      content: { sources: [{ url: 'https://quelle.example/', publisher: 'Land NRW' }] },
    });
    expect(answer.$('.slide').first().text()).to.contain('Bestandseintrag: aus öffentlichen Quellen');
    expect(headings(answer.$)).to.include('Quellen');
    expect(answer.$('main').text()).to.contain('Land NRW').and.not.to.contain('Bereitgestellt von');
  });

  it('is gone with a withdrawn solution and unknown for others', async () => {
    const { answer } = await open({ visibility: 'withdrawn' });
    expect(answer.status).to.equal(410);
    expect((await app.visitor().get('/loesungen/gibt-es-nicht/kurzpraesentation')).status).to.equal(404);
  });

  it('escapes whatever a provider writes', async () => {
    const evil = '<img src=x onerror=alert(1)>';
    const { answer } = await open({ title: evil, content: { title: evil, benefit: evil, summary: evil } });
    expect(answer.text).not.to.contain('<img src=x');
    expect(answer.$('.slide h1').text()).to.equal(evil);
  });
});
