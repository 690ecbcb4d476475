import { randomBytes } from 'node:crypto';
import { Types } from 'mongoose';
import type { Organisation } from '../../src/organisations/index.ts';
import type { Actor, OrganisationRole, PlatformRole } from '../../src/shared/actor.ts';
import type { TestApp } from './app.ts';
import type { Visitor } from './visitor.ts';

/** The password of everybody made by `person`. */
export const testPassword = 'vier bunte Rathaustreppen';

const unique = (): string => randomBytes(4).toString('hex');

/** Acts as operator without an account, to prepare what is not the subject of a test. */
const preparer: Actor = {
  userId: '000000000000000000000000',
  name: 'Vorbereitung',
  organisation: null,
  memberships: [],
  platformRoles: ['operator'],
};

export type OrganisationOverrides = Partial<Omit<Organisation, 'id' | 'slug' | 'revision' | 'succession'>> & {
  /** Confirmed mail domains. */
  mailDomains?: string[];
};

/** An organisation of its own: a municipality in NRW and a public body unless told otherwise. */
export async function anOrganisation(
  app: TestApp,
  overrides: OrganisationOverrides = {},
): Promise<Organisation> {
  const { mailDomains = [], ...fields } = overrides;
  const fullName = fields.fullName ?? fields.name ?? `Stadt Musterstadt ${unique()}`;
  const { organisations } = app.services;
  const { id, slug } = await organisations.addOrganisation(preparer, {
    fullName,
    kind: fields.kind ?? 'municipality',
    land: fields.land ?? '05',
    publicBody: fields.publicBody ?? true,
    publicBodyReason: null,
    website: null,
  });
  if (Object.keys(fields).length > 0) {
    await app.connection
      .collection('organisations')
      .updateOne({ _id: new Types.ObjectId(id) }, { $set: fields });
  }
  for (const domain of mailDomains) await organisations.confirmMailDomain(preparer, slug, domain);
  const made = await organisations.getById(id);
  if (made === null) throw new Error('the organisation is not there');
  return made;
}

export type PersonOptions = {
  /** Slug of an organisation that is there, or what one of its own shall be like. */
  organisation?: string | OrganisationOverrides;
  /** Roles in it; 'member' is always among them. */
  roles?: OrganisationRole[];
  platformRoles?: PlatformRole[];
  name?: string;
  email?: string;
};

export type Person = {
  /** A browser in which the person is logged in. */
  visitor: Visitor;
  userId: string;
  email: string;
  /** '' for a person without an organisation. */
  organisationId: string;
};

/**
 * A person with an account, logged in through the real /anmelden. Belongs to an organisation where `organisation` or
 * `roles` is given.
 */
export async function person(app: TestApp, options: PersonOptions = {}): Promise<Person> {
  const email = options.email ?? `person-${unique()}@stadt-musterstadt.example`;
  const userId = await app.services.accounts.createActiveUser({
    email,
    name: options.name ?? `Testkonto ${unique()}`,
    password: testPassword,
    platformRoles: options.platformRoles ?? [],
  });
  const belongs = options.organisation !== undefined || options.roles !== undefined;
  const organisationId = belongs ? await organisationFor(app, options.organisation) : '';
  if (belongs) await join(app, organisationId, userId, options.roles ?? []);
  return { visitor: await signIn(app, email), userId, email, organisationId };
}

/** A new browser in which the person with this address is logged in. */
export async function signIn(app: TestApp, email: string, password = testPassword): Promise<Visitor> {
  const visitor = app.visitor();
  const answer = await visitor.submit('/anmelden', { email, password }, '/anmelden');
  if (answer.status !== 303) throw new Error(`log-in answered ${answer.status}`);
  return visitor;
}

async function organisationFor(app: TestApp, which: PersonOptions['organisation']): Promise<string> {
  if (typeof which !== 'string') return (await anOrganisation(app, which)).id;
  const found = await app.services.organisations.getBySlug(which);
  if (found === null) throw new Error(`no organisation ${which}`);
  return found.id;
}

/** Makes a person a member with exactly these roles, past the rule that the first one becomes administrator. */
export async function join(
  app: TestApp,
  organisationId: string,
  userId: string,
  roles: OrganisationRole[],
): Promise<void> {
  const at = new Date();
  const member = {
    userId,
    roles: [...new Set<OrganisationRole>(['member', ...roles])],
    state: 'active',
    requestedAt: at,
    since: at,
    admittedBy: preparer.userId,
  };
  await app.connection
    .collection<{ members: unknown[] }>('organisations')
    .updateOne({ _id: new Types.ObjectId(organisationId) }, { $push: { members: member } });
}
