import type { Distance, ReuseRelation, ReuseStage } from '../reuses/index.ts';

/** The plain rows that figures are made of; the composition root hands them over from the features that own them. */

export type SolutionFact = {
  id: string;
  slug: string;
  title: string;
  providerId: string;
  provider: string;
  modelRegion: string;
  topics: string[];
  publishedAt: Date;
  withdrawnAt: Date | null;
  /** A record from public sources that its provider has not confirmed. */
  inventory: boolean;
};

export type RequestFact = {
  id: string;
  solutionId: string;
  requester: string;
  createdAt: Date;
  /** First message or decision of the provider. */
  answeredAt: Date | null;
  accepted: boolean;
  decidedAt: Date | null;
};

export type ReuseFact = {
  id: string;
  solutionId: string;
  organisation: string;
  relation: ReuseRelation;
  /** The latest reported stage. */
  stage: ReuseStage;
  /** The latest confirmed stage; null before the first confirmation. */
  confirmedStage: ReuseStage | null;
  reportedAt: Date;
  confirmedAt: Date | null;
  /** Last confirmation or re-confirmation; 12 months later the record is outdated. */
  lastConfirmedAt: Date | null;
  distance: Distance;
};

export type RejectionFact = { id: string; solutionId: string; reasonLabel: string; at: Date };

export type Facts = {
  solutions: SolutionFact[];
  requests: RequestFact[];
  reuses: ReuseFact[];
  rejections: RejectionFact[];
};
