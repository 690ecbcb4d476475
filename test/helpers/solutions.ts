import { randomBytes, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { type Artifact, type Content, emptyContent, type Inventory } from '../../src/solutions/index.ts';
import { makeSolutionModel } from '../../src/solutions/record/solution.model.ts';
import type { TestApp } from './app.ts';

export type ArtifactOverrides = Partial<Omit<Artifact, 'source'>> & {
  /** Content of an uploaded file; stored as a real blob. */
  content?: string;
  filename?: string;
  /** Makes it a link instead. */
  url?: string;
};

export type SolutionOptions = {
  /** Id of the providing organisation. */
  provider: string;
  title?: string;
  content?: Partial<Content>;
  artifacts?: ArtifactOverrides[];
  /** Makes it a Bestandseintrag. */
  inventory?: Inventory;
  /** How many releases it has; all with the same artifacts. */
  releases?: number;
  visibility?: 'published' | 'withdrawn';
};

export type MadeSolution = { id: string; slug: string; title: string; artifacts: Artifact[] };

/** Where a Bestandseintrag without faults is from. */
export const anInventory = (): Inventory => ({
  sourceId: 'x',
  takenOverAt: new Date(),
  status: '',
  statusEvidence: '',
  completeness: 'good',
  missingFields: [],
  assignmentCertain: true,
  note: '',
  assignedAt: null,
});

const nobody = '000000000000000000000000';

/**
 * A published solution written straight into the database, for tests that are not about publishing.
 * @returns what its pages are found by
 */
export async function aPublishedSolution(app: TestApp, options: SolutionOptions): Promise<MadeSolution> {
  const title = options.title ?? 'Hundesteuer online';
  const slug = `loesung-${randomBytes(5).toString('hex')}`;
  const artifacts = await Promise.all((options.artifacts ?? []).map((one) => anArtifact(app, one)));
  const content: Content = {
    ...emptyContent(),
    title,
    summary: 'Hunde an- und abmelden ohne Papier.',
    description: 'Der Antrag geht direkt in das Fachverfahren.',
    ...options.content,
  };
  const at = new Date();
  const made = await makeSolutionModel(app.connection).create({
    slug,
    providerId: options.provider,
    visibility: options.visibility ?? 'published',
    working: null,
    releases: Array.from({ length: options.releases ?? 1 }, (_, index) => ({
      number: index + 1,
      content,
      artifacts,
      changeNote: '',
      publishedAt: at,
      submittedBy: nobody,
      approvedBy: nobody,
    })),
    blocks: [],
    inventory: options.inventory ?? null,
    adoptions: [],
    history: [],
    revision: 1,
    createdAt: at,
    publishedAt: at,
    updatedAt: at,
    tell: [],
  });
  return { id: String(made._id), slug, title, artifacts };
}

async function anArtifact(app: TestApp, overrides: ArtifactOverrides): Promise<Artifact> {
  const { content = 'Inhalt der Datei', filename = 'konzept.txt', url, ...fields } = overrides;
  return {
    id: randomUUID(),
    kind: 'concept',
    title: 'Konzept',
    licence: 'EUPL-1.2',
    licenceText: '',
    access: 'everyone',
    check: { state: '', by: '', on: '' },
    addedAt: new Date(),
    addedBy: nobody,
    ...fields,
    source: url === undefined ? await aFile(app, content, filename) : { type: 'link', url },
  };
}

async function aFile(app: TestApp, content: string, filename: string): Promise<Artifact['source']> {
  const blob = await app.services.blobs.receive(Readable.from([Buffer.from(content)]));
  await app.services.blobs.keep(blob);
  return { type: 'file', sha256: blob.sha256, size: blob.size, filename, mediaType: 'text/plain' };
}
