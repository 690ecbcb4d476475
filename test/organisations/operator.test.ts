import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';

describe('operator and organisations', () => {
  const app = useApp();
  let operator: Person;
  before(async () => {
    operator = await person(app, { platformRoles: ['operator'] });
  });

  const stored = (slug: string) => app.connection.collection('organisations').findOne({ slug });

  it('adds an organisation that can be found at once', async () => {
    const answer = await operator.visitor.submit('/betrieb/organisationen/neu', {
      fullName: 'Zweckverband Süd Müsterland',
      kind: 'zweckverband',
      land: '05',
      publicBody: 'ja',
      website: 'https://zweckverband.example/',
      ags: '05515000',
      slug: 'stadt-muenster',
      members: 'x',
    });
    expect(answer.location).to.equal('/organisationen/zweckverband-sued-muesterland');
    const made = await stored('zweckverband-sued-muesterland');
    expect(made).to.include({ publicBody: true, kind: 'zweckverband', ags: null, revision: 1 });
    expect(made?.members).to.deep.equal([]);
    const { text } = await app.visitor().get('/organisationen/suche?q=muesterl');
    expect(JSON.parse(text).items[0].value).to.equal('zweckverband-sued-muesterland');
  });

  it('does not add the same one twice', async () => {
    const { fullName } = await anOrganisation(app);
    const answer = await operator.visitor.submit('/betrieb/organisationen/neu', {
      fullName,
      kind: 'company',
    });
    expect(answer.status).to.equal(422);
    expect(answer.$('#fullName-error').text()).to.include('gibt es schon');
    expect(answer.$('#fullName').attr('value')).to.equal(fullName);
  });

  it('shows faults at the fields and keeps what was typed', async () => {
    const answer = await operator.visitor.submit('/betrieb/organisationen/neu', {
      fullName: 'X',
      kind: 'kingdom',
      land: '99',
      website: 'javascript:alert(1)',
    });
    expect(answer.status).to.equal(422);
    for (const field of ['fullName', 'kind', 'land', 'website']) {
      expect(answer.$(`#${field}-error`).length, field).to.equal(1);
      expect(answer.$(`[data-error-summary] a[href="#${field}"]`).length, field).to.equal(1);
    }
    expect(answer.$('#website').attr('value')).to.equal('javascript:alert(1)');
  });

  it('changes the classification once; a page opened before answers 409', async () => {
    const { slug } = await anOrganisation(app);
    const page = `/betrieb/organisationen/${slug}`;
    const { values } = await operator.visitor.form(page, `${page}/angaben`);
    const send = () =>
      operator.visitor.post(`${page}/angaben`, {
        ...values,
        publicBody: [],
        publicBodyReason: 'Gesellschaft',
      });
    expect((await send()).status).to.equal(303);
    expect((await send()).status).to.equal(409);
    expect(await stored(slug)).to.include({
      publicBody: false,
      publicBodyReason: 'Gesellschaft',
      revision: 2,
    });
  });

  it('confirms and takes back a mail domain', async () => {
    const { slug } = await anOrganisation(app);
    const page = `/betrieb/organisationen/${slug}`;
    const confirm = (domain: string) => operator.visitor.submit(page, { domain }, `${page}/maildomains`);
    expect((await confirm('@Stadt-Amt.example')).status).to.equal(303);
    expect((await confirm('stadt-amt.example')).status).to.equal(409);
    expect((await confirm('kein domain')).status).to.equal(422);
    expect((await stored(slug))?.mailDomains).to.have.length(1);
    const back = `${page}/maildomains/zuruecknehmen`;
    expect((await operator.visitor.submit(page, { domain: 'stadt-amt.example' }, back)).status).to.equal(303);
    expect((await stored(slug))?.mailDomains).to.deep.equal([]);
  });

  describe('import of service providers', () => {
    const page = '/betrieb/dienstleister-import';
    const towns = ['05974040', '05974028'];
    let provider: string;
    before(async () => {
      for (const ags of towns) await anOrganisation(app, { ags });
      provider = (
        await anOrganisation(app, { fullName: 'Rechenzentrum Musterland', kind: 'itServiceProvider' })
      ).slug;
    });
    const set = async () =>
      app.connection.collection('organisations').countDocuments({ 'serviceProviders.0': { $exists: true } });

    it('lists the faults of every row and writes nothing', async () => {
      const company = await anOrganisation(app, { kind: 'company' });
      const csv = `ags;dienstleister\n05974040;${provider}\n99999999;${provider}\n05974028;gibt-es-nicht\n05974028;${company.slug}`;
      for (const step of ['pruefen', 'uebernehmen']) {
        const answer = await operator.visitor.submit(page, { csv, step });
        expect(answer.status).to.equal(422);
        const faults = answer.$('[data-error-summary] li').text();
        expect(faults).to.include('Zeile 3').and.to.include('Zeile 4').and.to.include('Zeile 5');
        expect(answer.$('#csv').text()).to.include('99999999');
      }
      expect(await set()).to.equal(0);
    });

    for (const csv of ['x', 'ags;dienstleister', 'ags;dienstleister\n1;2;3', '']) {
      it(`refuses “${csv.replaceAll('\n', ' / ')}”`, async () => {
        expect((await operator.visitor.submit(page, { csv, step: 'pruefen' })).status).to.equal(422);
      });
    }

    it('checks first, then writes, and may be repeated', async () => {
      const csv = `\uFEFFags;dienstleister\r\n05974040;${provider}\r\n05974028;${provider}\r\n`;
      const checked = await operator.visitor.submit(page, { csv, step: 'pruefen' });
      expect(checked.status).to.equal(200);
      expect(checked.text).to.include('2 Zeilen für 2 Organisationen');
      expect(await set()).to.equal(0);
      for (const _ of [1, 2]) {
        expect((await operator.visitor.submit(page, { csv, step: 'uebernehmen' })).status).to.equal(303);
        expect(await set()).to.equal(2);
      }
    });
  });

  describe('succession', () => {
    it('leads old addresses to the successor and resolves several steps', async () => {
      const [a, b, c] = [await anOrganisation(app), await anOrganisation(app), await anOrganisation(app)];
      const kdn = await person(app, { platformRoles: ['kdn'] });
      const name = (from: { slug: string }, to: { fullName: string }) =>
        kdn.visitor.submit(`/organisationen/${from.slug}/nachfolge`, {
          successor: to.fullName,
          since: '2026-01-01',
        });
      expect((await name(a, b)).status).to.equal(303);
      expect((await name(b, c)).status).to.equal(303);
      expect((await app.visitor().get(`/organisationen/${a.slug}`)).status).to.equal(301);
      expect((await app.visitor().get(`/organisationen/${a.slug}`)).location).to.equal(
        `/organisationen/${c.slug}`,
      );
      expect((await app.visitor().get(`/organisationen/${c.slug}`)).text).to.include(b.fullName);
      expect((await name(a, c)).status).to.equal(409);
      expect((await name(c, c)).status).to.equal(422);
      expect((await name(c, a)).status).to.equal(422);
      const { text } = await app.visitor().get(`/organisationen/suche?q=${encodeURIComponent(a.fullName)}`);
      expect(JSON.parse(text).items.map(({ value }: { value: string }) => value)).not.to.include(a.slug);
    });

    it('wants a known successor and a date', async () => {
      const { slug } = await anOrganisation(app);
      const answer = await operator.visitor.submit(`/organisationen/${slug}/nachfolge`, {
        successor: 'Xyz',
        since: 'gestern',
      });
      expect(answer.status).to.equal(422);
      expect(answer.$('#since-error').length).to.equal(1);
      const second = await operator.visitor.submit(`/organisationen/${slug}/nachfolge`, {
        successor: 'Xyzxyz',
        since: '2026-01-01',
      });
      expect(second.status).to.equal(422);
      expect(second.$('#successor-error').length).to.equal(1);
      expect((await stored(slug))?.succession).to.equal(null);
    });
  });

  it('pages are nothing to others, administrators of the organisation included', async () => {
    const organisation = await anOrganisation(app);
    const administrator = await person(app, { organisation: organisation.slug, roles: ['administrator'] });
    const before = await stored(organisation.slug);
    for (const path of ['', '/neu', `/${organisation.slug}`, `/${organisation.slug}/mitglieder`]) {
      expect((await administrator.visitor.get(`/betrieb/organisationen${path}`)).status).to.equal(403);
      expect((await app.visitor().get(`/betrieb/organisationen${path}`)).status).to.equal(302);
    }
    expect(
      (await administrator.visitor.get(`/organisationen/${organisation.slug}/nachfolge`)).status,
    ).to.equal(403);
    expect(await stored(organisation.slug)).to.deep.equal(before);
  });
});
