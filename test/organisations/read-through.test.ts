import { expect } from 'chai';
import type { Organisation } from '../../src/organisations/index.ts';
import { isoDate } from '../../src/shared/german.ts';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person, signIn } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';
import { press, report } from '../reuses/ledger.helper.ts';

const day = 86_400_000;

describe('an organisation that ends', () => {
  const app = useApp();
  let old: Person;
  let reuser: Person;
  let from: Organisation;
  let to: Organisation;
  let solution: MadeSolution;
  let other: MadeSolution;
  let earlier: string[];
  let later: string[];
  let caseBefore: string;
  let mailsBefore: string[];

  const known = async (id: string): Promise<Organisation> => {
    const found = await app.services.organisations.getById(id);
    if (found === null) throw new Error('no organisation');
    return found;
  };
  const ask = async (who: Person, subject: MadeSolution): Promise<string> => {
    const answer = await who.visitor.submit(`/loesungen/${subject.slug}/anfragen`, {
      purpose: 'Wir wollen das.',
    });
    if (answer.status !== 303 || !answer.location) throw new Error(`asking answered ${answer.status}`);
    return answer.location;
  };
  const newMails = async (seen: number) => (await app.mails()).slice(seen);

  /** What the public is told about who provides the solution, place by place. */
  async function told(): Promise<string[]> {
    await app.services.catalogue.refresh();
    const visitor = app.visitor();
    const list = await visitor.get('/loesungen?q=Quittenregister');
    const suggestions = JSON.parse((await visitor.get('/loesungen/vorschlaege?q=Quittenreg')).text);
    const api = JSON.parse((await visitor.get(`/api/v1/solutions/${solution.slug}`)).text);
    const found = JSON.parse((await visitor.get('/api/v1/solutions?q=Quittenregister')).text);
    const compare = await visitor.get(`/loesungen/vergleich?l=${solution.slug}&l=${other.slug}`);
    const csv = await visitor.get(`/loesungen/vergleich.csv?l=${solution.slug}&l=${other.slug}`);
    const places = {
      result: list.$('.results > li').first().text(),
      facet: list.$('[name="organisation"]').parent().text(),
      detail: (await visitor.get(`/loesungen/${solution.slug}`)).$('.provider').text(),
      compare: compare.$('table').text(),
      csv: csv.text,
      suggestion: suggestions.items[0].hint,
      api: api.provider.name,
      apiFacet: found.facets.organisation.map(({ value }: { value: string }) => value).join(),
      startPage: (await visitor.get('/')).$('main').text(),
      pitch: (await visitor.get(`/loesungen/${solution.slug}/kurzpraesentation`)).$('main').text(),
      transfer: (await visitor.get('/transfer/datensaetze?zahl=loesungen')).text,
    };
    return Object.entries(places).map(([place, text]) => {
      const [isOld, isNew] = [from, to].map(
        ({ fullName, slug }) => text.includes(fullName) || text.split(',').includes(slug),
      );
      return `${place}: ${isOld ? 'old' : ''}${isNew ? 'new' : ''}`;
    });
  }

  before(async function () {
    this.timeout(60_000);
    old = await person(app, { roles: ['editor', 'approver', 'administrator'] });
    reuser = await person(app, { roles: ['editor', 'administrator'] });
    const stays = await person(app, { roles: ['editor'] });
    from = await known(old.organisationId);
    to = await anOrganisation(app, { fullName: 'Zweckverband Quittental' });
    solution = await aPublishedSolution(app, { provider: from.id, title: 'Quittenregister digital' });
    other = await aPublishedSolution(app, { provider: stays.organisationId, title: 'Pflaumenkataster' });
    await press(old, await report(reuser, solution), 'bestaetigen');
    const kdn = await person(app, { platformRoles: ['kdn'] });
    const since = isoDate(new Date(app.services.now().getTime() + 10 * day));
    const named = await kdn.visitor.submit(`/organisationen/${from.slug}/nachfolge`, {
      successor: to.fullName,
      since,
    });
    expect(named.status).to.equal(303);
    const seen = (await app.mails()).length;
    caseBefore = await ask(await person(app, { roles: ['editor'] }), solution);
    mailsBefore = (await newMails(seen)).map(({ to: address }) => address);
    earlier = await told();
    // Two records of the same revision must not be taken for the same organisation.
    const { revision } = await known(from.id);
    await app.connection.collection('organisations').updateOne({ slug: to.slug }, { $set: { revision } });
    app.travel(11 * day);
    later = await told();
  });

  it('is named until the day, and its successor from then on, in every place', () => {
    for (const line of earlier) expect(line).to.match(/: old$/);
    for (const line of later) expect(line).to.match(/: new$/);
  });

  it('is announced with the day on its page and on those of its solutions', async () => {
    const lone = await anOrganisation(app);
    const made = await aPublishedSolution(app, { provider: lone.id });
    const kdn = await person(app, { platformRoles: ['kdn'] });
    await kdn.visitor.submit(`/organisationen/${lone.slug}/nachfolge`, {
      successor: to.fullName,
      since: isoDate(new Date(app.services.now().getTime() + 5 * day)),
    });
    for (const path of [`/organisationen/${lone.slug}`, `/loesungen/${made.slug}`])
      expect((await app.visitor().get(path)).$('main').text()).to.match(
        /Ab dem .* führt Zweckverband Quittental/,
      );
  });

  it('is still found by its name, in the catalogue and among organisations', async () => {
    const visitor = app.visitor();
    const search = await visitor.get(`/loesungen?q=${encodeURIComponent(`"${from.fullName}"`)}`);
    expect(search.$('.results').text()).to.include('Quittenregister digital');
    const { items } = JSON.parse(
      (await visitor.get(`/organisationen/suche?q=${encodeURIComponent(from.fullName)}`)).text,
    );
    expect(items.map(({ value }: { value: string }) => value)).to.deep.equal([to.slug]);
    const list = await visitor.get(`/organisationen?q=${encodeURIComponent(from.fullName)}`);
    expect(list.$('.results').text()).to.include('beendet').and.include(`fortgeführt von ${to.fullName}`);
    const providers = (await visitor.get('/organisationen')).$('.results').text();
    expect(providers).to.include(to.fullName).and.not.include(from.fullName);
  });

  it('keeps links and filters with its old address working', async () => {
    const page = await app.visitor().get(`/loesungen?organisation=${from.slug}`);
    expect(page.$('.results').text()).to.include('Quittenregister digital');
    expect(
      page.$(`input[type="checkbox"][name="organisation"][value="${to.slug}"]`).attr('checked'),
    ).not.to.equal(undefined);
    expect(page.$('.chips').text()).to.include(to.fullName);
    expect((await app.visitor().get(`/organisationen/${from.slug}`)).location).to.equal(
      `/organisationen/${to.slug}`,
    );
    expect((await app.visitor().get(`/organisationen/${to.slug}`)).$('main').text()).to.include(
      'Quittenregister',
    );
  });

  describe('hands its cases on', () => {
    let heir: Person;
    const asker = () => person(app, { roles: ['editor'] });
    before(async () => {
      heir = await person(app, { organisation: to.slug, roles: ['editor', 'administrator'] });
    });

    it('requests go to its own people before the day and to the successor from then on', async () => {
      expect(mailsBefore).to.include(old.email);
      const seen = (await app.mails()).length;
      const made = await ask(await asker(), solution);
      const told = (await newMails(seen)).map(({ to: address }) => address);
      expect(told).to.include(heir.email).and.not.include(old.email);
      expect((await heir.visitor.get(made)).status).to.equal(200);
    });

    it('also those that were opened before', async () => {
      const page = await heir.visitor.get(caseBefore);
      expect(page.status).to.equal(200);
      expect(page.$('main').text()).to.include(to.fullName);
      const stranger = await person(app, { roles: ['administrator'] });
      expect((await stranger.visitor.get(caseBefore)).status).to.equal(404);
    });

    it('letters to it reach the successor', async () => {
      const writer = await asker();
      const answer = await writer.visitor.submit(`/organisationen/${from.slug}/kontakt`, {
        purpose: 'Frage zum Register',
        text: 'Wer ist zuständig?',
      });
      expect(answer.status).to.equal(303);
      expect((await heir.visitor.get(answer.location ?? '')).status).to.equal(200);
    });
  });

  describe('leaves its members without a say', () => {
    it('they act for it no more, and read why and what to do', async () => {
      const visitor = await signIn(app, old.email);
      expect((await visitor.get(caseBefore)).status).to.equal(403);
      expect((await visitor.get(`/loesungen/${solution.slug}/verlauf`)).status).to.be.oneOf([403, 404]);
      expect((await visitor.get(`/organisationen/${from.slug}/mitglieder`)).status).to.equal(404);
      expect((await visitor.get('/loesungen/neu')).status).to.equal(403);
      const account = await visitor.get('/konto');
      expect(account.$('main').text()).to.include(`Für sie handelt jetzt ${to.fullName}`);
      expect(account.$(`a[href="/konto/beitreten?fuer=${to.slug}"]`).length).to.equal(1);
    });

    it('they may ask to belong to the successor, and leave as the last administrator', async () => {
      const visitor = await signIn(app, old.email);
      const asked = await visitor.submit(
        `/konto/beitreten?fuer=${to.slug}`,
        { organisation: to.slug },
        '/konto/beitreten',
      );
      expect(asked.status).to.equal(303);
      const left = await visitor.submit(`/konto/verlassen/${from.slug}`, {});
      expect(left.status).to.equal(303);
      const record = await app.connection.collection('organisations').findOne({ slug: from.slug });
      expect(record?.members).to.deep.equal([]);
    });
  });
});
