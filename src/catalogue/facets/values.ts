import { licencesIn, type PublishedSolution } from '../../solutions/index.ts';
import { type FacetValues, perFacet } from '../search/index.ts';
import { participantIdsOf, readinessReached, type Surroundings } from '../surroundings.ts';
import { tidyValue } from './tidy.ts';

/** Stands for "nicht angegeben" where looking for it makes sense. */
export const unstated = 'unstated';

/** The values under which a published solution is found, per facet; written as they stand in an address. */
export function facetValues(solution: PublishedSolution, surroundings: Surroundings): FacetValues {
  const { organisations, use, operatorIds } = surroundings;
  const { content, artifacts } = solution.release;
  const licences = artifacts.flatMap(({ licence }) => licencesIn(licence));
  const slugOf = (id: string): string => organisations.get(id)?.slug ?? '';
  const values: FacetValues = {
    topic: content.topics,
    ozgField: content.ozgFields,
    modelRegion: [content.modelRegion],
    readiness: [readinessReached(solution, surroundings) ?? ''],
    licence: licences.length > 0 ? licences : [unstated],
    artifactKind: artifacts.map(({ kind }) => kind),
    reused: [use.transfers > 0 ? 'ja' : 'nein'],
    operator: operatorIds.map(slugOf),
    operatingModel: content.operatingModels,
    sizeClass: use.sizeClasses,
    reuserDistrict: use.districts.map(({ key }) => key),
    programme: [content.programme],
    organisation: [slugOf(solution.providerId)],
    organisationKind: participantIdsOf(solution).flatMap((id) => organisations.get(id)?.kind ?? []),
    access: artifacts.map(({ access }) => access),
    maturity: [content.maturity || unstated],
    standard: [...content.standards, ...content.xoev],
    leikaKey: content.leikaKeys,
    ozgId: [content.ozg.id],
  };
  return perFacet((facet) => [...new Set(values[facet].map(tidyValue))].filter((value) => value !== ''));
}
