import type { Types } from 'mongoose';
import type { Tell } from '../platform/tell.ts';

export const reuseStages = ['trial', 'pilot', 'productive', 'ended'] as const;
export type ReuseStage = (typeof reuseStages)[number];

/** 'transfer' counts; 'own' (the provider itself) and 'partner' (named in the project) are shown and never count. */
export const reuseRelations = ['transfer', 'own', 'partner'] as const;
export type ReuseRelation = (typeof reuseRelations)[number];

export const reuseStates = ['reported', 'confirmed', 'disputed'] as const;
export type ReuseState = (typeof reuseStates)[number];

/** The two sides of a reuse. */
export type ReuseSide = 'reuser' | 'provider';

export type Confirmation = {
  at: Date;
  by: string;
  side: ReuseSide | 'kdn';
  /** What KDN saw; '' where the other side itself confirmed. */
  evidence: string;
};

/** One stage with its date; reported by one side and confirmed by the other. */
export type StageEntry = {
  stage: ReuseStage;
  since: Date;
  reportedAt: Date;
  reportedBy: string;
  side: ReuseSide;
  confirmed: Confirmation | null;
};

export type ReuseEvent =
  | 'reported'
  | 'stage-reported'
  | 'confirmed'
  | 'confirmed-by-kdn'
  | 'disputed'
  | 'reconfirmed';

export type ReuseHistoryEntry = {
  at: Date;
  by: string;
  side: ReuseSide | 'kdn';
  organisationId: string | null;
  event: ReuseEvent;
  stage: ReuseStage | null;
  reason: string;
};

export type Reuse = {
  _id: Types.ObjectId;
  solutionId: string;
  solutionSlug: string;
  /** The solution's title when reported: the ledger stays readable without the solution. */
  solutionTitle: string;
  /** The organisation that uses it. */
  organisationId: string;
  /** Who provided when reported; reading resolves successors. */
  providerId: string;
  relation: ReuseRelation;
  state: ReuseState;
  /** In the order of their dates. */
  stages: StageEntry[];
  /** Stage of the latest date, confirmed or not. */
  stage: ReuseStage;
  /** Stage of the latest confirmed date; null before the first confirmation. */
  confirmedStage: ReuseStage | null;
  releaseNumber: number | null;
  how: string;
  reported: { at: Date; by: string; side: ReuseSide };
  /** The first confirmation of the record. */
  confirmed: Confirmation | null;
  disputed: { at: Date; by: string; reason: string } | null;
  /** Last confirmation of either kind; 12 months later the record is outdated. */
  lastConfirmedAt: Date | null;
  /** Side that something waits for to be confirmed, and since when; null where nothing waits. */
  pendingSide: ReuseSide | null;
  pendingSince: Date | null;
  /** The accepted request it came from, where there is one. */
  requestId: string | null;
  /** Where both sides lay when reported: the figures split transfers by distance and stay as they were. */
  reuserRegion: string | null;
  reuserLand: string | null;
  providerRegion: string | null;
  history: ReuseHistoryEntry[];
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  tell: Tell[];
};
