import { modelRegions, programmes } from '../../src/organisations/index.ts';
import type { TestApp } from '../helpers/app.ts';
import type { Visitor } from '../helpers/visitor.ts';
import { type Demo, dogTax, people, type Role } from './demo.ts';
import { judgingSamples } from './samples/judging.ts';
import { keptPages } from './samples/pitches.ts';
import { readinessPages } from './samples/readiness.ts';
import { regionPages } from './samples/regions.ts';
import { rightsSamples } from './samples/rights.ts';
import { searchSamples } from './samples/search.ts';
import { uploadPages } from './samples/uploads.ts';
import { writingPages } from './samples/writing.ts';

/** An address of a declared page, and who opens it. */
export type Sample = { route: string; at: string; who?: Role };

const inventory = '/loesungen/paderborn-zeonline';
const solution = `/loesungen/${dogTax}`;
const cooperation = 'suedwestfalen-agentur-wirtschaftsfoerderung-dortmund';
const town = '/organisationen/stadt-musterstadt-beispiel';

/** At least one address for every page; a page with several faces has several. */
export async function samplesOf(demo: Demo): Promise<Sample[]> {
  return [
    ...openPages(),
    ...(await openPagesByLink(demo)),
    ...(await accountPages(demo)),
    ...(await publishing(demo)),
    ...(await rightsSamples(demo)),
    ...(await writingPages(demo)),
    ...(await cases(demo)),
    ...(await desks(demo)),
    ...(await readinessPages(demo)),
    ...(await keptPages(demo)),
    ...(await regionPages(demo)),
    ...(await judgingSamples(demo)),
    ...(await searchSamples()),
    ...(await uploadPages(demo)),
  ];
}

function openPages(): Sample[] {
  const samePath = [
    '/',
    '/loesungen',
    '/loesungen/filter',
    '/organisationen',
    '/modellregionen',
    '/programme',
    '/kooperationen',
    '/transfer',
    '/anmelden',
    '/registrieren',
    '/registrieren/gesendet',
    '/kennwort-vergessen',
    '/kennwort-vergessen/gesendet',
    '/konto-geloescht',
    '/demo',
    '/ueber',
    '/schnittstellen',
    '/impressum',
    '/datenschutz',
    '/barrierefreiheit',
    '/leichte-sprache',
    '/gebaerdensprache',
    '/barriere-melden',
  ];
  return [
    ...samePath.map((at) => ({ route: at, at })),
    { route: '/loesungen', at: '/loesungen?q=hundesteuer&thema=Verwaltung' },
    { route: '/loesungen', at: '/loesungen?q=xyzzyplugh' },
    { route: '/loesungen/:slug', at: solution },
    { route: '/loesungen/:slug', at: inventory },
    { route: '/loesungen/:slug/versionen/:number', at: `${solution}/versionen/1` },
    { route: '/organisationen', at: '/organisationen?q=Soest' },
    { route: '/organisationen/:slug', at: town },
    { route: '/modellregionen/:key', at: `/modellregionen/${modelRegions()[0]?.key}` },
    { route: '/kooperationen/:key', at: `/kooperationen/${cooperation}` },
    { route: '/organisationen/:slug', at: '/organisationen/suedwestfalen-agentur' },
    { route: '/programme/:key', at: `/programme/${programmes()[0]?.key}` },
    { route: '/transfer/datensaetze', at: '/transfer/datensaetze?zahl=loesungen' },
    { route: '/registrieren', at: '/registrieren?fuer=stadt-paderborn' },
  ];
}

async function openPagesByLink({ app }: Demo): Promise<Sample[]> {
  const stranger = app.visitor();
  const barrier = await stranger.submit('/barriere-melden', { description: 'Der Kontrast ist zu schwach.' });
  const report = await linkOn(stranger, solution, 'main a[href$="/melden"]');
  await stranger.submit(report, { statement: 'Das Bild auf Seite 3 gehört uns.' });
  return [
    { route: '/barriere-melden/:reference', at: barrier.location ?? '' },
    { route: '/loesungen/:slug/projektergebnisse/:artifactId/melden', at: report },
  ];
}

