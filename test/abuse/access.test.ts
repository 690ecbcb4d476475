import { expect } from 'chai';
import { useApp } from '../helpers/app.ts';
import { type Person, person } from '../helpers/people.ts';
import { aPublishedSolution } from '../helpers/solutions.ts';
import { upload } from '../solutions/artifacts.helper.ts';
import { aDraft, aSubmission, completeContent } from '../solutions/publishing.helper.ts';
import { crawl } from './filling.helper.ts';
import { changesNothing, expectRefusal, snapshot } from './snapshot.helper.ts';
import { aStranger, aWorld, pathOf, tokenOf, type World } from './world.helper.ts';

/** Right values for the fields of most forms, so that nothing but the missing right can be the reason to refuse. */
const fields = {
  revision: '1',
  title: 'Übernommen',
  summary: 'Ein Satz.',
  description: 'Ein Text.',
  text: 'Ein Text.',
  purpose: 'Ein Zweck.',
  reason: 'other',
  evidence: 'Ein Nachweis.',
  statement: 'Eine Meldung.',
  stage: 'productive',
  since: '2025-01',
  releaseNumber: '1',
  decision: 'sperren',
  act: 'entfernen',
  kind: 'final',
  url: 'https://code.example/',
  access: 'everyone',
  licenceChoice: 'EUPL-1.2',
  changeNote: 'Neu.',
  richtung: 'hoch',
  domain: 'stadt-fremdstadt.example',
};

/** What everybody may do with the world's records who acts for another organisation, or for nobody. */
const openToAll = [
  '/abmelden',
  '/anmelden',
  '/barriere-melden',
  '/kennwort-vergessen',
  '/konto/name',
  '/konto/sitzungen',
  '/konto/beitreten',
  '/loesungen/:slug/projektergebnisse/:artifactId/melden',
  '/in-abschluss/:slug/verfolgen',
  '/in-abschluss/:slug/nicht-mehr-verfolgen',
];
const openToOrganisations = [
  '/meine-loesungen/import',
  '/loesungen/neu',
  '/loesungen/:slug/anfragen',
  '/loesungen/:slug/nachnutzung',
  '/loesungen/:slug/nicht-nachgenutzt',
  '/organisationen/:slug/kontakt',
];

