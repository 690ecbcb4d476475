import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import type { Actor, OrganisationRole } from '../../src/shared/actor.ts';
import { type Artifact, emptyContent, type Solution } from '../../src/solutions/index.ts';
import type { TestApp } from '../helpers/app.ts';
import { anOrganisation, type Person, person } from '../helpers/people.ts';
import type { Answer } from '../helpers/visitor.ts';

export const pdf = new TextEncoder().encode('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
/** A picture of one point. */
export const png = Uint8Array.from(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
    'base64',
  ),
);
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** A draft with everything that publishing asks for but artifacts, and the people who write and approve it. */
export type Writing = {
  slug: string;
  /** Address of its artifacts. */
  page: string;
  editor: Person;
  editorActor: Actor;
  approverActor: Actor;
};

/** Begins a solution of an organisation of its own. */
export async function aDraft(app: TestApp): Promise<Writing> {
  const organisation = await anOrganisation(app);
  const editor = await person(app, { organisation: organisation.slug, roles: ['editor'] });
  const approver = await person(app, { organisation: organisation.slug, roles: ['approver'] });
  const actor = ({ userId }: Person, role: OrganisationRole): Actor => ({
    userId,
    name: 'Testkonto',
    organisation: {
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.fullName,
      publicBody: true,
      roles: ['member', role],
    },
    memberships: [{ organisationId: organisation.id, name: organisation.fullName }],
    platformRoles: [],
  });
  const editorActor = actor(editor, 'editor');
  const { slug } = await app.services.solutions.createDraft(editorActor, fullContent());
  const page = `/loesungen/${slug}/projektergebnisse`;
  return { slug, page, editor, editorActor, approverActor: actor(approver, 'approver') };
}

function fullContent() {
  const content = emptyContent();
  return {
    ...content,
    title: 'Hundesteuer online',
    summary: 'Hunde an- und abmelden, ohne ins Rathaus zu kommen.',
    contactFunction: 'Kämmerei',
    description: 'Ein Formular mit Anbindung an das Fachverfahren.',
    transferable: 'Formular, Prozess und Satzung',
    maturity: 'production' as const,
    terms: {
      ...content.terms,
      licenceFree: true,
      rightsConfirmed: true,
      remainingCosts: 'keine',
      support: 'keine',
    },
  };
}

export const terms = { kind: 'concept', licenceChoice: 'EUPL-1.2', access: 'everyone' };

/** Uploads one file on the page of the artifacts as an editor does. */
export function upload(
  { editor, page }: Writing,
  filename: string,
  content: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
): Promise<Answer> {
  const file = { name: 'dateien', filename, content };
  return editor.visitor.upload(page, { ...terms, ...fields }, [file], page);
}

/** The stored record. */
export async function stored(app: TestApp, slug: string): Promise<Solution> {
  const found = await app.connection.collection<Solution>('solutions').findOne({ slug });
  if (found === null) throw new Error(`no solution ${slug}`);
  return found;
}

export async function artifactsOf(app: TestApp, slug: string): Promise<Artifact[]> {
  return (await stored(app, slug)).working?.artifacts ?? [];
}

/** Those of the newest release. */
export async function releasedOf(app: TestApp, slug: string): Promise<Artifact[]> {
  return (await stored(app, slug)).releases.at(-1)?.artifacts ?? [];
}

/** Submits and approves the working copy as it stands. */
export async function publish(app: TestApp, { slug, editorActor, approverActor }: Writing): Promise<void> {
  const { solutions } = app.services;
  const revision = (await stored(app, slug)).working?.revision ?? 0;
  await solutions.submit(editorActor, slug, { revision, changeNote: 'Neue Unterlagen' });
  await solutions.approve(approverActor, slug, { revision });
}

/** Where to download the artifact with this title, from the newest list that holds it. */
export async function downloadOf(app: TestApp, { slug, page }: Writing, title: string): Promise<string> {
  const { working, releases } = await stored(app, slug);
  const all = [...releases.flatMap(({ artifacts }) => artifacts), ...(working?.artifacts ?? [])];
  const found = all.findLast((artifact) => artifact.title === title);
  if (found?.source.type !== 'file') throw new Error(`no file ${title}`);
  return `${page}/${found.id}/${encodeURIComponent(found.source.filename)}`;
}

/** Names of every file under the upload folder. */
export async function filesOnDisk(app: TestApp): Promise<string[]> {
  const entries = await readdir(app.config.uploadDir, { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}