async function accountPages({ app, as }: Demo): Promise<Sample[]> {
  const fresh = 'neu@stadt-musterstadt.example';
  const password = 'vier bunte Rathaustreppen';
  await app
    .visitor()
    .submit('/registrieren?fuer=stadt-paderborn', { name: 'Neues Konto', email: fresh, password });
  await app.visitor().submit('/kennwort-vergessen', { email: people.office });
  const operator = await as('operator');
  await operator.submit('/konto/adresse', {
    email: 'betrieb-neu@blaupause.example',
    password: 'blaupause-vorfuehrung',
  });
  const link = (beginning: string) => linkInMails(app, beginning);
  return [
    { route: '/bestaetigen/:token', at: await link('/bestaetigen/') },
    { route: '/kennwort-neu/:token', at: await link('/kennwort-neu/') },
    { route: '/konto/adresse/:token', at: await link('/konto/adresse/') },
    ...['', '/beitreten', '/loeschen', '/name', '/kennwort', '/adresse'].map(
      (path): Sample => ({ route: `/konto${path}`, at: `/konto${path}`, who: 'reuser' }),
    ),
    { route: '/konto/beitreten', at: '/konto/beitreten?fuer=stadt-paderborn', who: 'reuser' },
    {
      route: '/konto/verlassen/:slug',
      at: '/konto/verlassen/gemeinde-beispielhausen-beispiel',
      who: 'reuser',
    },
  ];
}

async function publishing({ as }: Demo): Promise<Sample[]> {
  const editor = await as('editor');
  await editor.submit(solution, {}, `${solution}/neue-version`);
  const submitted = await linkOn(await as('approver'), '/freigaben', 'main a[href$="/freigabe"]');
  const artifacts = `${solution}/projektergebnisse`;
  const entry = (await linkOn(editor, artifacts, 'main a[href$="/entfernen"]')).replace('/entfernen', '');
  const page = (path: string, who: Role = 'editor'): Sample => ({
    route: `/loesungen/:slug${path}`,
    at: `${solution}${path}`,
    who,
  });
  return [
    { route: '/meine-loesungen', at: '/meine-loesungen', who: 'editor' },
    { route: '/loesungen/neu', at: '/loesungen/neu', who: 'editor' },
    ...['/bearbeiten', '/bearbeiten/beteiligte', '/einreichen', '/verwerfen', '/vorschau', '/verlauf'].map(
      (path) => page(path),
    ),
    ...[
      'grundlagen',
      'inhalt',
      'technik',
      'leistungen',
      'aufwand',
      'schutz',
      'unterlagen',
      'bedingungen',
      'verweise',
    ].map(
      (section): Sample => ({
        route: '/loesungen/:slug/bearbeiten/:abschnitt',
        at: `${solution}/bearbeiten/${section}`,
        who: 'editor',
      }),
    ),
    page('/projektergebnisse'),
    page('/projektergebnisse/link'),
    { route: '/loesungen/:slug/projektergebnisse/:artifactId', at: entry, who: 'editor' },
    {
      route: '/loesungen/:slug/projektergebnisse/:artifactId/entfernen',
      at: `${entry}/entfernen`,
      who: 'editor',
    },
    page('', 'editor'),
    page('/zurueckziehen', 'approver'),
    page('/nachnutzung-melden', 'approver'),
    { route: '/freigaben', at: '/freigaben', who: 'approver' },
    { route: '/loesungen/:slug/freigabe', at: submitted, who: 'approver' },
    { route: '/loesungen/:slug/uebernehmen', at: `${inventory}/uebernehmen`, who: 'district' },
  ];
}

async function cases({ app }: Demo): Promise<Sample[]> {
  const idOf = async (collection: string, filter: object): Promise<string> =>
    String((await app.connection.collection(collection).findOne(filter))?._id);
  const open = `/vorgaenge/anfragen/${await idOf('requests', { state: 'open' })}`;
  const accepted = `/vorgaenge/anfragen/${await idOf('requests', { state: 'accepted' })}`;
  const declined = `/vorgaenge/anfragen/${await idOf('requests', { state: 'declined' })}`;
  const reported = `/vorgaenge/nachnutzungen/${await idOf('reuses', { confirmed: null, pendingSide: 'reuser' })}`;
  const confirmed = `/vorgaenge/nachnutzungen/${await idOf('reuses', { stage: 'productive', relation: { $ne: 'own' } })}`;
  const request = '/vorgaenge/anfragen/:id';
  const reuse = '/vorgaenge/nachnutzungen/:id';
  return [
    { route: '/loesungen/:slug/anfragen', at: `${solution}/anfragen`, who: 'district' },
    { route: '/loesungen/:slug/anfragen', at: `${inventory}/anfragen`, who: 'reuser' },
    { route: '/loesungen/:slug/nicht-nachgenutzt', at: `${solution}/nicht-nachgenutzt`, who: 'district' },
    { route: '/loesungen/:slug/nachnutzung', at: `${solution}/nachnutzung`, who: 'district' },
    { route: '/organisationen/:slug/kontakt', at: `${town}/kontakt`, who: 'reuser' },
    { route: '/vorgaenge', at: '/vorgaenge', who: 'reuser' },
    { route: '/vorgaenge', at: '/vorgaenge', who: 'operator' },
    { route: request, at: open, who: 'editor' },
    { route: request, at: accepted, who: 'reuser' },
    { route: `${request}/ablehnen`, at: `${open}/ablehnen`, who: 'editor' },
    { route: `${request}/zurueckziehen`, at: `${open}/zurueckziehen`, who: 'reuser' },
    { route: request, at: declined, who: 'district' },
    { route: `${request}/nicht-nachgenutzt`, at: `${declined}/nicht-nachgenutzt`, who: 'district' },
    { route: reuse, at: reported, who: 'reuser' },
    { route: reuse, at: confirmed, who: 'reuser' },
    { route: `${reuse}/bestreiten`, at: `${reported}/bestreiten`, who: 'reuser' },
    { route: `${reuse}/nachweis`, at: `${reported}/nachweis`, who: 'kdn' },
  ];
}

