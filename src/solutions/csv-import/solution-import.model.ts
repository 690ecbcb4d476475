import { type Connection, type Model, Schema, type Types } from 'mongoose';
import type { PlannedRow } from './plan.ts';
import type { Fault } from './table.ts';

/**
 * A file that was read, as a job with numbered, repeatable steps (decision 4): step n writes row n. `made` holds the
 * slug of each row written so far, so that its length is the number of the next step.
 */
export type SolutionImport = {
  _id: Types.ObjectId;
  organisationId: string;
  by: string;
  at: Date;
  filename: string;
  sha256: string;
  faults: Fault[];
  rows: PlannedRow[];
  state: 'checked' | 'running' | 'done';
  made: { slug: string; title: string; isNew: boolean }[];
  /** Last sign of life of a running one. */
  movedAt: Date;
};
export type SolutionImportModel = Model<SolutionImport>;

const anything = { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] };
const keptSeconds = 30 * 24 * 60 * 60;

const importSchema = new Schema<SolutionImport>(
  {
    organisationId: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    filename: { type: String, required: true },
    sha256: { type: String, required: true },
    faults: anything,
    rows: anything,
    state: { type: String, required: true },
    made: anything,
    movedAt: { type: Date, required: true },
  },
  { collection: 'solutionImports', versionKey: false, minimize: false },
);
importSchema.index({ at: 1 }, { expireAfterSeconds: keptSeconds });
importSchema.index({ state: 1, movedAt: 1 });
importSchema.index({ organisationId: 1, at: -1 });

/** The collection of imports on a connection; calling it again gives the same model. */
export function makeSolutionImportModel(connection: Connection): SolutionImportModel {
  const known: unknown =
    connection.models.SolutionImport ?? connection.model<SolutionImport>('SolutionImport', importSchema);
  return known as SolutionImportModel;
}
