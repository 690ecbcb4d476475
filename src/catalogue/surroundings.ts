import type { Organisation, SizeClass } from '../organisations/index.ts';
import {
  type PublishedSolution,
  type ReadinessStep,
  readinessOf,
  type ScanStanding,
} from '../solutions/index.ts';

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
  /** Its files that the virus scanner holds back, by hash. */
  scans: ReadonlyMap<string, ScanStanding>;
};

/** Ids of the organisations that made a solution: provider, leads and partners. */
export const participantIdsOf = ({ providerId, release }: PublishedSolution): string[] => [
  ...new Set([providerId, ...release.content.leadIds, ...release.content.partnerIds]),
];

/** The step of Nachnutzungsreife that a solution has reached, by what is known around it; null below the first. */
export const readinessReached = (
  solution: PublishedSolution,
  { use, operatorIds, scans }: Pick<Surroundings, 'use' | 'operatorIds' | 'scans'>,
): ReadinessStep | null =>
  readinessOf({ ...solution, scans }, { confirmedReuses: use.transfers, operatingOffers: operatorIds.length })
    .reached;