async function desks({ as }: Demo): Promise<Sample[]> {
  const operator = await as('operator');
  const one = (page: string, beginning: string) => linkOn(operator, page, `main a[href^="${beginning}"]`);
  const members = `${town}/mitglieder`;
  const leave = await linkOn(await as('approver'), members, 'main a[href*="/entfernen?"]');
  const desk = '/betrieb/organisationen';
  const operatorPages = [
    '/betrieb',
    '/betrieb/konten',
    '/betrieb/barrieren',
    '/betrieb/rechtsverletzungen',
    '/betrieb/dienstleister-import',
    '/betrieb/kooperationen',
    '/betrieb/kooperationen/neu',
    desk,
    `${desk}/neu`,
    '/vorgaenge',
  ];
  const kdnPages = ['/kdn', '/kdn/uebernahmen', '/kdn/nachnutzungen', '/kdn/statistik', '/freigaben'];
  const records = '/datensaetze?zahl=loesungen';
  return [
    ...operatorPages.map((at): Sample => ({ route: at, at, who: 'operator' })),
    { route: '/betrieb/kooperationen/:key', at: `/betrieb/kooperationen/${cooperation}`, who: 'operator' },
    { route: `${desk}/oeffnen`, at: `${desk}/oeffnen?organisation=Musterst`, who: 'operator' },
    { route: `${desk}/:slug`, at: `${desk}/stadt-musterstadt-beispiel`, who: 'operator' },
    {
      route: `${desk}/:slug/mitglieder`,
      at: `${desk}/stadt-musterstadt-beispiel/mitglieder`,
      who: 'operator',
    },
    { route: '/betrieb/konten/:id', at: await one('/betrieb/konten', '/betrieb/konten/'), who: 'operator' },
    {
      route: '/betrieb/barrieren/:id',
      at: await one('/betrieb/barrieren', '/betrieb/barrieren/'),
      who: 'operator',
    },
    {
      route: '/betrieb/rechtsverletzungen/:id',
      at: await one('/betrieb/rechtsverletzungen', '/betrieb/rechtsverletzungen/'),
      who: 'operator',
    },
    { route: '/organisationen/:slug/nachfolge', at: `${town}/nachfolge`, who: 'operator' },
    { route: '/organisationen/:slug/mitglieder', at: members, who: 'approver' },
    { route: '/organisationen/:slug/mitglieder/entfernen', at: leave, who: 'approver' },
    ...kdnPages.map((at): Sample => ({ route: at, at, who: 'kdn' })),
    { route: '/kdn/statistik/datensaetze', at: `/kdn/statistik${records}`, who: 'kdn' },
    { route: '/region/statistik', at: '/region/statistik', who: 'office' },
    { route: '/region/statistik/datensaetze', at: `/region/statistik${records}`, who: 'office' },
  ];
}

async function linkOn(visitor: Visitor, page: string, selector: string): Promise<string> {
  const { $, status } = await visitor.visit(page);
  const href = $(selector).first().attr('href');
  if (!href) throw new Error(`no link ${selector} on ${page} (status ${status})`);
  return href;
}

async function linkInMails(app: TestApp, beginning: string): Promise<string> {
  for (const { text } of await app.mails()) {
    const link = new RegExp(`(${beginning}[A-Za-z0-9_-]{43})`).exec(text)?.[1];
    if (link) return link;
  }
  throw new Error(`no mail with a link ${beginning}`);
}
