import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { person } from '../../helpers/people.ts';
import { aDraft, aPublished, aTeam, completeContent, snapshot, stored } from '../publishing.helper.ts';

const tomorrow = () => new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);

describe('sections about services, protection and documents', () => {
  const app = useApp();

  it('keep what was typed, in the form the record has', async () => {
    const team = await aTeam(app);
    const slug = await aDraft(app, team);
    const page = (key: string) => `/loesungen/${slug}/bearbeiten/${key}`;
    const { visitor } = team.editor;
    await visitor.submit(page('leistungen'), {
      ozgFields: ['Steuern & Zoll', 'Umwelt'],
      leikaKeys: '99 050 012 104 000\n99050012104000\n99107004026000',
      ozgId: '10279',
      ozgMaturity: '2.0/5',
      xoev: ['XMeld', 'XFall'],
      xoevOther: 'XEigen\nXMeld',
    });
    await visitor.submit(page('schutz'), {
      accessibilityStatus: 'partial',
      accessibilityMethod: 'bitvTest',
      accessibilityOn: '2025-03-04',
      accessibilityReport: 'https://stadt.example/bericht',
      personalData: 'ordinary',
      dataProtectionStatus: 'dsfaDone',
      dataProtectionOn: '2025-02-01',
      dataProtectionNote: 'Löschfristen selbst festlegen.',
    });
    await visitor.submit(page('unterlagen'), { 'waived-avv': 'Es gibt keinen Auftragsverarbeiter.' });
    const content = (await stored(app, slug)).working?.content;
    expect(content?.ozgFields).to.deep.equal(['Steuern & Zoll', 'Umwelt']);
    expect(content?.leikaKeys).to.deep.equal(['99050012104000', '99107004026000']);
    expect(content?.ozg).to.deep.equal({ id: '10279', maturity: 5, model: '2.0' });
    expect(content?.xoev).to.deep.equal(['XMeld', 'XFall', 'XEigen']);
    expect(content?.accessibility).to.deep.equal({
      status: 'partial',
      method: 'bitvTest',
      on: '2025-03-04',
      report: 'https://stadt.example/bericht',
    });
    expect(content?.dataProtection.status).to.equal('dsfaDone');
    expect(content?.waivedDocuments).to.deep.equal([
      { kind: 'avv', reason: 'Es gibt keinen Auftragsverarbeiter.' },
    ]);
  });

  for (const [section, field, value] of [
    ['leistungen', 'leikaKeys', '9905001210400'],
    ['leistungen', 'leikaKeys', '99050012104000x'],
    ['leistungen', 'ozgId', 'zehn'],
    ['leistungen', 'ozgMaturity', '1.1/5'],
    ['leistungen', 'ozgMaturity', '2.0/8'],
    ['schutz', 'accessibilityOn', tomorrow()],
    ['schutz', 'dataProtectionOn', '2025-02-30'],
    ['leistungen', 'ozgFields', 'Raumfahrt'],
    ['schutz', 'accessibilityReport', 'javascript:alert(1)'],
    ['schutz', 'personalData', 'alle'],
  ] as const) {
    it(`refuse "${value}" as ${field} and store nothing`, async () => {
      const team = await aTeam(app);
      const slug = await aDraft(app, team);
      const before = await snapshot(app);
      const page = `/loesungen/${slug}/bearbeiten/${section}`;
      const answer = await team.editor.visitor.submit(page, { [field]: value });
      expect(answer.status).to.equal(422);
      expect(answer.$('[data-error-summary] a').attr('href')).to.equal(`#${field}`);
      expect(await snapshot(app)).to.equal(before);
    });
  }

  it('are shown to everybody once published, found by the key, and given by the API', async () => {
    const team = await aTeam(app);
    const content = completeContent({
      ozgFields: ['Steuern & Zoll'],
      leikaKeys: ['99050012104000'],
      ozg: { id: '10279', maturity: 3, model: '1.1' },
      xoev: ['XMeld'],
      accessibility: { status: 'partial', method: 'bitvTest', on: '2025-03-04', report: '' },
      dataProtection: { personalData: 'special', status: 'open', on: '', note: '' },
      waivedDocuments: [{ kind: 'avv', reason: 'Es gibt keinen Auftrag.' }],
    });
    const slug = await aPublished(app, team, content);
    const page = await app.visitor().visit(`/loesungen/${slug}`);
    const text = page.$('main').text();
    for (const shown of [
      'Steuern & Zoll',
      '99 050 012 104 000',
      'Stufe 3, Online-Leistung (Modell 1.1)',
      'teilweise barrierefrei',
      'BIK-BITV-Test, 4. März 2025',
      'besondere Kategorien',
      'weil: Es gibt keinen Auftrag.',
    ])
      expect(text, shown).to.contain(shown);
    expect(page.$('#unterlagen ~ .table-scroll').first().find('tbody tr')).to.have.length(7);
    await app.services.catalogue.refresh();
    const found = await app.visitor().visit('/loesungen?q=99050012104000');
    expect(found.$('main').text()).to.contain(content.title);
    const record = JSON.parse((await app.visitor().get(`/api/v1/solutions/${slug}`)).text);
    for (const key of [
      'ozgFields',
      'leikaKeys',
      'ozg',
      'xoev',
      'accessibility',
      'dataProtection',
      'waivedDocuments',
    ] as const)
      expect(record[key], key).to.deep.equal(content[key]);
  });

  it('are nobody else’s', async () => {
    const slug = await aDraft(app, await aTeam(app));
    const stranger = await person(app, { roles: ['editor'] });
    const before = await snapshot(app);
    const _csrf = String((await stranger.visitor.form('/loesungen/neu')).values._csrf);
    for (const key of ['leistungen', 'schutz', 'unterlagen']) {
      const page = `/loesungen/${slug}/bearbeiten/${key}`;
      expect((await stranger.visitor.get(page)).status).to.equal(404);
      expect((await stranger.visitor.post(page, { _csrf, revision: '1' })).status).to.equal(404);
    }
    expect(await snapshot(app)).to.equal(before);
  });
});
