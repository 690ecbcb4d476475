import type { Connection } from 'mongoose';
import { makeReuseModel } from '../src/reuses/reuse.model.ts';
import { artifactAccesses, artifactKinds } from '../src/solutions/artifacts/artifact.ts';
import { type Content, emptyContent, maturities, operatingModels } from '../src/solutions/record/content.ts';
import { makeSolutionModel } from '../src/solutions/record/solution.model.ts';
import { topics } from '../src/solutions/record/topics.ts';
import { projectDocuments } from '../test/catalogue/search/documents.ts';
import { grown, makeRandom } from './generated.ts';

const licences = ['', 'EUPL-1.2', 'MIT', 'Apache-2.0', 'CC-BY-4.0', 'GPL-3.0-or-later', 'MIT OR Apache-2.0'];
const standards = [
  'XMeld',
  'XBau',
  'XPlanung',
  'XVergabe',
  'FIM',
  'BPMN 2.0',
  'OGC API',
  'WMS',
  'OParl',
  'Open311',
];
const regions = ['', 'soest', 'owl', 'bergisch', 'aachen', 'emscher-lippe'];
const providers = 120;
const batch = 500;
const nobody = '000000000000000000000000';

/**
 * Stores a catalogue of this size, every facet filled: texts as those of the search's measurement, providers and
 * reusers out of the registry that is there. The same in every run.
 */
export async function storeCatalogue(connection: Connection, size: number): Promise<void> {
  const random = makeRandom();
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = <T>(list: readonly T[], most: number): T[] => [
    ...new Set(Array.from({ length: Math.floor(random() * (most + 1)) }, () => pick(list))),
  ];
  const towns = await connection
    .collection('organisations')
    .find({ land: '05', kind: { $in: ['municipality', 'district'] } }, { projection: { _id: 1 } })
    .toArray();
  const ids = towns.map(({ _id }) => String(_id));
  const offering = ids.slice(0, providers);
  const solutions = makeSolutionModel(connection);
  const reuses = makeReuseModel(connection);

  let stored: object[] = [];
  for (const [place, document] of grown(projectDocuments(), size).entries()) {
    const content: Content = {
      ...emptyContent(),
      title: document.title,
      summary: document.summary,
      description: document.description,
      topics: [pick(topics), ...some(topics, 2)],
      modelRegion: pick(regions),
      programme: random() < 0.7 ? 'digitale-modellregionen-nrw' : '',
      maturity: random() < 0.5 ? pick(maturities) : '',
      operatingModels: some(operatingModels, 2),
      standards: some(standards, 2),
      leikaKeys: random() < 0.2 ? [`990${String(Math.floor(random() * 60)).padStart(2, '0')}001000000`] : [],
      ozg: { ...emptyContent().ozg, id: random() < 0.2 ? String(10_000 + Math.floor(random() * 60)) : '' },
      technology: document.fields.find(({ name }) => name === 'technology')?.text.split(', ') ?? [],
    };
    const at = document.publishedAt;
    const artifacts = Array.from({ length: Math.floor(random() * 4) }, (_, number) => ({
      id: `${place}-${number}`,
      kind: pick(artifactKinds),
      title: 'Unterlage',
      licence: pick(licences),
      licenceText: '',
      access: pick(artifactAccesses),
      check: { state: '', by: '', on: '' },
      source: { type: 'link', url: 'https://example.org/unterlage' },
      addedAt: at,
      addedBy: nobody,
    }));
    stored.push({
      slug: `messung-${place}`,
      providerId: pick(offering),
      visibility: 'published',
      releases: [
        {
          number: 1,
          content,
          artifacts,
          changeNote: '',
          publishedAt: at,
          submittedBy: nobody,
          approvedBy: nobody,
        },
      ],
      revision: 1,
      createdAt: at,
      publishedAt: at,
      updatedAt: at,
    });
    if (stored.length < batch && place < size - 1) continue;
    const made = await solutions.insertMany(stored);
    stored = [];
    await reuses.insertMany(
      made
        .filter(() => random() < 0.1)
        .map((solution) => {
          const now = new Date();
          const confirmed = { at: now, by: nobody, side: 'provider', evidence: '' };
          return {
            solutionId: String(solution._id),
            solutionSlug: solution.slug,
            solutionTitle: solution.releases[0]?.content.title || 'Ohne Titel',
            organisationId: pick(ids),
            providerId: solution.providerId,
            relation: 'transfer',
            state: 'confirmed',
            stages: [
              {
                stage: 'productive',
                since: now,
                reportedAt: now,
                reportedBy: nobody,
                side: 'reuser',
                confirmed,
              },
            ],
            stage: 'productive',
            confirmedStage: 'productive',
            reported: { at: now, by: nobody, side: 'reuser' },
            confirmed,
            lastConfirmedAt: now,
            revision: 1,
            createdAt: now,
            updatedAt: now,
          };
        }),
    );
  }
}
