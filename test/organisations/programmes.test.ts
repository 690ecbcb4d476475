import { expect } from 'chai';
import { loadProgrammes } from '../../src/organisations/index.ts';
import { callStateOf } from '../../src/organisations/programmes/programme-entry.ts';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';

const page = '/programme/owl-4-0';
const call = {
  kind: 'call',
  title: 'Aufruf Kreislaufwirtschaft',
  on: '2020-01-01',
  until: '2099-12-31',
  text: 'Gesucht werden Vorhaben von Kommunen.',
  url: 'https://programm.example/aufruf',
  source: 'Bekanntmachung des Programms',
};

describe('programmes', () => {
  const app = useApp();
  let kdn: Person;
  before(async () => {
    kdn = await person(app, { platformRoles: ['kdn'] });
  });

  const stored = (key: string) => app.connection.collection('programmes').findOne({ key });

  it('shows themes and areas, and says where nothing is recorded yet', async () => {
    const { text } = await app.visitor().get(page);
    for (const word of ['Technologietransfer', 'Mobilität', 'noch nicht erfasst'])
      expect(text).to.include(word);
  });

  it('tells what sources tell, each with its source, and loads it once', async () => {
    await loadProgrammes(app.connection);
    await loadProgrammes(app.connection);
    const { $, text } = await app.visitor().get('/programme/digitale-modellregionen-nrw');
    expect($('h2').text())
      .to.include('Meilensteine')
      .and.include('Zwischenergebnisse')
      .and.include('Dokumente');
    expect(text).to.include('30. Juni 2023').and.include('Quelle: Stadt Aachen');
    expect((await stored('digitale-modellregionen-nrw'))?.entries).to.have.length(6);
  });

  it('lets KDN record, change and remove a call, and says whether it is open', async () => {
    const added = await kdn.visitor.submit(`${page}/eintraege/neu`, call);
    expect(added.location).to.equal(page);
    const shown = await app.visitor().get(page);
    expect(shown.text).to.include('Aufruf Kreislaufwirtschaft').and.include('bis 31. Dezember 2099');
    expect(shown.$('.result__top').text()).to.include('offen');
    const id = (await stored('owl-4-0'))?.entries[0].id;
    const one = `${page}/eintraege/${id}`;
    expect((await kdn.visitor.submit(one, { ...call, until: '2020-02-01' }, one)).status).to.equal(303);
    expect((await app.visitor().get(page)).$('.result__top').text()).to.include('abgeschlossen');
    expect((await kdn.visitor.submit(one, {}, `${one}/entfernen`)).status).to.equal(303);
    const record = await stored('owl-4-0');
    expect(record?.entries).to.deep.equal([]);
    expect(record?.history.map(({ action }: { action: string }) => action)).to.deep.equal([
      'entry-added',
      'entry-changed',
      'entry-removed',
    ]);
    expect((await kdn.visitor.get(one)).status).to.equal(404);
  });

  it('refuses a change on what somebody else changed meanwhile', async () => {
    const neu = '/programme/umbau-21/eintraege/neu';
    await kdn.visitor.submit(neu, call);
    const id = (await stored('umbau-21'))?.entries[0].id;
    const one = `/programme/umbau-21/eintraege/${id}`;
    const token = (await kdn.visitor.get(one)).$('input[name=revision]').first().attr('value') ?? '';
    await kdn.visitor.submit(one, { ...call, title: 'Zuerst gespeichert' });
    const late = await kdn.visitor.submit(one, { ...call, title: 'Zu spät', revision: token });
    expect(late.status).to.equal(409);
    expect((await stored('umbau-21'))?.entries[0].title).to.equal('Zuerst gespeichert');
  });

  it('says at the field what an entry lacks', async () => {
    const wrong = (fields: Record<string, string>) =>
      kdn.visitor.submit(`${page}/eintraege/neu`, { ...call, ...fields });
    expect((await wrong({ until: '' })).$('#until-error').length).to.equal(1);
    expect((await wrong({ until: '2019-01-01' })).$('#until-error').text()).to.include('vor dem ersten');
    expect((await wrong({ kind: 'document', until: '', url: '' })).$('#url-error').length).to.equal(1);
    expect((await wrong({ kind: 'milestone', until: '', on: 'bald' })).$('#on-error').length).to.equal(1);
    expect((await wrong({ kind: 'milestone', until: '', on: '2026-02-30' })).$('#on-error').length).to.equal(
      1,
    );
    expect((await wrong({ url: 'javascript:alert(1)' })).$('#url-error').length).to.equal(1);
    expect((await wrong({ source: '' })).$('#source-error').length).to.equal(1);
  });

  it('is for nobody else to write', async () => {
    const editor = await person(app, { roles: ['editor', 'administrator'] });
    expect((await app.visitor().get(`${page}/eintraege/neu`)).status).to.equal(302);
    expect((await editor.visitor.get(`${page}/eintraege/neu`)).status).to.equal(403);
    expect((await app.visitor().get(page)).$('a[href$="/eintraege/neu"]').length).to.equal(0);
    expect((await kdn.visitor.get('/programme/gibt-es-nicht/eintraege/neu')).status).to.equal(404);
  });

  const days: [string, string, string, string][] = [
    ['2026-05-01', '2026-06-30', '2026-04-30', 'coming'],
    ['2026-05-01', '2026-06-30', '2026-06-30', 'open'],
    ['2026-05-01', '2026-06-30', '2026-07-01', 'closed'],
    ['', '2026-06-30', '2026-01-01', 'open'],
    ['2026', '', '2026-07-01', 'unknown'],
  ];
  for (const [on, until, today, state] of days)
    it(`counts a call from ${on || 'any day'} to ${until || 'any day'} as ${state} on ${today}`, () => {
      expect(callStateOf({ on, until }, today)).to.equal(state);
    });
});
