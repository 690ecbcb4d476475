import type { Types } from 'mongoose';
import type { Tell } from '../platform/tell.ts';
import type { RejectionReason } from './rejection-reasons.ts';

/** 'reuse' asks for a published solution, 'message' writes to an organisation without one. */
export const requestKinds = ['reuse', 'message'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = ['open', 'accepted', 'declined', 'withdrawn', 'closed'] as const;
export type RequestState = (typeof requestStates)[number];

/** Who acts in a case: who asked, who provides, or KDN where the provider has no people. */
export const sides = ['requester', 'provider', 'kdn'] as const;
export type Side = (typeof sides)[number];

/** One letter of the thread. */
export type Letter = {
  /** Comes from the form, so that sending twice adds one letter. */
  id: string;
  at: Date;
  by: string;
  side: Side;
  /** The organisation acted for; null for KDN's people acting by their installation-wide role. */
  organisationId: string | null;
  text: string;
};

export type RequestEvent =
  | 'asked'
  | 'wrote'
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'closed'
  | 'not-reused';

export type RequestHistoryEntry = {
  at: Date;
  by: string;
  side: Side;
  organisationId: string | null;
  event: RequestEvent;
  reason: string;
};

/** "nicht nachgenutzt, weil" */
export type Outcome = { kind: 'notReused'; reason: RejectionReason; text: string; at: Date; by: string };

export type ReuseRequest = {
  _id: Types.ObjectId;
  kind: RequestKind;
  state: RequestState;
  /** Id of the solution asked for; null for a message. */
  solutionId: string | null;
  solutionSlug: string | null;
  /** The solution's title when asked, or the subject of a message: the case stays readable without the solution. */
  title: string;
  releaseNumber: number | null;
  requesterId: string;
  /** Who provided when asked; reading resolves successors. */
  providerId: string;
  /** The provider had no active member when asked, so KDN was told and may write. */
  mediated: boolean;
  purpose: string;
  /** 'YYYY-MM', or '' where not stated. */
  plannedFor: string;
  questions: string;
  createdBy: string;
  /** Random value of the form that was sent; the same form sent twice makes one case. */
  submission: string;
  createdAt: Date;
  updatedAt: Date;
  /** Whose turn it is while the case runs; KDN takes the provider's turn where it mediates. */
  waitsFor: 'requester' | 'provider' | null;
  /** Until when that side is expected to act: a service promise, not a legal term. */
  dueAt: Date | null;
  /** First letter or decision of the providing side. */
  answeredAt: Date | null;
  thread: Letter[];
  decidedAt: Date | null;
  /** Why it was declined or withdrawn. */
  reason: string;
  outcome: Outcome | null;
  history: RequestHistoryEntry[];
  revision: number;
  tell: Tell[];
};
