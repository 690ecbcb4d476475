import { expect } from 'chai';
import { parse } from 'csv-parse/sync';
import { useApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person, testPassword } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { changesNothing } from './snapshot.helper.ts';

describe('where one is led on', () => {
  const app = useApp();

  const elsewhere = [
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/%09/evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'https:evil.example',
    'https:/evil.example',
    'https://evil.example',
    'http:\\\\evil.example',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    '//evil.example/%2f..',
    '/./..//evil.example',
    '/konto\r\nSet-Cookie: a=b',
    '/konto%0d%0aSet-Cookie:%20a=b',
    '%2f%2fevil.example',
    '/%2f/evil.example',
    '/%5cevil.example',
    '//evil.example@localhost',
    '/\u2028/evil.example',
    '/konto#\u202e',
    '/.evil.example/..//evil.example',
    `/${'a'.repeat(3000)}`,
  ];
  for (const target of elsewhere) {
    it(`stays on this site: ${JSON.stringify(target.slice(0, 40))}`, async () => {
      const email = `${crypto.randomUUID()}@stadt-musterstadt.example`;
      await app.services.accounts.createActiveUser({
        email,
        name: 'Testkonto',
        password: testPassword,
        platformRoles: [],
      });
      const visitor = app.visitor();
      const page = `/anmelden?weiter=${encodeURIComponent(target)}`;
      const answer = await visitor.submit(page, { email, password: testPassword, weiter: target });
      expect(answer.status).to.equal(303);
      expect(new URL(answer.headers.get('location') ?? '', app.url).origin).to.equal(app.url);
      expect(answer.headers.getSetCookie().join(), 'no header of the target').not.to.contain('a=b');
      const already = await visitor.get(page);
      expect(new URL(already.headers.get('location') ?? '', app.url).origin).to.equal(app.url);
    });
  }

  it('is this site for every strange address that asks for a log-in', async () => {
    for (const path of [
      '//evil.example/konto',
      '/konto//evil.example',
      '/konto?weiter=//evil.example',
      '/konto%0d%0aX:y',
    ]) {
      const { status, headers } = await app.visitor().request(`${app.url}${path}`);
      expect([302, 404], path).to.include(status);
      if (status === 302)
        expect(new URL(headers.get('location') ?? '', app.url).origin, path).to.equal(app.url);
      expect(headers.get('x'), path).to.equal(null);
    }
  });

  it('is a path of our own after each act, whatever the form or the address says', async () => {
    const { visitor } = await person(app, { roles: ['editor'] });
    const values = {
      weiter: 'https://evil.example',
      next: '//evil.example',
      redirect: '//evil.example',
      Referer: 'x',
    };
    const { action, values: own } = await visitor.form('/loesungen/neu');
    const begun = await visitor.post(
      `${action}?weiter=//evil.example`,
      { ...own, ...values, title: 'Titel', summary: 'Satz' },
      { referer: 'https://evil.example/', 'x-forwarded-host': 'evil.example' },
    );
    expect(begun.headers.get('location')).to.equal('/loesungen/titel/bearbeiten');
    const named = await visitor.submit('/konto/name', { name: 'Neu', ...values });
    expect(named.headers.get('location')).to.equal('/konto');
  });
});

