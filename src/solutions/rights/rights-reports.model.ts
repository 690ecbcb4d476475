import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../../platform/tell.ts';

export type RightsReportState = 'open' | 'blocked' | 'dismissed' | 'lifted';
export const rightsReportStateLabels: Record<RightsReportState, string> = {
  open: 'offen',
  blocked: 'gesperrt',
  dismissed: 'zurückgewiesen',
  lifted: 'Sperre aufgehoben',
};

/** Somebody says that an artifact violates rights; the operator blocks it or dismisses the report. */
export type RightsReport = {
  _id: Types.ObjectId;
  solutionId: string;
  slug: string;
  providerId: string;
  artifactId: string;
  artifactTitle: string;
  solutionTitle: string;
  /** '' for a link. */
  sha256: string;
  /** What is violated, in the reporter's words. */
  statement: string;
  /** '' where none was given. */
  email: string;
  state: RightsReportState;
  decisions: { at: Date; by: string; state: RightsReportState; reason: string }[];
  createdAt: Date;
  tell: Tell[];
};

const schema = new Schema<RightsReport>(
  {
    solutionId: { type: String, required: true },
    slug: { type: String, required: true },
    providerId: { type: String, required: true },
    artifactId: { type: String, required: true },
    artifactTitle: { type: String, required: true },
    solutionTitle: { type: String, default: '' },
    sha256: { type: String, default: '' },
    statement: { type: String, required: true },
    email: { type: String, default: '' },
    state: { type: String, required: true },
    decisions: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    createdAt: { type: Date, required: true },
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'rightsReports', versionKey: false },
);
schema.index({ state: 1, createdAt: 1 });
schema.index({ 'tell.at': 1 }, { sparse: true });

/** The collection of reports on a connection. */
export const makeRightsReportModel = (connection: Connection): Model<RightsReport> =>
  connection.model<RightsReport>('RightsReport', schema);
