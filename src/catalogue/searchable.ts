import { modelRegion, programmeByKey } from '../organisations/index.ts';
import {
  artifactKindLabels,
  type Content,
  operatingModelLabels,
  type PublishedSolution,
} from '../solutions/index.ts';
import { facetValues } from './facets/values.ts';
import { regionWords, type SearchDocument, type SearchField } from './search/index.ts';
import { participantIdsOf, type Surroundings } from './surroundings.ts';

/** The search's view of a published solution: all its text with weights, and its facet values. */
export function toSearchDocument(solution: PublishedSolution, surroundings: Surroundings): SearchDocument {
  const { content } = solution.release;
  const { organisations, publishedNames, use } = surroundings;
  const names = participantIdsOf(solution).flatMap((id) => [
    organisations.get(id)?.fullName ?? '',
    publishedNames.get(id) ?? '',
  ]);
  return {
    id: solution.id,
    slug: solution.slug,
    title: content.title,
    summary: content.summary,
    description: content.description,
    fields: [
      ...textFields(content),
      { name: 'organisations', text: [...new Set(names)].filter(Boolean).join(', '), weight: 2 },
      artifactField(solution),
    ],
    facets: facetValues(solution, surroundings),
    publishedAt: solution.publishedAt,
    reuseCount: use.transfers,
  };
}

function textFields(content: Content): SearchField[] {
  const region = modelRegion(content.modelRegion);
  const programme = programmeByKey(content.programme);
  const fields: [string, string | string[], 1 | 2 | 3][] = [
    ['topics', content.topics, 3],
    ['region', [region?.name ?? '', regionWords(content.modelRegion)], 2],
    ['programme', [programme?.name ?? '', programme?.label ?? ''], 1],
    ['otherPartners', content.otherPartners, 1],
    ['technology', content.technology, 2],
    ['standards', content.standards, 2],
    ['services', [...content.ozgFields, ...content.leikaKeys, content.ozg.id, ...content.xoev], 2],
    ['targetGroups', content.targetGroups, 1],
    ['situation', content.situation, 1],
    ['special', content.special, 1],
    ['benefit', content.benefit, 2],
    ['transferable', content.transferable, 2],
    ['beneficiaries', content.beneficiaries, 1],
    [
      'operating',
      [...content.operatingModels.map((m) => operatingModelLabels[m]), content.operatingOffers],
      1,
    ],
    ['prerequisites', content.prerequisites, 1],
    ['effort', [content.effort, content.cost], 1],
    ['terms', [content.terms.statement, content.terms.support, content.terms.remainingCosts], 1],
    ['contact', content.contactFunction, 1],
  ];
  return fields.map(([name, text, weight]) => ({
    name,
    text: [text].flat().filter(Boolean).join(', '),
    weight,
  }));
}

function artifactField({ release }: PublishedSolution): SearchField {
  const text = release.artifacts.map(({ title, kind }) => `${title}, ${artifactKindLabels[kind]}`).join(', ');
  return { name: 'artifacts', text, weight: 2 };
}
