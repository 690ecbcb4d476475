import {
  kindLabels,
  modelRegion,
  type Organisation,
  type OrganisationKind,
  programmeByKey,
} from '../organisations/index.ts';
import {
  artifactKindLabels,
  type Content,
  maturityLabels,
  operatingModelLabels,
  type PublishedSolution,
} from '../solutions/index.ts';
import { type FacetName, regionWords, type SearchDocument, type SearchField } from './search/index.ts';

/** What a search document is made of beside the solution itself. */
export type Surroundings = {
  /** Organisations by id: provider, leads and partners of the solution. */
  organisations: Map<string, Organisation>;
  /** Confirmed reuses by other organisations. */
  reuseCount: number;
};

/** Ids of the organisations a solution names. */
export const organisationIdsOf = ({ providerId, release }: PublishedSolution): string[] => [
  ...new Set([providerId, ...release.content.leadIds, ...release.content.partnerIds]),
];

/** The search's view of a published solution: all its text with weights, and its facet values. */
export function toSearchDocument(solution: PublishedSolution, surroundings: Surroundings): SearchDocument {
  const { content } = solution.release;
  const { organisations, reuseCount } = surroundings;
  const names = organisationIdsOf(solution).flatMap((id) => organisations.get(id)?.fullName ?? []);
  return {
    id: solution.id,
    slug: solution.slug,
    title: content.title,
    summary: content.summary,
    description: content.description,
    fields: [
      ...textFields(content),
      { name: 'organisations', text: names.join(', '), weight: 2 },
      artifactField(solution),
    ],
    facets: {
      topic: content.topics,
      modelRegion: content.modelRegion === '' ? [] : [content.modelRegion],
      programme: content.programme === '' ? [] : [content.programme],
      organisationKind: [
        ...new Set(organisationIdsOf(solution).flatMap((id) => organisations.get(id)?.kind ?? [])),
      ],
      artifactKind: [...new Set(solution.release.artifacts.map(({ kind }) => kind))],
      licenceStated: [solution.release.artifacts.some(({ licence }) => licence !== '') ? 'ja' : 'nein'],
      maturity: [content.maturity === '' ? 'unstated' : content.maturity],
      reused: [reuseCount > 0 ? 'ja' : 'nein'],
    },
    publishedAt: solution.publishedAt,
    reuseCount,
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
    ['services', [...content.leikaKeys, content.ozg.id, ...content.xoev], 2],
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

/** The shown name of each facet. */
export const facetLabels: Record<FacetName, string> = {
  topic: 'Thema',
  modelRegion: 'Modellregion',
  programme: 'Programm',
  organisationKind: 'Art der Organisation',
  artifactKind: 'Projektergebnis',
  licenceStated: 'Lizenz angegeben',
  maturity: 'Reife',
  reused: 'Wird nachgenutzt',
};

const yesNo: Record<string, string> = { ja: 'ja', nein: 'nein' };

/** The shown word of a facet's value. */
export function facetValueLabel(facet: FacetName, value: string): string {
  const labels: Partial<Record<FacetName, (value: string) => string | undefined>> = {
    modelRegion: (key) => modelRegion(key)?.name,
    programme: (key) => programmeByKey(key)?.name,
    organisationKind: (key) => kindLabels[key as OrganisationKind],
    artifactKind: (key) => artifactKindLabels[key as keyof typeof artifactKindLabels],
    licenceStated: (key) => yesNo[key],
    maturity: (key) =>
      key === 'unstated' ? 'nicht angegeben' : maturityLabels[key as keyof typeof maturityLabels],
    reused: (key) => yesNo[key],
  };
  return labels[facet]?.(value) ?? value;
}
