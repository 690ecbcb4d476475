import { expect } from 'chai';
import { type CheerioAPI, load } from 'cheerio';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { type Answer, Visitor } from '../helpers/visitor.ts';
import { aTeam, type Team } from '../solutions/publishing.helper.ts';
import { crawl, type Filling, fillAll } from './filling.helper.ts';

const marked = [
  '<script>mark(1)</script>',
  '"><img src=x onerror=mark(2)>',
  "' onmouseover='mark(3)' x='",
  '</title><svg/onload=mark(4)>',
  '</textarea><iframe src=//evil.example>',
  '<b id=mark5 style=color:red onclick=mark(5)>x</b>',
  'javascript:mark(6)',
  '[mark](javascript:mark(7))',
  '[mark](data:text/html;base64,PHNjcmlwdD5tYXJrKDcpPC9zY3JpcHQ+)',
  '[mark](vbscript:mark(8)) [mark](JaVaScRiPt:mark(8)) [mark](java&#9;script:mark(8))',
  '![mark](https://evil.example/mark.png) ![mark](x "onerror=mark(9)")',
  '[mark]: javascript:mark(10)\n\n[mark]',
  '<javascript:mark(11)> <https://evil.example/?"onmouseover=mark(11)>',
  '[mark](https://evil.example/"onmouseover="mark(12))',
  '<math><mi xlink:href="data:x,<script>mark(13)</script>">',
  '<xmp><noembed><noscript><style>@import "//evil.example"</style><p title="</noscript><img src=x onerror=mark(14)>">',
  '<a href="java\tscript:mark(15)" srcset=x>x</a><base href=//evil.example><meta http-equiv=refresh content=0;//evil.example>',
  '<form action=//evil.example><input autofocus onfocus=mark(16)><object data=//evil.example><embed src=//evil.example>',
  '</script><script>mark(17)</script>\u2028mark(17)',
  '<details open ontoggle=mark(18)><video><source onerror=mark(18)></video>',
  '`</code><script>mark(19)</script>`\n\n```"><script>mark(19)</script>\nx\n```',
  '<!--><script>mark(20)</script>--> <![CDATA[<script>mark(20)</script>]]>',
  '%3Cscript%3Emark(21)%3C/script%3E &lt;script&gt;mark(21)&lt;/script&gt; &#60;script&#62;',
  '<%= mark %> <%- mark %> {{constructor.constructor("mark(22)")()}}',
];
const text = marked.join('\n\n');
const line = (n: number): string => marked[n % 7] ?? '';
/** A line of its own for each form, so that each is tried somewhere. */
const filling = (n: number): Filling => ({ line: line(n), text });

