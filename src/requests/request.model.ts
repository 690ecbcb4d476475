import { type Connection, type Model, Schema } from 'mongoose';
import { tellSchema } from '../platform/tell.ts';
import { type RejectionReason, rejectionReasons } from './rejection-reasons.ts';
import {
  type Letter,
  type Outcome,
  type RequestHistoryEntry,
  type ReuseRequest,
  requestKinds,
  requestStates,
  sides,
} from './request.types.ts';

export type RequestModel = Model<ReuseRequest>;

const letterSchema = new Schema<Letter>(
  {
    id: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    side: { type: String, enum: sides, required: true },
    organisationId: { type: String, default: null },
    text: { type: String, required: true },
  },
  { _id: false },
);

const historySchema = new Schema<RequestHistoryEntry>(
  {
    at: { type: Date, required: true },
    by: { type: String, required: true },
    side: { type: String, enum: sides, required: true },
    organisationId: { type: String, default: null },
    event: { type: String, required: true },
    reason: { type: String, default: '' },
  },
  { _id: false },
);

const outcomeSchema = new Schema<Outcome>(
  {
    kind: { type: String, enum: ['notReused'], required: true },
    reason: { type: String, enum: rejectionReasons, required: true },
    text: { type: String, default: '' },
    at: { type: Date, required: true },
    by: { type: String, required: true },
  },
  { _id: false },
);

const requestSchema = new Schema<ReuseRequest>(
  {
    kind: { type: String, enum: requestKinds, required: true },
    state: { type: String, enum: requestStates, required: true },
    solutionId: { type: String, default: null },
    solutionSlug: { type: String, default: null },
    title: { type: String, required: true },
    releaseNumber: { type: Number, default: null },
    requesterId: { type: String, required: true },
    providerId: { type: String, required: true },
    mediated: { type: Boolean, required: true },
    purpose: { type: String, required: true },
    plannedFor: { type: String, default: '' },
    questions: { type: String, default: '' },
    createdBy: { type: String, required: true },
    submission: { type: String, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    waitsFor: { type: String, enum: ['requester', 'provider', null], default: null },
    dueAt: { type: Date, default: null },
    answeredAt: { type: Date, default: null },
    thread: [letterSchema],
    decidedAt: { type: Date, default: null },
    reason: { type: String, default: '' },
    outcome: { type: outcomeSchema, default: null },
    history: [historySchema],
    revision: { type: Number, required: true },
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'requests', versionKey: false },
);
// One open request per solution and asking organisation, however often and from however many windows it is sent.
requestSchema.index(
  { solutionId: 1, requesterId: 1 },
  { unique: true, partialFilterExpression: { state: 'open', kind: 'reuse' } },
);
requestSchema.index({ createdBy: 1, submission: 1 }, { unique: true });
requestSchema.index({ requesterId: 1, updatedAt: -1 });
requestSchema.index({ providerId: 1, updatedAt: -1 });
requestSchema.index({ mediated: 1, state: 1 });
requestSchema.index({ 'tell.at': 1 }, { sparse: true });

/** The collection of requests on a connection. */
export function makeRequestModel(connection: Connection): RequestModel {
  return connection.model<ReuseRequest>('ReuseRequest', requestSchema);
}

/** Why an organisation decided against a solution it only looked at; one per organisation and solution. */
export type Rejection = {
  solutionId: string;
  organisationId: string;
  reason: RejectionReason;
  text: string;
  at: Date;
  by: string;
};

export type RejectionModel = Model<Rejection>;

const rejectionSchema = new Schema<Rejection>(
  {
    solutionId: { type: String, required: true },
    organisationId: { type: String, required: true },
    reason: { type: String, enum: rejectionReasons, required: true },
    text: { type: String, default: '' },
    at: { type: Date, required: true },
    by: { type: String, required: true },
  },
  { collection: 'rejections', versionKey: false },
);
rejectionSchema.index({ solutionId: 1, organisationId: 1 }, { unique: true });

/** The collection of reasons given at a visit. */
export function makeRejectionModel(connection: Connection): RejectionModel {
  return connection.model<Rejection>('Rejection', rejectionSchema);
}