describe('records of others', () => {
  const app = useApp();
  let world: World;
  const secret = 'Streng vertraulicher Zwischenstand';
  let submission: string;
  before(async () => {
    world = await aWorld(app);
    const { team } = world;
    const content = completeContent({ title: secret, contactFunction: secret, topics: ['Verwaltung'] });
    submission = await aSubmission(app, team, content);
    const slug = await aDraft(app, team, content);
    const page = `/loesungen/${slug}/projektergebnisse`;
    const { editor, approver } = team.actors;
    const writing = { slug, page, editor: team.editor, editorActor: editor, approverActor: approver };
    await upload(writing, `${secret}.txt`, secret, { access: 'everyone' });
    await aPublishedSolution(app, {
      provider: team.organisation.id,
      visibility: 'withdrawn',
      title: secret,
      content: { topics: ['Verwaltung'] },
      artifacts: [{ title: secret, content: secret, filename: `${secret}.txt` }],
    });
    await world.requester.visitor.submit(
      world.request,
      { text: `${secret} im Brief` },
      `${world.request}/nachrichten`,
    );
    await app.services.catalogue.refresh();
  });

  const persons: Record<string, { make: () => Promise<Person>; may: string[]; least: number }> = {
    'an administrator of another organisation': {
      make: () => aStranger(app),
      may: [...openToAll, ...openToOrganisations],
      least: 45,
    },
    'a person without an organisation': { make: () => person(app), may: openToAll, least: 50 },
    'a plain member of the same organisation': {
      make: () => person(app, { organisation: world.team.organisation.slug, roles: ['member'] }),
      // Members leave, report the own use, and write for their side; deciding needs a role.
      may: [
        ...openToAll,
        '/konto/verlassen/:slug',
        '/loesungen/:slug/nachnutzung',
        '/vorgaenge/anfragen/:id/nachrichten',
      ],
      least: 45,
    },
    KDN: {
      make: () => person(app, { platformRoles: ['kdn'] }),
      may: [...openToAll, '/vorgaenge/nachnutzungen/:id/nachweis', '/vorgaenge/anfragen/:id/nachrichten'],
      least: 45,
    },
    'the operator': {
      make: () => person(app, { platformRoles: ['operator'] }),
      // Everything below /betrieb/ is the operator's own.
      may: [...openToAll, '/betrieb/'],
      least: 35,
    },
  };
  for (const [who, { make, may, least }] of Object.entries(persons)) {
    it(`are not changed by ${who}, by any form`, async () => {
      const { visitor } = await make();
      const token = await tokenOf(visitor);
      await changesNothing(app, async () => {
        let sent = 0;
        for (const { method, path } of app.app.declared) {
          if (
            method !== 'post' ||
            may.some((one) => path === one || (path.startsWith('/betrieb/') && one === '/betrieb/'))
          )
            continue;
          const target = pathOf(world, path);
          const act = () => visitor.post(target, { ...fields, _csrf: token, person: world.requester.userId });
          const statuses = [400, 403, 404, 409, 410, 415, 422];
          expectRefusal(await act(), statuses, path);
          for (const slug of [submission, world.draft]) {
            const other = target.replace(world.solution.slug, slug);
            if (other !== target)
              expectRefusal(await visitor.post(other, { ...fields, _csrf: token }), statuses, other);
          }
          sent += 1;
        }
        expect(sent).to.be.greaterThan(least);
      });
    }).timeout(30_000);
  }

  const readers: Record<string, () => Promise<Person | null>> = {
    anybody: async () => null,
    'an administrator of another organisation': () => aStranger(app),
    'the operator': async () => world.operator,
  };
  for (const [who, make] of Object.entries(readers)) {
    it(`are found nowhere by ${who} before they are published or after they are withdrawn`, async () => {
      const visitor = (await make())?.visitor ?? app.visitor();
      const found = `?q=${encodeURIComponent(secret)}`;
      const more = [
        '/loesungen/filter?thema=Verwaltung',
        '/transfer/zahlen.csv',
        '/transfer/datensaetze.csv?zahl=loesungen',
      ]
        .concat(['/api/v1/solutions?topic=Verwaltung', '/api/v1/solutions?limit=100', '/konto/daten'])
        .concat([
          `/api/v1/solutions${found}`,
          '/organisationen/suche?q=Stadt',
          world.request,
          `${world.request}/akte.zip`,
        ])
        .concat(
          ['', '/vorschau', '/versionen/1', '/projektergebnisse', '/verlauf'].map(
            (page) => `/loesungen/${submission}${page}`,
          ),
        )
        .concat(`/api/v1/solutions/${submission}`);
      for (const path of more) expect((await visitor.get(path)).text, path).not.to.contain(secret);
      const search = await visitor.get(`/loesungen${found}`);
      expect(search.$('main a').text(), 'results').not.to.contain(secret);
      const pages = await crawl(
        visitor,
        ['/', '/loesungen', '/organisationen', '/transfer', '/vorgaenge', '/betrieb'],
        40,
      );
      expect(pages.size).to.be.greaterThan(15);
      for (const [path, { text }] of pages) expect(text, path).not.to.contain(secret);
    }).timeout(30_000);
  }

  it('count nowhere before they are published or after they are withdrawn', async () => {
    const listed = JSON.parse((await app.visitor().get('/api/v1/solutions')).text) as {
      total: number;
      facets: Record<string, { value: string; count: number }[]>;
    };
    expect(listed.total).to.equal(1);
    expect(JSON.stringify(listed.facets)).not.to.contain('Verwaltung');
    const owner = await world.team.editor.visitor.get('/meine-loesungen');
    expect(owner.text, 'where they do stand').to.contain(secret);
  });

  it('are not reached by the id of something else', async () => {
    const { parameters, team, kdn, operator, requester } = world;
    const idOf = (address: string) => address.split('/').at(-1) ?? '';
    const ids = [
      idOf(world.request),
      idOf(world.reuse),
      requester.userId,
      team.organisation.id,
      world.solution.id,
    ]
      .concat([parameters['/betrieb/barrieren id'] ?? '', parameters['/betrieb/rechtsverletzungen id'] ?? ''])
      .concat(['0'.repeat(24), 'abcdefghijkl', world.solution.slug]);
    const places: [string, Person, string][] = [
      ['/vorgaenge/anfragen/', requester, idOf(world.request)],
      ['/vorgaenge/nachnutzungen/', requester, idOf(world.reuse)],
      ['/betrieb/barrieren/', operator, parameters['/betrieb/barrieren id'] ?? ''],
      ['/betrieb/rechtsverletzungen/', operator, parameters['/betrieb/rechtsverletzungen id'] ?? ''],
      ['/betrieb/konten/', operator, requester.userId],
      ['/loesungen/', team.editor, world.solution.slug],
      ['/organisationen/', kdn, team.organisation.slug],
    ];
    for (const [place, { visitor }, right] of places) {
      expect((await visitor.get(`${place}${right}`)).status, place).to.equal(200);
      const bodies = new Set<string>();
      for (const id of ids.filter((one) => one !== right)) {
        const answer = await visitor.get(`${place}${id}`);
        expect(answer.status, `${place}${id}`).to.equal(404);
        if (/^[0-9a-f]{24}$/.test(id)) bodies.add(answer.$('main').text().replaceAll(id, ''));
      }
      expect([...bodies].slice(1), `${place}: alike, whether the id is one or none`).to.deep.equal([]);
    }
  });

  it('are closed at once to who was removed, with forms and pages still open', async () => {
    const { team, draft } = world;
    const gone = await person(app, { organisation: team.organisation.slug, roles: ['editor', 'approver'] });
    const pages = [
      `/loesungen/${draft}/bearbeiten/inhalt`,
      `/loesungen/${draft}/projektergebnisse/link`,
      '/loesungen/neu',
    ].concat([
      `/loesungen/${draft}/einreichen`,
      `/loesungen/${submission}/freigabe`,
      `/loesungen/${draft}/verwerfen`,
    ]);
    const forms = await Promise.all(
      pages.map((page) => gone.visitor.form(page, page.endsWith('/freigabe') ? page : undefined)),
    );
    const { organisations } = app.services;
    await organisations.removeMember(team.actors.administrator, {
      organisationId: team.organisation.id,
      userId: gone.userId,
    });
    await changesNothing(app, async () => {
      for (const { action, values } of forms)
        expect(
          (await gone.visitor.post(action, { ...values, ...fields, _csrf: values._csrf ?? '' })).status,
          action,
        ).to.equal(403);
      for (const page of pages) expect((await gone.visitor.get(page)).status, page).to.equal(403);
    });
  });

  it('are counted by the snapshot itself', async () => {
    const before = await snapshot(app);
    await world.requester.visitor.submit('/konto/name', { name: 'Ein anderer Name' });
    expect(await snapshot(app)).not.to.deep.equal(before);
  });
});
