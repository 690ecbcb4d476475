import type { Organisation, SizeClass } from '../organisations/index.ts';
import { type PublishedSolution, type ReadinessStep, readinessOf } from '../solutions/index.ts';

/** Where a solution is reused, confirmed, by other organisations than its provider and its partners. */
export type SolutionUse = {
  transfers: number;
  /** Municipalities and Kreise where it is in productive use today, not outdated. */
  productiveIn: number;
  /** Of the municipalities among them. */
  sizeClasses: SizeClass[];
  /** Kreise and kreisfreie Städte that its reusers lie in, with their shown names. */
  districts: { key: string; name: string }[];
};

export const noUse: SolutionUse = { transfers: 0, productiveIn: 0, sizeClasses: [], districts: [] };

/** What a search document is made of beside the solution itself. */
export type Surroundings = {
  /** Organisations by the id they are named under, those of the solution and those that operate it, as they stand today. */
  organisations: ReadonlyMap<string, Organisation>;
  /** What they were called when it was published, by id: who has ended is still looked for by that name. */
  publishedNames: ReadonlyMap<string, string>;
  use: SolutionUse;
  /** Ids of the organisations that offer to operate it. */
  operatorIds: string[];
};

/** Ids of the organisations that made a solution: provider, leads and partners. */
export const participantIdsOf = ({ providerId, release }: PublishedSolution): string[] => [
  ...new Set([providerId, ...release.content.leadIds, ...release.content.partnerIds]),
];

/**
 * The step of Nachnutzungsreife that a solution has reached, by what is known around it; null below the first. The index
 * does not follow the virus scanner: a file that it holds back counts here, other than on the solution's page.
 */
export const readinessReached = (
  solution: PublishedSolution,
  { use, operatorIds }: Pick<Surroundings, 'use' | 'operatorIds'>,
): ReadinessStep | null =>
  readinessOf(
    { ...solution, scans: new Map() },
    { confirmedReuses: use.transfers, operatingOffers: operatorIds.length },
  ).reached;
