import type { Actor } from '../../src/shared/actor.ts';
import type { TestApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';
import { aPublishedSolution, type MadeSolution } from '../helpers/solutions.ts';
import type { Visitor } from '../helpers/visitor.ts';
import { upload } from '../solutions/artifacts.helper.ts';
import { aDraft, announcement, aTeam, completeContent, type Team } from '../solutions/publishing.helper.ts';

/** One record of each kind and a person of each kind, made through the pages where that is what counts. */
export type World = {
  team: Team;
  requester: Person;
  kdn: Person;
  operator: Person;
  /** Holds every role there is, in the providing organisation. */
  everything: Person;
  solution: MadeSolution;
  /** Slug of a draft with a file. */
  draft: string;
  /** Addresses of cases and of their parts. */
  request: string;
  reuse: string;
  barrier: string;
  /** Real values for the parameters of routes. */
  parameters: Record<string, string>;
};

export async function aWorld(app: TestApp): Promise<World> {
  const team = await aTeam(app);
  const requester = await person(app, { roles: ['member'] });
  const kdn = await person(app, { platformRoles: ['kdn'] });
  const operator = await person(app, { platformRoles: ['operator'] });
  const everything = await person(app, {
    organisation: team.organisation.slug,
    roles: ['editor', 'approver', 'administrator'],
    platformRoles: ['kdn', 'operator'],
  });
  const solution = await aPublishedSolution(app, {
    provider: team.organisation.id,
    artifacts: [{ title: 'Konzept' }, { title: 'Quellcode', url: 'https://code.example/hundesteuer' }],
  });
  const page = `/loesungen/${solution.slug}`;
  const asked = await requester.visitor.submit(`${page}/anfragen`, { purpose: 'Wir brauchen das.' });
  const reported = await requester.visitor.submit(`${page}/nachnutzung`, {
    stage: 'productive',
    since: '03/2024',
  });
  const barrier = await app
    .visitor()
    .submit('/barriere-melden', { description: 'Der Kontrast reicht nicht.' });
  await everything.visitor.submit(page, {}, '/merkliste');
  await everything.visitor.submit('/suchauftraege/neu?q=Hund', {}, '/suchauftraege');
  const event = await everything.visitor.submit(
    '/veranstaltungen/neu',
    { title: 'Digitaltag', day: '2031-05-05', time: '10:00', place: 'Rathaus' },
    '/veranstaltungen',
  );
  const draft = await aDraft(app, team);
  const list = `/loesungen/${draft}/projektergebnisse`;
  await upload({ slug: draft, page: list, editor: team.editor, ...actors(team) }, 'a.txt', 'Inhalt');
  const [artifact] = solution.artifacts;
  const announced = await aDraft(app, team, completeContent({ title: 'Angekündigt' }));
  await app.services.solutions.announce(team.actors.approver, announced, announcement());
  const table = await app.services.solutions.checkCsv(team.actors.editor, {
    filename: 'loesungen.csv',
    bytes: new TextEncoder().encode('Titel\nAus der Tabelle\n'),
  });
  await app.services.catalogue.refresh();
  const idOf = (address: string | null) => address?.split('/').at(-1) ?? '';
  const first = async (name: string) =>
    String((await app.connection.collection(name).findOne({}))?._id ?? '');
  await app.visitor().submit(`${page}/projektergebnisse/${artifact?.id}/melden`, { statement: 'Mein Bild.' });
  return {
    team,
    requester,
    kdn,
    operator,
    everything,
    solution,
    draft,
    request: asked.location ?? '',
    reuse: reported.location ?? '',
    barrier: barrier.location ?? '',
    parameters: {
      slug: solution.slug,
      artifactId: artifact?.id ?? '',
      filename: 'konzept.txt',
      abschnitt: 'grundlagen',
      frage: 'urheber',
      number: '1',
      reference: idOf(barrier.location),
      key: 'owl',
      token: 'A'.repeat(43),
      antrag: 'antrag',
      '/vorgaenge/anfragen id': idOf(asked.location),
      '/vorgaenge/nachnutzungen id': idOf(reported.location),
      '/betrieb/barrieren id': await first('barrierReports'),
      '/betrieb/rechtsverletzungen id': await first('rightsReports'),
      '/merkliste id': await first('bookmarks'),
      '/suchauftraege id': await first('savedSearches'),
      '/veranstaltungen slug': event.location?.split('/')[2] ?? '',
      '/betrieb/konten id': requester.userId,
      '/plattform/synonyme key': 'kita',
      '/organisationen slug': team.organisation.slug,
      '/betrieb/dateien slug': team.organisation.slug,
      '/betrieb/organisationen slug': team.organisation.slug,
      importId: String(table._id),
      '/in-abschluss slug': announced,
      '/konto/verlassen slug': team.organisation.slug,
    },
  };
}

const actors = ({ actors: { editor, approver } }: Team): { editorActor: Actor; approverActor: Actor } => ({
  editorActor: editor,
  approverActor: approver,
});

/** A declared path with values in place of its parameters; `put` may replace each value. */
export function pathOf(world: World, path: string, put = (real: string): string => real): string {
  return path.replace(/[:*](\w+)/g, (_all, name: string, at: number) => {
    const real = world.parameters[`${path.slice(0, at - 1)} ${name}`] ?? world.parameters[name];
    return put(real ?? 'x');
  });
}

/** The token for forms of a person's session. */
export async function tokenOf(visitor: Visitor): Promise<string> {
  return String((await visitor.form('/konto/name')).values._csrf);
}

/** Another administrator, so that nobody is the last one. */
export const aStranger = async (app: TestApp): Promise<Person> =>
  person(app, {
    organisation: (await anOrganisation(app)).slug,
    roles: ['editor', 'approver', 'administrator'],
  });
