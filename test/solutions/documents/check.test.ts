import { expect } from 'chai';
import { useApp } from '../../helpers/app.ts';
import { person } from '../../helpers/people.ts';
import { aDraft, artifactsOf, publish, upload } from '../artifacts.helper.ts';

const dayFrom = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe('how far a document has been checked', () => {
  const app = useApp();

  for (const [what, fields, field] of [
    ['without by whom', { checkState: 'checked', checkOn: dayFrom(-2) }, 'checkBy'],
    ['without a day', { checkState: 'checked', checkBy: 'Datenschutzstelle' }, 'checkOn'],
    ['on a day to come', { checkState: 'checked', checkBy: 'DSB', checkOn: dayFrom(2) }, 'checkOn'],
    ['on a day that is none', { checkState: 'checked', checkBy: 'DSB', checkOn: '2025-02-31' }, 'checkOn'],
    ['with a state that is none', { checkState: 'bestanden' }, 'checkState'],
  ] as const) {
    it(`refuses "geprüft" ${what}, and stores nothing`, async () => {
      const writing = await aDraft(app);
      const answer = await upload(writing, 'dsfa.txt', 'Risiken', { kind: 'dsfa', ...fields });
      expect(answer.status).to.equal(422);
      expect(answer.$('[data-error-summary] a').attr('href')).to.equal(`#${field}`);
      expect(await artifactsOf(app, writing.slug)).to.deep.equal([]);
    });
  }

  it('keeps who checked and when, shows it to everybody, and gives it by the API', async () => {
    const writing = await aDraft(app);
    const check = { checkState: 'checked', checkBy: 'Datenschutzstelle', checkOn: '2025-03-04' };
    await upload(writing, 'dsfa.txt', 'Risiken', { kind: 'dsfa', ...check });
    const [artifact] = await artifactsOf(app, writing.slug);
    expect(artifact?.check).to.deep.equal({ state: 'checked', by: 'Datenschutzstelle', on: '2025-03-04' });
    await publish(app, writing);
    const page = await app.visitor().visit(`/loesungen/${writing.slug}`);
    expect(page.$('main').text()).to.contain('geprüft von Datenschutzstelle am 4. März 2025');
    const record = JSON.parse((await app.visitor().get(`/api/v1/solutions/${writing.slug}`)).text);
    expect(record.artifacts[0].check).to.deep.equal(artifact?.check);
  });

  it('calls a draft a draft, and says of no check who made it', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'dsfa.txt', 'Risiken', { kind: 'dsfa', checkState: 'draft', checkBy: 'Niemand' });
    await upload(writing, 'avv.txt', 'Vertrag', { kind: 'avv' });
    await publish(app, writing);
    const { $ } = await app.visitor().get(`/loesungen/${writing.slug}`);
    const standOf = (kind: string) =>
      $(`th[scope="row"]:contains("${kind}")`).siblings('[data-label="Stand"]').text().trim();
    expect(standOf('Datenschutz-Folgenabschätzung')).to.equal('Entwurf');
    expect(standOf('Vertrag zur Auftragsverarbeitung')).to.equal('liegt bei');
    expect(standOf('Sicherheitskonzept')).to.equal('fehlt');
  });

  it('changes it later, and forgets by whom where it is no longer said', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'dsfa.txt', 'Risiken', { kind: 'dsfa', checkState: 'draft' });
    const [artifact] = await artifactsOf(app, writing.slug);
    const page = `${writing.page}/${artifact?.id}`;
    await writing.editor.visitor.submit(page, { checkState: '', checkBy: 'Niemand', checkOn: '2025-01-01' });
    expect((await artifactsOf(app, writing.slug))[0]?.check).to.deep.equal({ state: '', by: '', on: '' });
  });

  it('is changed by nobody else', async () => {
    const writing = await aDraft(app);
    await upload(writing, 'dsfa.txt', 'Risiken', { kind: 'dsfa', checkState: 'draft' });
    const before = await artifactsOf(app, writing.slug);
    const stranger = await person(app, { roles: ['editor'] });
    const page = `${writing.page}/${before[0]?.id}`;
    expect((await stranger.visitor.get(page)).status).to.equal(404);
    const _csrf = String((await stranger.visitor.form('/loesungen/neu')).values._csrf);
    const sent = {
      _csrf,
      title: 'x',
      kind: 'dsfa',
      licenceChoice: 'MIT',
      access: 'everyone',
      checkState: '',
    };
    expect((await stranger.visitor.post(page, sent)).status).to.equal(404);
    expect(await artifactsOf(app, writing.slug)).to.deep.equal(before);
  });
});