/** Whatever an author's text could make a browser do or load: nothing of it may be on a page. */
function faultsOf($: CheerioAPI, baseUrl: string): string[] {
  const faults: string[] = [];
  const fault = (element: { tagName: string; attribs: object }, what: string) =>
    faults.push(`${what}: <${element.tagName} ${JSON.stringify(element.attribs).slice(0, 200)}>`);
  for (const element of $('html *').toArray()) {
    const { tagName, attribs } = element;
    if (
      ['iframe', 'object', 'embed', 'base', 'math', 'style', 'xmp', 'noembed', 'video', 'frame'].includes(
        tagName,
      )
    )
      fault(element, 'element');
    if (tagName === 'script' && (!/^\/static\//.test(attribs.src ?? '') || $(element).text() !== ''))
      fault(element, 'script');
    if (tagName === 'img' && !/^\/static\//.test(attribs.src ?? '')) fault(element, 'picture');
    if (tagName === 'meta' && attribs['http-equiv'] !== undefined) fault(element, 'meta');
    if (/mark\d/.test(attribs.id ?? '')) fault(element, 'id from the text');
    for (const [name, value] of Object.entries(attribs)) {
      if (/^on|^style$|^srcset$|^srcdoc$/i.test(name)) fault(element, `attribute ${name}`);
      if (!/^(href|src|action|formaction|xlink:href|data|cite|poster)$/.test(name)) continue;
      const { protocol, origin } = new URL(value, baseUrl);
      if (!['http:', 'https:', 'mailto:'].includes(protocol)) fault(element, `address ${value}`);
      if (name.endsWith('action') && origin !== baseUrl) fault(element, `form to ${origin}`);
    }
  }
  return faults;
}

describe('markup in texts', () => {
  const app = useApp();
  let team: Team;
  let provider: Person;
  let requester: Person;
  let kdn: Person;
  let operator: Person;
  const addresses: string[] = [];

  function expectClean(answer: Answer, what: string): void {
    expect(faultsOf(answer.$, app.url), what).to.deep.equal([]);
  }

  let filled = 0;
  /** Sends a form full of markup; both the page that shows it again and what it leads to must be clean. */
  async function fill(
    who: { visitor: Visitor },
    page: string,
    fields: Record<string, string> = {},
    action?: string,
  ): Promise<string> {
    filled += 1;
    const answers = await fillAll(who.visitor, page, filling(filled), { fields, action });
    for (const answer of answers) expectClean(answer, page);
    const last = answers.at(-1);
    expect(last?.status, `${page} ${last?.$('[data-error-summary]').text()}`).to.equal(303);
    const address = last?.location ?? '';
    addresses.push(address);
    return address;
  }

  before(async () => {
    team = await aTeam(app);
    provider = team.editor;
    requester = await person(app, { organisation: { fullName: `Stadt ${marked[1]}` }, roles: ['member'] });
    kdn = await person(app, { platformRoles: ['kdn'] });
    operator = await person(app, { platformRoles: ['operator'] });
  });

  it('comes in by every form, and no answer runs it', async () => {
    for (const who of [provider, team.approver, requester, kdn, operator]) await fill(who, '/konto/name');
    const begun = await fill(provider, '/loesungen/neu');
    const slug = begun.split('/')[2] ?? '';
    const page = `/loesungen/${slug}`;
    const edit = (section: string, fields: Record<string, string> = {}) =>
      fill(provider, `${page}/bearbeiten/${section}`, { weiter: 'spaeter', ...fields });
    await edit('grundlagen', { topics: 'Verwaltung' });
    await edit('inhalt');
    await edit('technik', { maturity: 'pilot' });
    await edit('aufwand', { languages: marked.slice(0, 6).join('\n') });
    await edit('verweise', {
      linkWebsite: 'https://projekt.example/?a="><script>mark(30)</script>',
      sources: `https://quelle.example/?b='onclick='mark(31)' ${marked[0]}`,
    });
    await edit('beteiligte', { otherPartners: marked.slice(0, 6).join('\n') });
    await fill(provider, `${page}/projektergebnisse/link`, {
      title: marked[2] ?? '',
      url: 'https://code.example/"><script>mark(32)</script>',
      kind: 'sourceCode',
      access: 'everyone',
      licenceChoice: 'EUPL-1.2',
    });
    const uploaded = await provider.visitor.upload(
      `${page}/projektergebnisse`,
      { kind: 'concept', licenceChoice: 'eigene', licenceText: text, access: 'everyone' },
      ['"><img src=x onerror=mark(33)>.txt', "'onclick=mark(34) x='.txt", '<svg onload=mark(35)>.md'].map(
        (filename, n) => ({ name: 'dateien', filename, content: `${text}${n}`, type: 'text/html' }),
      ),
      `${page}/projektergebnisse`,
    );
    expectClean(uploaded, 'upload');
    expect(uploaded.status, uploaded.$('[data-error-summary]').text()).to.equal(303);
    await edit('bedingungen', { licenceFree: 'ja', rightsConfirmed: 'ja' });
    await fill(provider, `${page}/einreichen`);
    await fill(team.approver, `${page}/freigabe`, {}, `${page}/zurueckgeben`);
    await fill(provider, `${page}/einreichen`);
    expectClean(await team.approver.visitor.get(`${page}/freigabe`), 'approval');
    const approved = await team.approver.visitor.submit(`${page}/freigabe`, {}, `${page}/freigabe`);
    expect(approved.status).to.equal(303);
    addresses.push(page, `${page}/versionen/1`);

    const asked = await fill(requester, `${page}/anfragen`);
    await fill(provider, asked, {}, `${asked}/nachrichten`);
    await fill(requester, asked, {}, `${asked}/nachrichten`);
    await fill(provider, `${asked}/ablehnen`);
    await fill(requester, `${page}/nicht-nachgenutzt`, { reason: 'other' });
    const reused = await fill(requester, `${page}/nachnutzung`, { stage: 'pilot', since: '01/2024' });
    await fill(provider, `${reused}/bestreiten`);
    await fill(requester, `/organisationen/${team.organisation.slug}/kontakt`);

    const entry = await aPublishedSolution(app, {
      provider: requester.organisationId,
      title: marked[0],
      inventory: {
        sourceId: line(1),
        takenOverAt: new Date(),
        status: line(2),
        statusEvidence: text,
        completeness: 'partial',
        missingFields: marked.slice(0, 4),
        assignmentCertain: false,
        note: text,
        assignedAt: null,
      },
    });
    await fill(provider, `/loesungen/${entry.slug}/uebernehmen`);

    await fill(operator, '/betrieb/organisationen/neu', { kind: 'municipality', land: '05' });
    const anybody = { visitor: app.visitor() };
    await fill(anybody, '/barriere-melden');
    const barrier = await app.connection.collection('barrierReports').findOne({});
    await fill(operator, `/betrieb/barrieren/${barrier?._id}`, { kind: 'interim' });
    const artifact = (await app.connection.collection('solutions').findOne({ slug }))?.releases[0]
      .artifacts[1];
    const report = `${page}/projektergebnisse/${artifact.id}/melden`;
    await fill(anybody, report);
    const stored = await app.connection.collection('rightsReports').findOne({});
    const desk = `/betrieb/rechtsverletzungen/${stored?._id}`;
    await fill(operator, desk, { decision: 'sperren' }, desk);
    await app.services.catalogue.refresh();
    expect(filled).to.be.greaterThan(25);
  }).timeout(60_000);

  it('is text on all pages that anybody reads', async () => {
    const search = `/loesungen?q=${encodeURIComponent(marked[1] ?? '')}&thema=${encodeURIComponent(marked[0] ?? '')}`;
    const own = [
      '/',
      '/meine-loesungen',
      '/vorgaenge',
      '/freigaben',
      '/konto',
      '/kdn',
      '/betrieb',
      '/betrieb/konten',
    ];
    const from = [
      ...addresses,
      ...own,
      '/kdn/uebernahmen',
      '/kdn/nachnutzungen',
      '/loesungen',
      '/transfer',
      search,
    ];
    const strange = [
      '/anmelden?weiter=',
      '/barriere-melden?seite=',
      '/organisationen?q=',
      '/registrieren?organisation=',
    ]
      .map((path) => `${path}${encodeURIComponent(marked.slice(0, 7).join(' '))}`)
      .concat(`/${encodeURIComponent(marked[1] ?? '')}`);
    const readers = [app.visitor(), provider, team.administrator, requester, kdn, operator];
    let seen = 0;
    let shown = 0;
    for (const reader of readers) {
      const visitor = reader instanceof Visitor ? reader : reader.visitor;
      const pages = await crawl(visitor, [...strange, ...from], 55);
      for (const [path, answer] of pages) {
        expectClean(answer, path);
        expect(answer.status, path).to.be.lessThan(500);
        if (/<script>mark|onerror=mark/.test(answer.$.text())) shown += 1;
      }
      seen += pages.size;
    }
    expect(seen, 'pages').to.be.greaterThan(200);
    expect(shown, 'pages that show such a text').to.be.greaterThan(50);
  }).timeout(60_000);

  it('is found by the check where a page did run it', () => {
    for (const one of marked.slice(0, 6)) {
      const places = [
        `<p>${one}</p>`,
        `<input value="${one}">`,
        `<input value='${one}'>`,
        `<title>${one}</title>`,
      ];
      const found = [...places, `<textarea>${one}</textarea>`, `<a href="${one}">x</a>`].map((html) =>
        faultsOf(load(html), app.url),
      );
      expect(found.flat(), one).not.to.deep.equal([]);
    }
    expect(faultsOf(load(`<a href="${marked[6]}">x</a>`), app.url)).to.have.length(1);
  });

  it('keeps its shape in data, which no browser takes for a page', async () => {
    const found = await app.visitor().get('/api/v1/solutions');
    const { items } = JSON.parse(found.text) as { items: { slug: string; title: string }[] };
    expect(items.some(({ title }) => title.includes('<'))).to.equal(true);
    for (const path of ['/api/v1/solutions', `/api/v1/solutions/${items[0]?.slug}`]) {
      const answer = await app.visitor().get(path);
      expect(answer.headers.get('content-type')).to.match(/^application\/json/);
      expect(answer.headers.get('x-content-type-options')).to.equal('nosniff');
    }
  });
});
