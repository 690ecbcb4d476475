import { type Connection, type Model, Schema } from 'mongoose';
import { tellSchema } from '../platform/tell.ts';
import {
  type Confirmation,
  type Reuse,
  type ReuseHistoryEntry,
  reuseRelations,
  reuseStages,
  reuseStates,
  type StageEntry,
} from './reuse.types.ts';

export type ReuseModel = Model<Reuse>;

const sides = ['reuser', 'provider'];

const confirmationSchema = new Schema<Confirmation>(
  {
    at: { type: Date, required: true },
    by: { type: String, required: true },
    side: { type: String, enum: [...sides, 'kdn'], required: true },
    evidence: { type: String, default: '' },
  },
  { _id: false },
);

const stageSchema = new Schema<StageEntry>(
  {
    stage: { type: String, enum: reuseStages, required: true },
    since: { type: Date, required: true },
    reportedAt: { type: Date, required: true },
    reportedBy: { type: String, required: true },
    side: { type: String, enum: sides, required: true },
    confirmed: { type: confirmationSchema, default: null },
  },
  { _id: false },
);

const historySchema = new Schema<ReuseHistoryEntry>(
  {
    at: { type: Date, required: true },
    by: { type: String, required: true },
    side: { type: String, enum: [...sides, 'kdn'], required: true },
    organisationId: { type: String, default: null },
    event: { type: String, required: true },
    stage: { type: String, enum: [...reuseStages, null], default: null },
    reason: { type: String, default: '' },
  },
  { _id: false },
);

const reportedSchema = new Schema<Reuse['reported']>(
  {
    at: { type: Date, required: true },
    by: { type: String, required: true },
    side: { type: String, enum: sides, required: true },
  },
  { _id: false },
);

const disputedSchema = new Schema<NonNullable<Reuse['disputed']>>(
  {
    at: { type: Date, required: true },
    by: { type: String, required: true },
    reason: { type: String, required: true },
  },
  { _id: false },
);

const text = { type: String, default: null };

const reuseSchema = new Schema<Reuse>(
  {
    solutionId: { type: String, required: true },
    solutionSlug: { type: String, required: true },
    solutionTitle: { type: String, required: true },
    organisationId: { type: String, required: true },
    providerId: { type: String, required: true },
    relation: { type: String, enum: reuseRelations, required: true },
    state: { type: String, enum: reuseStates, required: true },
    stages: { type: [stageSchema], required: true },
    stage: { type: String, enum: reuseStages, required: true },
    confirmedStage: { type: String, enum: [...reuseStages, null], default: null },
    releaseNumber: { type: Number, default: null },
    how: { type: String, default: '' },
    reported: { type: reportedSchema, required: true },
    confirmed: { type: confirmationSchema, default: null },
    disputed: { type: disputedSchema, default: null },
    lastConfirmedAt: { type: Date, default: null },
    pendingSide: { type: String, enum: [...sides, null], default: null },
    pendingSince: { type: Date, default: null },
    requestId: text,
    reuserRegion: text,
    reuserLand: text,
    providerRegion: text,
    history: [historySchema],
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'reuses', versionKey: false },
);
// One record per solution and organisation, however often it is reported and by whom.
reuseSchema.index({ solutionId: 1, organisationId: 1 }, { unique: true });
reuseSchema.index({ organisationId: 1, updatedAt: -1 });
reuseSchema.index({ providerId: 1, updatedAt: -1 });
reuseSchema.index({ pendingSince: 1 });
reuseSchema.index({ relation: 1, state: 1, 'confirmed.at': -1 });
reuseSchema.index({ 'tell.at': 1 }, { sparse: true });

/** The ledger of reuses on a connection. */
export function makeReuseModel(connection: Connection): ReuseModel {
  return connection.model<Reuse>('Reuse', reuseSchema);
}
