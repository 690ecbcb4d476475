/** The plain rows that figures are made of; the composition root hands them over from the features that own them. */

export const distances = ['ownRegion', 'otherRegion', 'nrw', 'otherLand'] as const;
/** How far a transfer went: within the provider's model region, to another one, elsewhere in NRW, to another Land. */
export type Distance = (typeof distances)[number];
export const distanceLabels: Record<Distance, string> = {
  ownRegion: 'in derselben Modellregion',
  otherRegion: 'in eine andere Modellregion',
  nrw: 'sonst in Nordrhein-Westfalen',
  otherLand: 'in ein anderes Land',
};

export const reuseStages = ['trial', 'pilot', 'productive', 'ended'] as const;
export type ReuseStage = (typeof reuseStages)[number];

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
  state: 'open' | 'accepted' | 'declined' | 'withdrawn';
  decidedAt: Date | null;
};

export type ReuseFact = {
  id: string;
  solutionId: string;
  organisation: string;
  relation: 'transfer' | 'own' | 'partner';
  stage: ReuseStage;
  reportedAt: Date;
  confirmedAt: Date | null;
  /** Last confirmation or re-confirmation; decides whether the record is stale. */
  freshUntil: Date | null;
  distance: Distance;
};

export type RejectionFact = { id: string; solutionId: string; reason: string; reasonLabel: string; at: Date };

export type Facts = {
  solutions: SolutionFact[];
  requests: RequestFact[];
  reuses: ReuseFact[];
  rejections: RejectionFact[];
};
