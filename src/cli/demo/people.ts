import type { OrganisationKind } from '../../organisations/index.ts';
import type { Services } from '../../services.ts';
import type { Actor, OrganisationRole, PlatformRole } from '../../shared/actor.ts';

/** The password of every demo account; the demo listens on this machine only. */
export const demoPassword = 'blaupause-vorfuehrung';

type DemoOrganisation = {
  key: string;
  fullName: string;
  kind: OrganisationKind;
  land: string;
  publicBody: boolean;
};

/** Fictitious organisations; each says so in its name. */
export const demoOrganisations: DemoOrganisation[] = [
  {
    key: 'musterstadt',
    fullName: 'Stadt Musterstadt (Beispiel)',
    kind: 'municipality',
    land: '05',
    publicBody: true,
  },
  {
    key: 'beispielhausen',
    fullName: 'Gemeinde Beispielhausen (Beispiel)',
    kind: 'municipality',
    land: '05',
    publicBody: true,
  },
  {
    key: 'musterland',
    fullName: 'Kreis Musterland (Beispiel)',
    kind: 'district',
    land: '05',
    publicBody: true,
  },
  {
    key: 'beispielhafen',
    fullName: 'Stadt Beispielhafen (Beispiel)',
    kind: 'municipality',
    land: '03',
    publicBody: true,
  },
  {
    key: 'verbund',
    fullName: 'IT-Verbund Beispielregion (Beispiel)',
    kind: 'itServiceProvider',
    land: '05',
    publicBody: true,
  },
];

export type DemoPerson = {
  key: string;
  email: string;
  /** The role as a name: there are no invented people. */
  name: string;
  part: string;
  organisation: string | null;
  roles: OrganisationRole[];
  platformRoles: PlatformRole[];
};

/** One account for each role; `organisation` is a key from above or the slug of an organisation of the registry. */
export const demoPeople: DemoPerson[] = [
  person('betrieb', 'betrieb@blaupause.example', 'Plattformbetrieb', null, [], ['operator']),
  person('kdn', 'pruefung@kdn.example', 'KDN Prüfung', 'kdn', ['editor', 'administrator'], ['kdn']),
  person('freigabe', 'freigabe@musterstadt.example', 'Freigabe Musterstadt', 'musterstadt', [
    'approver',
    'administrator',
  ]),
  person('redaktion', 'redaktion@musterstadt.example', 'Redaktion Musterstadt', 'musterstadt', ['editor']),
  person('it', 'it@beispielhausen.example', 'IT Beispielhausen', 'beispielhausen', [
    'editor',
    'administrator',
  ]),
  person('digital', 'digital@musterland.example', 'Digitalisierung Musterland', 'musterland', [
    'editor',
    'administrator',
  ]),
  person('pruefer', 'freigabe@musterland.example', 'Freigabe Musterland', 'musterland', ['approver']),
  person('hafen', 'it@beispielhafen.example', 'IT Beispielhafen', 'beispielhafen', ['administrator']),
  person('dienst', 'dienste@it-verbund.example', 'Kundendienst IT-Verbund', 'verbund', [
    'administrator',
    'editor',
  ]),
  person('owl', 'projektbuero@owl.example', 'Projektbüro OWL', 'projektbuero-owl', [
    'editor',
    'administrator',
  ]),
];

function person(
  key: string,
  email: string,
  name: string,
  organisation: string | null,
  roles: OrganisationRole[],
  platformRoles: PlatformRole[] = [],
): DemoPerson {
  const parts: Record<string, string> = {
    operator: 'betreibt die Installation: Konten, Organisationen, Meldungen',
    kdn: 'sieht die Statistik, entscheidet Übernahmen, bestätigt an Stelle Verwaister',
    approver: 'gibt frei, was andere eingereicht haben',
    editor: 'schreibt Lösungen und beantwortet Anfragen',
    administrator: 'verwaltet die Mitglieder, fragt an und meldet Nachnutzungen',
  };
  const part = parts[platformRoles[0] ?? roles[0] ?? ''] ?? 'fragt an und meldet Nachnutzungen';
  return { key, email, name, part, organisation, roles, platformRoles };
}

/** Who acts in the story, by key of the person. */
export type Cast = {
  actor(key: string): Actor;
  organisationId(key: string): string;
};

/** Creates the example organisations and the accounts with their memberships. */
export async function createCast(services: Services): Promise<Cast> {
  const { accounts, organisations } = services;
  const ids = new Map<string, string>();
  for (const { email, name, platformRoles, key } of demoPeople) {
    ids.set(key, await accounts.createActiveUser({ email, name, password: demoPassword, platformRoles }));
  }
  const idOf = (key: string): string => ids.get(key) ?? fail(`no demo person ${key}`);
  const operator: Actor = {
    userId: idOf('betrieb'),
    name: '',
    organisation: null,
    memberships: [],
    platformRoles: ['operator'],
  };

  const known = new Map<string, { id: string; slug: string; fullName: string; publicBody: boolean }>();
  for (const { key, ...rest } of demoOrganisations) {
    known.set(
      key,
      await organisations.addOrganisation(operator, {
        ...rest,
        publicBodyReason: 'Beispiel der Vorführung',
        website: null,
      }),
    );
  }
  for (const slug of ['kdn', 'projektbuero-owl']) {
    known.set(slug, (await organisations.getBySlug(slug)) ?? fail(`no organisation ${slug}`));
  }
  const organisationOf = (key: string) => known.get(key) ?? fail(`no demo organisation ${key}`);

  const actors = new Map<string, Actor>([['betrieb', operator]]);
  for (const one of demoPeople) {
    if (one.organisation === null) continue;
    const organisation = organisationOf(one.organisation);
    const target = { organisationId: organisation.id, userId: idOf(one.key) };
    await organisations.requestMembership({ ...target, email: one.email });
    const admitting = [...actors.values()].find(
      (actor) =>
        actor.organisation?.id === organisation.id && actor.organisation.roles.includes('administrator'),
    );
    await organisations.admitMember(admitting ?? operator, target, one.roles);
    actors.set(one.key, {
      userId: target.userId,
      name: one.name,
      organisation: { ...organisation, name: organisation.fullName, roles: ['member', ...one.roles] },
      memberships: [{ organisationId: organisation.id, name: organisation.fullName }],
      platformRoles: one.platformRoles,
    });
  }
  return {
    actor: (key) => actors.get(key) ?? fail(`no demo actor ${key}`),
    organisationId: (key) => organisationOf(key).id,
  };
}

function fail(message: string): never {
  throw new Error(message);
}
