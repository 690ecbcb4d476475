import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../platform/tell.ts';

const barrierStates = ['open', 'interim', 'closed'] as const;
export type BarrierState = (typeof barrierStates)[number];

/** What the operator answered; together these are the history of a report. */
export type BarrierAnswer = {
  kind: 'interim' | 'final';
  text: string;
  at: Date;
  by: string;
  /** When the answer was handed to the outgoing mail, or found to have no address to go to. */
  mailedAt: Date | null;
};

export type StoredBarrierReport = {
  _id: Types.ObjectId;
  /** Quoted to the person; not guessable, since the confirmation page needs no account. */
  reference: string;
  page: string;
  description: string;
  /** Kept only until the final answer was handed to the mail. */
  email: string | null;
  state: BarrierState;
  receivedAt: Date;
  /** An interim answer is due two weeks after receipt, the final one after six. */
  interimDueAt: Date;
  dueAt: Date;
  answers: BarrierAnswer[];
  /** Counts the answers, so that two operators never answer without seeing each other's words. */
  revision: number;
  tell: Tell[];
};

export type BarrierReportModel = Model<StoredBarrierReport>;

const answerSchema = new Schema<BarrierAnswer>(
  {
    kind: { type: String, enum: ['interim', 'final'], required: true },
    text: { type: String, required: true },
    at: { type: Date, required: true },
    by: { type: String, required: true },
    mailedAt: { type: Date, default: null },
  },
  { _id: false },
);

const barrierReportSchema = new Schema<StoredBarrierReport>(
  {
    reference: { type: String, required: true, unique: true },
    page: { type: String, default: '' },
    description: { type: String, required: true },
    email: { type: String, default: null },
    state: { type: String, enum: barrierStates, required: true },
    receivedAt: { type: Date, required: true },
    interimDueAt: { type: Date, required: true },
    dueAt: { type: Date, required: true },
    answers: { type: [answerSchema], default: [] },
    revision: { type: Number, required: true },
    tell: { type: [tellSchema], default: [] },
  },
  { versionKey: false, collection: 'barrierReports' },
);
barrierReportSchema.index({ state: 1, dueAt: 1 });
barrierReportSchema.index({ 'tell.at': 1 }, { sparse: true });

export function makeBarrierReportModel(connection: Connection): BarrierReportModel {
  return connection.model<StoredBarrierReport>('BarrierReport', barrierReportSchema);
}
