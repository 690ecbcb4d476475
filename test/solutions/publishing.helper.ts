import type { Organisation } from '../../src/organisations/index.ts';
import type { Actor, OrganisationRole, PlatformRole } from '../../src/shared/actor.ts';
import { type Content, emptyContent, type Solution } from '../../src/solutions/index.ts';
import type { TestApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';

/** A content that may be published. */
export function completeContent(overrides: Partial<Content> = {}): Content {
  const empty = emptyContent();
  return {
    ...empty,
    title: 'Hundesteuer online',
    summary: 'Hunde an- und abmelden ohne Papier.',
    description: 'Der Antrag geht **direkt** in das Fachverfahren.',
    transferable: 'Quellcode und Konzept',
    contactFunction: 'Projektbüro Musterstadt',
    maturity: 'production',
    terms: {
      ...empty.terms,
      licenceFree: true,
      rightsConfirmed: true,
      remainingCosts: 'keine',
      support: 'Einführung mit einem Tag Begleitung',
    },
    ...overrides,
  };
}

/** An organisation with an editor, an approver who may also write, and an administrator. */
export type Team = {
  organisation: Organisation;
  editor: Person;
  approver: Person;
  administrator: Person;
  /** The same people as the services know them. */
  actors: { editor: Actor; approver: Actor; administrator: Actor };
};

const teamRoles = {
  editor: ['editor'],
  approver: ['approver', 'editor'],
  administrator: ['administrator'],
} as const satisfies Record<string, OrganisationRole[]>;

export async function aTeam(app: TestApp): Promise<Team> {
  const organisation = await anOrganisation(app);
  const join = (roles: OrganisationRole[]) => person(app, { organisation: organisation.slug, roles });
  const [editor, approver, administrator] = await Promise.all([
    join([...teamRoles.editor]),
    join([...teamRoles.approver]),
    join([...teamRoles.administrator]),
  ]);
  return {
    organisation,
    editor,
    approver,
    administrator,
    actors: {
      editor: anActor(editor.userId, organisation, [...teamRoles.editor]),
      approver: anActor(approver.userId, organisation, [...teamRoles.approver]),
      administrator: anActor(administrator.userId, organisation, [...teamRoles.administrator]),
    },
  };
}

/** Somebody acting for an organisation, as the session would say. */
export function anActor(
  userId: string,
  organisation: Organisation | null,
  roles: OrganisationRole[],
  platformRoles: PlatformRole[] = [],
): Actor {
  return {
    userId,
    name: 'Testkonto',
    organisation: organisation && {
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.fullName,
      publicBody: organisation.publicBody,
      roles: ['member', ...roles],
    },
    memberships: [],
    platformRoles,
  };
}

/** The stored record; it must be there. */
export async function stored(app: TestApp, slug: string): Promise<Solution> {
  const found = await app.connection.collection<Solution>('solutions').findOne({ slug });
  if (found === null) throw new Error(`no solution ${slug}`);
  return found;
}

/** Everything stored about solutions, to prove that nothing changed. */
export async function snapshot(app: TestApp): Promise<string> {
  const all = await app.connection.collection('solutions').find({}).sort({ _id: 1 }).toArray();
  return JSON.stringify(all);
}

/** A draft with this content, begun by the team's editor. */
export async function aDraft(app: TestApp, team: Team, content = completeContent()): Promise<string> {
  return (await app.services.solutions.createDraft(team.actors.editor, content)).slug;
}

/** A submitted draft. */
export async function aSubmission(app: TestApp, team: Team, content = completeContent()): Promise<string> {
  const slug = await aDraft(app, team, content);
  await app.services.solutions.submit(team.actors.editor, slug, { revision: 1, changeNote: '' });
  return slug;
}

/** A published solution. */
export async function aPublished(app: TestApp, team: Team, content = completeContent()): Promise<string> {
  const slug = await aSubmission(app, team, content);
  await app.services.solutions.approve(team.actors.approver, slug, { revision: 1 });
  return slug;
}

/** A published solution with a second version in work. */
export async function aWorkingCopy(app: TestApp, team: Team): Promise<string> {
  const slug = await aPublished(app, team);
  await app.services.solutions.startRelease(team.actors.editor, slug);
  return slug;
}

/** What somebody announces: expected in the next year. */
export const announcement = () => ({
  title: 'Hundesteuer online',
  summary: 'Hunde an- und abmelden ohne Papier.',
  expectedOn: `${new Date().getUTCFullYear() + 1}-06`,
});
