import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';
import { aDraft, aTeam, completeContent } from '../solutions/publishing.helper.ts';

describe('comparing solutions', () => {
  const app = useApp();
  const made: MadeSolution[] = [];
  let dogs: MadeSolution;
  let cats: MadeSolution;
  let draft: string;
  let editor: Person;

  before(async () => {
    const team = await aTeam(app);
    editor = team.editor;
    const provider = team.organisation.id;
    dogs = await aPublishedSolution(app, {
      provider,
      title: 'Hundesteuer',
      content: {
        ...completeContent(),
        title: 'Hundesteuer',
        summary: 'Hunde.',
        topics: ['Verwaltung'],
        cost: '=1+1',
      },
      artifacts: [{ title: 'Fachkonzept', access: 'accepted' }],
    });
    cats = await aPublishedSolution(app, {
      provider,
      title: 'Katzensteuer <b>',
      content: {
        summary: 'Hunde.',
        topics: ['Verwaltung'],
        accessibility: { status: 'partial', method: '', on: '', report: '' },
      },
    });
    made.push(dogs, cats);
    for (const title of ['Dritte', 'Vierte', 'Fünfte'])
      made.push(await aPublishedSolution(app, { provider, title }));
    draft = await aDraft(app, team, completeContent({ title: 'Geheimer Entwurf' }));
    await app.services.catalogue.refresh();
  });

  const at = (slugs: string[], more = '') =>
    `/loesungen/vergleich?${new URLSearchParams(slugs.map((slug): [string, string] => ['l', slug]))}${more}`;
  const open = (slugs: string[], more = '') => app.visitor().get(at(slugs, more));
  type Page = Awaited<ReturnType<typeof open>>;
  const cells = ({ $ }: Page, label: string) =>
    $('table.compare tbody tr')
      .filter((_, row) => $(row).children('th').text().trim() === label)
      .children('td')
      .toArray()
      .map((cell) => $(cell).text().trim());

  it('puts the chosen ones side by side and says plainly what is not stated', async () => {
    const page = await open([dogs.slug, cats.slug]);
    expect(page.status).to.equal(200);
    const heads = page.$('table.compare thead th').toArray();
    expect(heads.map((head) => page.$(head).children('a').first().text())).to.deep.equal([
      'Hundesteuer',
      'Katzensteuer <b>',
    ]);
    expect(cells(page, 'Reifegrad')).to.deep.equal(['Produktivbetrieb', 'nicht angegeben']);
    expect(cells(page, 'Konzept')).to.deep.equal([
      'Fachkonzept, nach angenommener Anfrage',
      'nicht vorhanden',
    ]);
    expect(cells(page, 'Barrierefreiheit')).to.deep.equal(['nicht angegeben', 'teilweise barrierefrei']);
    expect(cells(page, 'Nachnutzungsreife')).to.have.length(2);
    expect(page.$('table.compare tbody th[scope="row"]').length).to.be.greaterThan(25);
  });

  it('shows only what differs, by a link that needs no script', async () => {
    const all = await open([dogs.slug, cats.slug]);
    const link = all.$('a:contains("Nur Unterschiede zeigen")').attr('href') ?? '';
    const page = await app.visitor().get(link);
    expect(cells(page, 'Reifegrad')).to.have.length(2);
    expect(cells(page, 'Themen')).to.deep.equal([]);
    expect(cells(all, 'Themen')).to.deep.equal(['Verwaltung', 'Verwaltung']);
    const differing = all.$('tr.compare__differs').length;
    expect(page.$('table.compare tbody th[scope="row"]').length).to.equal(differing);
    expect(all.$('.lead').text()).to.contain(`${differing} Angaben unterscheiden sich`);
  });

  it('takes one away and adds one by a search', async () => {
    const page = await open([dogs.slug, cats.slug], '&q=Dritte');
    const add =
      page.$('section[aria-labelledby="hinzu"] a:contains("Hinzufügen")').first().attr('href') ?? '';
    const three = await app.visitor().get(add);
    expect(three.$('table.compare thead th').length).to.equal(3);
    expect(three.text).to.contain('Dritte');
    const remove = three.$('.compare__remove').first().attr('href') ?? '';
    const two = await app.visitor().get(remove);
    expect(
      two
        .$('table.compare thead th a:first-child')
        .toArray()
        .map((a) => two.$(a).text()),
    ).to.deep.equal(['Katzensteuer <b>', 'Dritte']);
    const none = await open([dogs.slug], '&q=gibtesnichtxyz');
    expect(none.text).to.contain('Zu „gibtesnichtxyz“ gibt es keine weitere Lösung');
  });

  it('teaches where nothing or only one is chosen', async () => {
    for (const path of ['/loesungen/vergleich', '/loesungen/vergleich?l=&l=%20&nur=quatsch']) {
      const page = await app.visitor().get(path);
      expect(page.status).to.equal(200);
      expect(page.text).to.contain('Noch keine Lösung gewählt');
    }
    const one = await open([dogs.slug, dogs.slug]);
    expect(one.text).to.contain('mindestens zwei Lösungen').and.to.contain('Hundesteuer');
    expect(one.$('table').length).to.equal(0);
  });

  it('refuses five with a sentence and lets one be taken away', async () => {
    const page = await open(made.map(({ slug }) => slug));
    expect(page.status).to.equal(422);
    expect(page.text).to.contain('Höchstens 4 Lösungen lassen sich vergleichen');
    expect(page.$('table').length).to.equal(0);
    const next = await app.visitor().get(page.$('main a:contains("Entfernen")').first().attr('href') ?? '');
    expect(next.$('table.compare thead th').length).to.equal(4);
    expect(
      (await app.visitor().get(at(made.map(({ slug }) => slug)).replace('vergleich', 'vergleich.csv')))
        .status,
    ).to.equal(400);
  });

  it('names what is unknown, a draft or withdrawn, and shows nothing of it, to its editor neither', async () => {
    const [gone] = [
      await aPublishedSolution(app, {
        provider: editor.organisationId,
        title: 'Zurückgezogenes',
        visibility: 'withdrawn',
      }),
    ];
    const hostile = [
      '<script>alert(1)</script>',
      '$ne',
      '../../etc',
      '__proto__',
      'a'.repeat(5000),
      '\ud800',
    ];
    for (const visitor of [app.visitor(), editor.visitor]) {
      const page = await visitor.get(at([dogs.slug, cats.slug, draft, gone.slug, ...hostile]));
      expect(page.status).to.equal(200);
      expect(page.$('table.compare thead th').length).to.equal(2);
      expect(page.text).to.contain('8 gewählte Lösungen fehlen im Vergleich').and.to.contain(gone.slug);
      expect(page.text).not.to.contain('Zurückgezogenes');
      expect(page.text).not.to.contain('Geheimer Entwurf');
      expect(page.text).not.to.contain('<script>alert');
    }
    for (const odd of ['l[$ne]=1', 'l[]=a', 'l=a&__proto__[x]=1'])
      expect((await app.visitor().get(`/loesungen/vergleich?${odd}`)).status, odd).to.equal(400);
    const many = await app.visitor().get(`/loesungen/vergleich?${'l=x&'.repeat(900)}`);
    expect(many.status).to.equal(200);
    expect((await app.visitor().get('/loesungen/vergleich.csv?l=gibt-es-nicht')).status).to.equal(404);
  });

  it('gives a CSV file as German Excel opens it, formulas disarmed', async () => {
    const file = await app
      .visitor()
      .download(at([dogs.slug, cats.slug]).replace('vergleich', 'vergleich.csv'));
    expect(file.status).to.equal(200);
    expect(file.headers.get('content-type')).to.equal('text/csv; charset=utf-8');
    expect(file.headers.get('content-disposition')).to.contain('vergleich.csv');
    expect([...file.bytes.slice(0, 3)]).to.deep.equal([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(file.bytes);
    const lines = text.split('\r\n');
    expect(text.replaceAll('\r\n', '')).not.to.contain('\n');
    expect(lines[0]).to.equal('"Gruppe";"Angabe";"Hundesteuer";"Katzensteuer <b>"');
    expect(lines).to.include(`"Rechte und Kosten";"Kosten der Übernahme";"'=1+1";"nicht angegeben"`);
    expect(lines[1]).to.contain(`${app.url}/loesungen/${dogs.slug}`);
  });

  it('counts confirmed uses by the size of the town, and reported ones apart', async () => {
    const town = await person(app, {
      roles: ['editor'],
      organisation: { kind: 'municipality', population: 12_000 },
    });
    const other = await person(app, {
      roles: ['editor'],
      organisation: { kind: 'municipality', population: 150_000 },
    });
    for (const one of [town, other]) {
      const answer = await one.visitor.submit(`/loesungen/${dogs.slug}/nachnutzung`, {
        stage: 'productive',
        since: '03/2024',
      });
      expect(answer.status).to.equal(303);
      if (one === town)
        await editor.visitor.submit(answer.location ?? '', {}, `${answer.location}/bestaetigen`);
    }
    const page = await open([dogs.slug, cats.slug]);
    expect(cells(page, 'Bestätigte Nachnutzungen')).to.deep.equal(['1', 'keine']);
    expect(cells(page, 'Davon nach Größe der Kommune')).to.deep.equal([
      '1: 5.000 bis unter 20.000 Einwohner',
      'keine',
    ]);
    expect(cells(page, 'Gemeldet, noch nicht bestätigt')).to.deep.equal(['1', '0']);
  });

  it('is reached from the list of results and from a solution', async () => {
    const list = await app.visitor().get('/loesungen?q=Hundesteuer');
    expect(list.$('form#vergleich').attr('action')).to.equal('/loesungen/vergleich');
    expect(
      list.$(`input[type="checkbox"][name="l"][form="vergleich"][value="${dogs.slug}"]`).length,
    ).to.equal(1);
    const detail = await app.visitor().get(`/loesungen/${dogs.slug}`);
    expect(detail.$('[data-compare-add]').attr('href')).to.equal(`/loesungen/vergleich?l=${dogs.slug}`);
  });
});