describe('names that come back in headers', () => {
  const app = useApp();
  const names: Record<string, string> = {
    'line breaks': 'a\r\nSet-Cookie: evil=1.txt',
    quotes: 'a"; filename="evil.exe.txt',
    'a turned direction': 'gehalt\u202etxt.exe.txt',
    'an encoded line break': 'a%0d%0aX-Evil: 1.txt',
    semicolons: "a;filename*=UTF-8''evil.exe;.txt",
    umlauts: 'Bürgerbüro „Übersicht“.txt',
    emoji: '👩‍👧 Plan.txt',
    'a path': '../../etc/passwd.txt',
    'half a surrogate': 'a\ud800.txt',
    'an apostrophe': "l'été (1).txt",
  };
  for (const [what, filename] of Object.entries(names)) {
    it(`add no header and no second name: ${what}`, async () => {
      const provider = await anOrganisation(app);
      // Past the upload, which cleans names: also what an older version stored must do no harm.
      const made = await aPublishedSolution(app, {
        provider: provider.id,
        artifacts: [{ filename, title: 'Datei' }],
      });
      const page = await app.visitor().get(`/loesungen/${made.slug}`);
      const href = page.$('a[href*="/projektergebnisse/"]').not('[href$="/melden"]').attr('href') ?? '';
      expect(href, 'the link').to.match(/^\/loesungen\/[!-~]+$/);
      const { status, headers, text } = await app.visitor().get(href);
      expect(status).to.equal(200);
      expect(text).to.equal('Inhalt der Datei');
      expect(headers.get('set-cookie')).to.equal(null);
      expect(headers.get('x-evil')).to.equal(null);
      const disposition = headers.get('content-disposition') ?? '';
      expect(disposition).to.match(
        /^attachment; filename="[^"\\%\r\n]*"; filename\*=UTF-8''[!#$&+\-.^_`|~%\w]*$/,
      );
      expect(disposition.split("filename*=UTF-8''")).to.have.length(2);
      expect(decodeURIComponent(disposition.split("''")[1] ?? '')).not.to.match(/[\r\n/]/);
    });
  }
});

describe('spreadsheets', () => {
  const app = useApp();
  const cells = [
    '=1+1',
    '=HYPERLINK("//evil.example";"x")',
    '+49 30 1',
    '-2+3',
    '@SUM(A1)',
    '=cmd|"/c calc"!A1',
  ];
  const harmless = ['a=b', '"Zitat"; mit Semikolon', 'Zeile mit ; und "'];
  let kdn: Person;
  before(async () => {
    const provider = await anOrganisation(app, { fullName: '=Stadt "Formel"; Nord' });
    for (const title of [...cells, ...harmless])
      await aPublishedSolution(app, { provider: provider.id, title, content: { topics: [title] } });
    kdn = await person(app, { platformRoles: ['kdn'] });
  });

  for (const path of [
    '/transfer/datensaetze.csv?zahl=loesungen',
    '/transfer/zahlen.csv',
    '/kdn/statistik/datensaetze.csv?zahl=loesungen',
  ]) {
    it(`hold no formula and lose no text: ${path}`, async () => {
      const { status, text, headers } = await kdn.visitor.get(path);
      expect(status).to.equal(200);
      expect(headers.get('content-disposition')).to.match(/^attachment/);
      const rows: string[][] = parse(text, { delimiter: ';', bom: true, relax_column_count: true });
      const read = rows.flat();
      for (const cell of read) expect(cell, 'a formula').not.to.match(/^[=+\-@\t\r]/);
      if (!path.includes('datensaetze')) return;
      for (const title of cells) expect(read).to.include(`'${title}`);
      for (const title of harmless) expect(read).to.include(title);
      expect(read).to.include('\'=Stadt "Formel"; Nord');
    });
  }
});

describe('letters', () => {
  const app = useApp();

  it('have one addressee and one subject, whatever a name or a text holds', async () => {
    const breaks = 'Betreff\r\nBcc: alle@stadt.example\r\n\r\nNeuer Text';
    const { visitor } = await person(app, { roles: ['member'] });
    const provider = await person(app, { roles: ['editor'] });
    const made = await aPublishedSolution(app, {
      provider: provider.organisationId,
      title: 'Hundesteuer online',
    });
    const fields = { name: breaks, email: `a@b.example\r\nBcc: c@d.example`, purpose: breaks, page: breaks };
    await changesNothing(app, async () => {
      expect((await visitor.submit('/konto/name', fields)).status).to.equal(422);
      expect((await visitor.submit('/kennwort-vergessen', fields)).status).to.equal(422);
      expect((await visitor.submit('/barriere-melden', { ...fields, description: 'x' })).status).to.equal(
        422,
      );
    });
    const asked = await visitor.submit(`/loesungen/${made.slug}/anfragen`, { purpose: breaks });
    expect(asked.status).to.equal(303);
    const mails = await app.mails();
    expect(mails).to.have.length.greaterThan(0);
    for (const { to, subject } of mails) {
      expect(to).to.match(/^[^\s,;<>]+@[^\s,;<>]+$/);
      expect(subject).not.to.match(/[\r\n]/);
    }
  });
});
