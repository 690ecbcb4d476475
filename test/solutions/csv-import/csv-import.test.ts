import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { useApp } from '../../helpers/app.ts';
import type { Person } from '../../helpers/people.ts';
import { aTeam, snapshot, type Team } from '../publishing.helper.ts';

describe('solutions from a table', () => {
  const app = useApp();
  let team: Team;
  beforeEach(async () => {
    team = await aTeam(app);
  });

  const page = '/meine-loesungen/import';
  async function check(content: string | Uint8Array<ArrayBuffer>, who: Person = team.editor) {
    const file = { name: 'datei', filename: 'loesungen.csv', content };
    const answer = await who.visitor.upload(page, {}, [file], page);
    expect(answer.status, answer.$('main').text()).to.equal(303);
    const at = answer.location ?? '';
    return { at, shown: await who.visitor.get(at) };
  }
  const own = () =>
    app.connection
      .collection('solutions')
      .find({ providerId: team.organisation.id })
      .sort({ sourceId: 1 })
      .toArray();
  const faultsOn = ({ $ }: Awaited<ReturnType<typeof check>>['shown']) =>
    $('main tbody tr')
      .toArray()
      .map((row) =>
        $(row)
          .find('th, td')
          .toArray()
          .map((cell) => $(cell).text()),
      );

  it('offers a template with the labels of the form, and says what each column takes', async () => {
    const template = await team.editor.visitor.get(`${page}/vorlage.csv`);
    const bytes = (await team.editor.visitor.download(`${page}/vorlage.csv`)).bytes;
    expect([...bytes.slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    expect(template.headers.get('content-disposition')).to.contain('attachment');
    const [header = []] = parse(new TextDecoder().decode(bytes), { delimiter: ';', bom: true }) as string[][];
    expect(header).to.include.members(['Titel', 'Ein Satz dazu', 'Reifegrad', 'Themen', 'Übertragbar ab']);
    expect(new Set(header).size).to.equal(header.length);
    const explained = (await team.editor.visitor.get(page)).$('main tbody th').toArray();
    expect(explained).to.have.length(header.length);
    const { shown } = await check(
      `${header.join(';')}\n${'Nur ein Titel'}${';'.repeat(header.length - 1)}\n`,
    );
    expect(shown.text).to.contain('Die Tabelle ist in Ordnung');
  });

  it('shows what would be made, and makes it once confirmed', async () => {
    const before = await snapshot(app);
    const { at, shown } = await check(
      'Titel;Ein Satz dazu;Reifegrad;Themen;Übertragbar ab;Gesamtkosten des Projekts;Worum es geht\n' +
        'Bäume finden;Wo sie stehen.;Produktivbetrieb;Umwelt | Geodaten;2026-09;475.000;"Erste Zeile\nZweite; Zeile"\n' +
        'Hunde melden;;concept;;;;\n',
    );
    expect(shown.text)
      .to.contain('2 Entwürfe werden')
      .and.to.contain('Bäume finden')
      .and.to.contain('Produktivbetrieb');
    expect(await snapshot(app)).to.equal(before);
    expect((await team.editor.visitor.submit(at, {})).status).to.equal(303);
    const [first, second] = await own();
    expect(first?.working.content).to.deep.include({
      title: 'Bäume finden',
      maturity: 'production',
      topics: ['Umwelt', 'Geodaten'],
      transferableFrom: '2026-09',
      fundingTotalEur: 475_000,
      description: 'Erste Zeile\nZweite; Zeile',
      leadIds: [team.organisation.id],
    });
    expect(first?.working.content.terms.rightsConfirmed).to.equal(false);
    expect(second?.working.content).to.deep.include({ title: 'Hunde melden', maturity: 'concept' });
    expect([first?.visibility, first?.working.state]).to.deep.equal(['unpublished', 'draft']);
    expect((await team.editor.visitor.get(at)).text).to.contain(`/loesungen/${first?.slug}/bearbeiten`);
  });

  it('lists every fault by row and column with its remedy, and makes nothing', async () => {
    const before = await snapshot(app);
    const { at, shown } = await check(
      'Titel;Reifegrad;Farbe;Titel;Website;Themen\n' +
        'Gut;Konzept;;;;\n' +
        ';perfekt;;;;\n' +
        'Auch gut;;;;javascript:alert(1);Raumfahrt\n',
    );
    const faults = faultsOn(shown);
    expect(faults.map(([row, column]) => `${row} ${column}`)).to.deep.equal([
      '1 Farbe',
      '1 Titel',
      '3 Reifegrad',
      '3 Titel',
      '4 Website',
      '4 Themen',
    ]);
    expect(faults.find(([, column]) => column === 'Reifegrad')?.at(2)).to.equal('perfekt');
    expect(faults.every((one) => (one.at(4) ?? '').length > 5)).to.equal(true);
    const { _csrf = '' } = (await team.editor.visitor.form('/konto/name')).values;
    expect((await team.editor.visitor.post(at, { _csrf })).status).to.equal(409);
    expect(await snapshot(app)).to.equal(before);
    const list = await team.editor.visitor.get(`${at}/fehler.csv`);
    expect(parse(list.text, { delimiter: ';', bom: true })).to.have.length(7);
  });

  it('disarms formulas in the list of faults', async () => {
    const { at } = await check('Titel;Reifegrad\nGut;"=HYPERLINK(1)"\n');
    const list = await team.editor.visitor.get(`${at}/fehler.csv`);
    expect(list.text)
      .to.contain("'=HYPERLINK")
      .and.not.to.match(/(^|;)"?=HYPERLINK/m);
  });

  for (const [name, content] of [
    [
      'Windows-1252',
      new Uint8Array(
        [...'Titel;Ein Satz dazu\nB']
          .map((one) => one.charCodeAt(0))
          .concat([0xe4, 0x75, 0x6d, 0x65, 0x3b, 0x78, 0x0a]),
      ),
    ],
    ['UTF-8 with commas', 'Titel,Ein Satz dazu\nBäume,x\n'],
    ['UTF-8 with tabs and a byte order mark', '\ufeffTitel\tEin Satz dazu\r\nBäume\tx\r\n'],
  ] as const)
    it(`reads ${name}`, async () => {
      const { at } = await check(typeof content === 'string' ? content : new Uint8Array(content));
      await team.editor.visitor.submit(at, {});
      const [made] = await own();
      expect(made?.working.content).to.include({ title: 'Bäume', summary: 'x' });
    });

  for (const [name, content, words] of [
    ['no rows', 'Titel;Ein Satz dazu\n\n;\n', 'Unter der Kopfzeile steht nichts'],
    ['too many rows', `Titel\n${'Zeile\n'.repeat(501)}`, 'höchstens 500'],
    ['too many bytes', `Titel\n${'x'.repeat(2_000_001)}`, 'größer als 2 MB'],
    ['an open quotation mark', 'Titel\n"offen\n', 'Anführungszeichen'],
    ['more cells than headings', 'Titel\nGut;zu viel\n', 'Spalte B'],
    ['cells below an empty heading', 'Titel;;Reifegrad\nGut;verloren;Konzept\n', 'keine Überschrift'],
    ['no title column', 'Reifegrad\nKonzept\n', 'Die Spalte „Titel“ fehlt'],
    ['unknown related solutions', 'Titel;Verwandte Lösungen\nGut;gibt-es-nicht\n', 'gibt-es-nicht'],
  ] as const)
    it(`refuses ${name}`, async () => {
      const { shown } = await check(content);
      expect(shown.text).to.contain('Die Tabelle hat noch Fehler').and.to.contain(words);
      expect(await own()).to.have.length(0);
    });

  it('makes no doubles of the same file, whenever and however often it is confirmed', async () => {
    const table = 'Titel\nEins\nZwei\nDrei\n';
    const { at } = await check(table);
    const { _csrf = '' } = (await team.editor.visitor.form('/konto/name')).values;
    await Promise.all([1, 2].map(() => team.editor.visitor.post(at, { _csrf })));
    expect(await own()).to.have.length(3);
    const again = await check(table);
    await team.editor.visitor.submit(again.at, {});
    expect(await own()).to.have.length(3);
    expect((await team.editor.visitor.get(again.at)).text).to.contain('war schon da');
  });

  it('goes on where it was cut off', async () => {
    const { at } = await check('Titel\nEins\nZwei\nDrei\n');
    const imports = app.connection.collection('solutionImports');
    const newest = await imports.findOne({ state: 'checked', organisationId: team.organisation.id });
    await imports.updateOne({ _id: newest?._id }, { $set: { state: 'running', movedAt: new Date(0) } });
    await app.services.solutions.resumeImports();
    expect(await own()).to.have.length(3);
    expect((await imports.findOne({ _id: newest?._id }))?.state).to.equal('done');
    expect((await team.editor.visitor.get(at)).text).to.contain('Entwürfe angelegt');
  });

  it('is for editors, and each file for its own organisation', async () => {
    const { at } = await check('Titel\nGeheim\n');
    const stranger = await aTeam(app);
    const before = await snapshot(app);
    const { _csrf = '' } = (await stranger.editor.visitor.form('/konto/name')).values;
    expect((await stranger.editor.visitor.get(at)).status).to.equal(404);
    expect((await stranger.editor.visitor.get(`${at}/fehler.csv`)).status).to.equal(404);
    expect((await stranger.editor.visitor.post(at, { _csrf })).status).to.equal(404);
    expect((await team.administrator.visitor.get(page)).status).to.equal(403);
    expect((await app.visitor().get(page)).status).to.equal(302);
    expect(await snapshot(app)).to.equal(before);
  });

  it('answers at once to a table that is all faults or as wide as it is long', async () => {
    const wide = await check(`Titel;${'a;'.repeat(300_000)}\nEins\n`);
    expect(faultsOn(wide.shown)).to.have.length(1);
    expect(wide.shown.text).to.contain('Zeile 1 hat mehr als 200 Spalten');
    const row = `Eins${';x'.repeat(150)}\n`;
    const wrong = await check(`Titel\n${row.repeat(500)}`);
    const faults = faultsOn(wrong.shown);
    expect(faults.length).to.be.within(1000, 1200);
    expect(faults.at(-1)?.join()).to.contain('ab dieser Zeile wurde nicht weiter geprüft');
    const lines = (await team.editor.visitor.get(`${wrong.at}/fehler.csv`)).text.trim().split('\r\n');
    expect(lines).to.have.length(faults.length + 1);
  });

  it('stands in the export of who did it, without titles of drafts', async () => {
    const { at } = await check('Titel\nGeheimer Arbeitstitel\n');
    await team.editor.visitor.submit(at, {});
    const exported = (await team.editor.visitor.get('/konto/daten')).text;
    const { solutions } = JSON.parse(exported);
    expect(solutions.solutions.at(-1).acts[0]).to.include({ action: 'created' });
    expect(solutions.tables[0]).to.include({ filename: 'loesungen.csv', state: 'done' });
    expect(exported).not.to.contain('Geheimer Arbeitstitel');
    expect((await team.approver.visitor.get('/konto/daten')).text).not.to.contain('loesungen.csv');
  });

  it('keeps only the last files that were looked at', async () => {
    const first = await check('Titel\nNull\n');
    for (let index = 1; index <= 20; index += 1) await check(`Titel\nEins ${index}\n`);
    expect((await team.editor.visitor.get(first.at)).status).to.equal(404);
    const left = { organisationId: team.organisation.id };
    expect(await app.connection.collection('solutionImports').countDocuments(left)).to.equal(20);
  });

  it('asks for a file', async () => {
    const answer = await team.editor.visitor.upload(page, {}, [], page);
    expect(answer.status).to.equal(422);
    expect(answer.text).to.contain('Bitte wählen Sie die ausgefüllte Vorlage');
  });
});
