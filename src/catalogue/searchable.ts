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

/** A field with the words by which pages name it. */
type NamedField = SearchField & { label: string };

/** The search's view of a published solution: all its text with weights, and its facet values. */
export function toSearchDocument(solution: PublishedSolution, surroundings: Surroundings): SearchDocument {
  const { content } = solution.release;
  return {
    id: solution.id,
    slug: solution.slug,
    title: content.title,
    summary: content.summary,
    description: content.description,
    fields: searchFields(solution, surroundings),
    facets: facetValues(solution, surroundings),
    // A Bestandseintrag was taken over, not published: it stands after what providers published.
    publishedAt: solution.inventory === null ? solution.publishedAt : new Date(0),
    reuseCount: surroundings.use.transfers,
  };
}

/** What of a solution can be found beside title, summary and description. */
export function searchFields(
  solution: PublishedSolution,
  { organisations, publishedNames }: Pick<Surroundings, 'organisations' | 'publishedNames'>,
): NamedField[] {
  const names = participantIdsOf(solution).flatMap((id) => [
    organisations.get(id)?.fullName ?? '',
    publishedNames.get(id) ?? '',
  ]);
  return [
    ...textFields(solution.release.content),
    {
      name: 'organisations',
      label: 'Beteiligte Organisationen',
      text: [...new Set(names)].filter(Boolean).join(', '),
      weight: 2,
    },
    artifactField(solution),
  ];
}

function textFields(content: Content): NamedField[] {
  const region = modelRegion(content.modelRegion);
  const programme = programmeByKey(content.programme);
  const operating = content.operatingModels.map((model) => operatingModelLabels[model]);
  const services = [...content.ozgFields, ...content.leikaKeys, content.ozg.id, ...content.xoev];
  const { statement, support, remainingCosts } = content.terms;
  const fields: [string, string, string | string[], 1 | 2 | 3][] = [
    ['topics', 'Themen', content.topics, 3],
    ['region', 'Modellregion', [region?.name ?? '', regionWords(content.modelRegion)], 2],
    ['programme', 'Programm', [programme?.name ?? '', programme?.label ?? ''], 1],
    ['otherPartners', 'Weitere Partner', content.otherPartners, 1],
    ['technology', 'Technik', content.technology, 2],
    ['standards', 'Standards', content.standards, 2],
    ['services', 'Leistungen und Standards', services, 2],
    ['targetGroups', 'Zielgruppen', content.targetGroups, 1],
    ['situation', 'Ausgangslage', content.situation, 1],
    ['special', 'Was besonders ist', content.special, 1],
    ['benefit', 'Was es bringt', content.benefit, 2],
    ['transferable', 'Was übertragbar ist', content.transferable, 2],
    ['beneficiaries', 'Wer profitiert', content.beneficiaries, 1],
    ['operating', 'Betrieb', [...operating, content.operatingOffers], 1],
    ['prerequisites', 'Voraussetzungen', content.prerequisites, 1],
    ['effort', 'Aufwand und Kosten', [content.effort, content.cost], 1],
    ['terms', 'Nachnutzungsbedingungen', [statement, support, remainingCosts], 1],
    ['contact', 'Fachliche Ansprechstelle', content.contactFunction, 1],
  ];
  return fields.map(([name, label, text, weight]) => ({
    name,
    label,
    text: [text].flat().filter(Boolean).join(', '),
    weight,
  }));
}

function artifactField({ release }: PublishedSolution): NamedField {
  const text = release.artifacts.map(({ title, kind }) => `${title}, ${artifactKindLabels[kind]}`).join(', ');
  return { name: 'artifacts', label: 'Projektergebnisse', text, weight: 2 };
}
