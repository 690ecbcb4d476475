import { expect } from 'chai';
import { Types } from 'mongoose';
import type { OperatingOffer } from '../../../src/solutions/offers/offer.model.ts';
import { useApp } from '../../helpers/app.ts';
import { anOrganisation, type Person, person } from '../../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../../helpers/solutions.ts';

const fields = {
  description: 'Hosting und Pflege.\nEinrichtung in vier Wochen.',
  priceBasis: 'perInhabitant',
  priceText: '0,12 Euro im Jahr',
  vat: 'publicLaw',
  procurement: ['inhouse', 'publicAgreement'],
  since: '03/2025',
  weiter: 'veroeffentlichen',
};

describe('operating offers', () => {
  const app = useApp();
  let provider: Person;
  let solution: MadeSolution;
  let page: string;
  let form: string;

  beforeEach(async () => {
    provider = await person(app, { roles: ['editor'] });
    solution = await aPublishedSolution(app, { provider: provider.organisationId });
    page = `/loesungen/${solution.slug}`;
    form = `${page}/betriebsangebot`;
  });

  const anOperator = (
    kind: 'itServiceProvider' | 'zweckverband' | 'company' | 'municipality' = 'itServiceProvider',
  ) => person(app, { roles: ['editor'], organisation: { kind } });
  const collection = () => app.connection.collection<OperatingOffer>('operatingOffers');
  const stored = () => collection().find({ solutionId: solution.id }).toArray();
  async function offered(operator: Person, overrides: Record<string, string | string[]> = {}) {
    const answer = await operator.visitor.submit(form, { ...fields, ...overrides }, form);
    expect(answer.status, answer.$('[data-error-summary]').text()).to.equal(303);
    return answer;
  }

  it('are made by a service provider, shown with everything it says, and told to the provider', async () => {
    const operator = await anOperator();
    const bystander = await person(app, { roles: ['editor'] });
    const town = await anOrganisation(app);
    await offered(operator, { towns: town.fullName });
    const [offer] = await stored();
    expect(offer).to.deep.include({
      organisationId: operator.organisationId,
      state: 'active',
      revision: 1,
      townIds: [town.id],
      since: '2025-03',
      comment: null,
      procurement: ['inhouse', 'publicAgreement'],
    });
    expect(offer?.history.map(({ action, by }) => [action, by])).to.deep.equal([['made', operator.userId]]);

    const again = await operator.visitor.get(form);
    expect(again.$('input[name=since]').attr('value'), 'as the hint asks for it').to.equal('03/2025');

    const { $ } = await app.visitor().get(page);
    const part = $('#betrieb').nextUntil('h2').text();
    for (const word of [
      'Hosting und Pflege',
      'pro Einwohner: 0,12 Euro',
      '§ 2b UStG',
      'Inhouse',
      'März 2025',
    ])
      expect(part).to.include(word);
    expect($(`main a[href="/organisationen/${town.slug}"]`)).to.have.length(1);
    expect($('main a[href$="/kontakt"]').length).to.be.greaterThan(0);
    expect($('main a[href$="/anmerkung"]')).to.have.length(0);

    const mails = (await app.mails()).filter(
      ({ subject }) => subject === `Betriebsangebot: ${solution.title}`,
    );
    expect(mails.filter(({ to }) => to === provider.email)).to.have.length(1);
    expect(mails.some(({ to }) => to === operator.email || to === bystander.email)).to.equal(false);
  });

  for (const kind of ['zweckverband', 'company'] as const)
    it(`are made by a ${kind} too`, async () => {
      const operator = await anOperator(kind);
      await offered(operator, { vat: 'taxable' });
      expect(await stored()).to.have.length(1);
    });

  it('are refused to other kinds of organisations, to other roles and to strangers', async () => {
    const town = await anOperator('municipality');
    const member = await person(app, { roles: ['member'], organisation: { kind: 'itServiceProvider' } });
    for (const { visitor } of [town, member]) {
      expect((await visitor.get(form)).status).to.equal(403);
      const token = String((await visitor.form('/konto/name')).values._csrf);
      expect((await visitor.post(form, { ...fields, revision: '0', _csrf: token })).status).to.equal(403);
    }
    expect((await app.visitor().get(form)).location).to.match(/^\/anmelden/);
    expect((await town.visitor.get(page)).$(`main a[href="${form}"]`)).to.have.length(0);
    expect(await stored()).to.deep.equal([]);
  });

  it('show again what was typed where something lacks, and look towns up', async () => {
    const operator = await anOperator();
    const town = await anOrganisation(app);
    const answer = await operator.visitor.submit(
      form,
      { description: '', towns: `${town.fullName}\nGibtsnichthausen`, weiter: 'veroeffentlichen' },
      form,
    );
    expect(answer.status).to.equal(422);
    const links = answer.$('[data-error-summary] a').toArray();
    expect(links.map((one) => one.attribs.href)).to.have.members([
      '#description',
      '#priceBasis',
      '#vat',
      '#procurement',
      '#towns',
    ]);
    expect(answer.$(`input[name=townIds][value="${town.id}"]`).is('[checked]')).to.equal(true);
    expect(answer.$('textarea[name=towns]').text().trim()).to.equal('Gibtsnichthausen');
    const looked = await operator.visitor.submit(form, { towns: town.fullName, weiter: 'mehr' }, form);
    expect(looked.status).to.equal(200);
    expect(looked.$('[data-error-summary]')).to.have.length(0);
    expect(looked.$(`input[name=townIds][value="${town.id}"]`)).to.have.length(1);
    expect(await stored()).to.deep.equal([]);
  });

  it('leave § 2b UStG to bodies of public law', async () => {
    const company = await anOperator('company');
    const answer = await company.visitor.submit(form, fields, form);
    expect(answer.status).to.equal(422);
    expect(answer.$('[data-error-summary] a').attr('href')).to.equal('#vat');
  });

  it('are one for each solution and operator, and a stale form changes nothing', async () => {
    const operator = await anOperator();
    const before = await operator.visitor.form(form, form);
    await offered(operator);
    const again = await operator.visitor.post(before.action, {
      ...before.values,
      ...fields,
      priceText: 'anders',
    });
    expect(again.status).to.equal(409);
    expect(again.$('textarea[name=priceText]').text().trim()).to.equal('anders');
    const stale = await operator.visitor.form(form, form);
    await offered(operator, { priceText: 'neuer Preis' });
    const late = await operator.visitor.post(stale.action, {
      ...stale.values,
      ...fields,
      priceText: 'alter Preis',
    });
    expect(late.status).to.equal(409);
    const all = await stored();
    expect(all).to.have.length(1);
    expect(all[0]).to.deep.include({ priceText: 'neuer Preis', revision: 2 });
  });

  it('end with a reason, stay on record, and can be taken up again', async () => {
    const operator = await anOperator();
    await offered(operator);
    const stale = await operator.visitor.form(`${form}/beenden`, `${form}/beenden`);
    const ended = await operator.visitor.submit(
      `${form}/beenden`,
      { reason: 'Zu wenig Nachfrage' },
      `${form}/beenden`,
    );
    expect(ended.status).to.equal(303);
    expect((await stored())[0]).to.deep.include({ state: 'ended', revision: 2 });
    expect((await app.visitor().get(page)).text).not.to.include('Hosting und Pflege');
    const told = (await app.mails()).filter(({ subject }) => subject.startsWith('Betriebsangebot beendet'));
    expect(told.find(({ to }) => to === provider.email)?.text).to.include('Zu wenig Nachfrage');
    expect((await operator.visitor.post(stale.action, stale.values)).status).to.be.oneOf([404, 409]);

    await offered(operator);
    const [again] = await stored();
    expect(again).to.deep.include({ state: 'active', revision: 3 });
    expect(again?.history.map(({ action }) => action)).to.deep.equal(['made', 'ended', 'resumed']);
  });

  it('carry one dated remark of the provider, which nobody else can write', async () => {
    const operator = await anOperator();
    const other = await person(app, { roles: ['editor'] });
    await offered(operator);
    const [offer] = await stored();
    const address = `${page}/betriebsangebote/${offer?._id}/anmerkung`;
    expect((await provider.visitor.get(page)).$(`main a[href="${address}"]`)).to.have.length(1);
    for (const { visitor } of [other, operator]) {
      expect((await visitor.get(address)).status).to.equal(404);
      const token = String((await visitor.form('/konto/name')).values._csrf);
      expect(
        (await visitor.post(address, { text: 'Schlecht', revision: '1', _csrf: token })).status,
      ).to.equal(404);
    }
    const stale = await provider.visitor.form(address, address);
    const answer = await provider.visitor.submit(address, { text: 'Läuft bei uns ebenso.' }, address);
    expect(answer.status).to.equal(303);
    expect((await app.visitor().get(page)).text).to.include('Läuft bei uns ebenso.');
    expect((await provider.visitor.post(stale.action, { ...stale.values, text: 'Zu spät' })).status).to.equal(
      409,
    );
    const mails = await app.mails();
    expect(
      mails.find(({ to, subject }) => to === operator.email && subject.startsWith('Anmerkung'))?.text,
    ).to.include('Läuft bei uns ebenso.');
    await provider.visitor.submit(address, { text: '' }, address);
    expect((await stored())[0]?.comment).to.equal(null);
    for (const id of ['x', String(new Types.ObjectId())])
      expect((await provider.visitor.get(`${page}/betriebsangebote/${id}/anmerkung`)).status).to.equal(404);
  });

  it('stand for the successor of an operator that ended', async () => {
    const operator = await anOperator();
    await offered(operator);
    const successor = await person(app, { roles: ['editor'], organisation: { kind: 'zweckverband' } });
    const heir = await app.services.organisations.getById(successor.organisationId);
    await app.connection.collection('organisations').updateOne(
      { _id: new Types.ObjectId(operator.organisationId) },
      {
        $set: {
          succession: { successorId: new Types.ObjectId(successor.organisationId), since: new Date(0) },
        },
      },
    );
    const { $ } = await app.visitor().get(page);
    expect($('#betrieb').nextUntil('h2').text()).to.include(heir?.fullName);
    const operators = await app.services.solutions.offers.operatorIdsBySolution();
    expect(operators.get(solution.id)).to.deep.equal([successor.organisationId]);
    await offered(successor, { description: 'Der Verband führt das Angebot weiter.' });
    const all = await stored();
    expect(all).to.have.length(1);
    expect(all[0]?.organisationId).to.equal(operator.organisationId);
  });

  it('are listed for everybody, by operator and by town, without what is withdrawn', async () => {
    const [one, two] = [await anOperator(), await anOperator()];
    const town = await anOrganisation(app);
    await offered(one, { towns: town.fullName });
    await offered(two, { description: 'Ein zweites Angebot.' });
    const [operator] = await Promise.all([app.services.organisations.getById(two.organisationId)]);
    const list = async (query: string) =>
      (await app.visitor().get(`/betriebsangebote${query}`)).$('main .results').text().trim();
    expect(await list(''))
      .to.include('Ein zweites Angebot.')
      .and.include('Hosting und Pflege');
    expect(await list(`?dienstleister=${operator?.slug}`))
      .to.include('Ein zweites')
      .and.not.include('Hosting und');
    expect(await list(`?kommune=${town.slug}`))
      .to.include('Hosting und')
      .and.not.include('Ein zweites');
    expect(await list('?kommune[$ne]=x&dienstleister=%00')).to.equal('');
    await app.connection
      .collection('solutions')
      .updateOne({ slug: solution.slug }, { $set: { visibility: 'withdrawn' } });
    expect(await list(`?kommune=${town.slug}`)).to.equal('');
    expect((await one.visitor.get(form)).status).to.equal(410);
  });

  it('settle who operates it, for the readiness and for other tools', async () => {
    const operator = await anOperator();
    await offered(operator);
    const text = (await app.visitor().get(page)).$('aside').text();
    expect(text).to.include('Es gibt ein Betriebsangebot.');
    const record = JSON.parse((await app.visitor().get(`/api/v1/solutions/${solution.slug}`)).text);
    expect(record.operations).to.have.length(1);
    expect(record.operations[0]).to.deep.include({ priceBasis: 'perInhabitant', vat: 'publicLaw' });
    const operation = record.readiness.checks.find(({ id }: { id: string }) => id === 'operation');
    expect(operation).to.deep.include({ passed: true, step: 'adoptable' });
    expect(JSON.stringify(record)).not.to.include(operator.userId);
  });
});
