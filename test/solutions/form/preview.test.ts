import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { aDraft, aTeam, completeContent, type Team } from '../publishing.helper.ts';

describe('the preview of a draft', () => {
  const app = useApp();
  let team: Team;
  before(async () => {
    team = await aTeam(app);
  });
  const previewOf = (slug: string) => `/loesungen/${slug}/vorschau`;

  it('shows what everybody will see: no name of who confirmed, no way to what only some get', async () => {
    const slug = await aDraft(app, team);
    const { visitor } = team.editor;
    const terms = `/loesungen/${slug}/bearbeiten/bedingungen`;
    await visitor.submit(terms, { rightsConfirmed: [] });
    await visitor.submit(terms, { rightsConfirmed: 'ja' });
    const page = `/loesungen/${slug}/projektergebnisse`;
    for (const [filename, access] of [
      ['offen.md', 'everyone'],
      ['innen.md', 'accepted'],
    ])
      await visitor.upload(
        page,
        { kind: 'concept', licenceChoice: 'MIT', access: access ?? '' },
        [{ name: 'dateien', filename: filename ?? '', content: '# Text' }],
        page,
      );
    await visitor.submit(terms, { rightsConfirmed: 'ja' });
    const { $ } = await visitor.get(previewOf(slug));
    const text = $('main').text();
    expect(text).to.contain('bestätigt von der bereitstellenden Organisation');
    expect(text)
      .not.to.contain(`(${team.editor.email}`)
      .and.not.match(/Organisation \([^)]+\)\s*$/m);
    const links = $('#ergebnisse ~ .table-scroll a')
      .toArray()
      .map((link) => $(link).text());
    expect(links.filter((one) => one === 'offen')).to.have.length(1);
    expect(links).not.to.include('innen');
    expect($('aside').text()).to.contain('Nachnutzungsreife');
  });

  it('leads who may write to the fields that mend it, and nobody else', async () => {
    const slug = await aDraft(app, team, completeContent({ benefit: '' }));
    const field = `a[href="/loesungen/${slug}/bearbeiten/inhalt#benefit"]`;
    expect((await team.editor.visitor.get(previewOf(slug))).$(field)).to.have.length(1);
    expect((await team.administrator.visitor.get(previewOf(slug))).$(field)).to.have.length(0);
    const own = await team.administrator.visitor.get('/meine-loesungen');
    expect(own.$(`main h3 a[href="${previewOf(slug)}"]`)).to.have.length(1);
  });
});
