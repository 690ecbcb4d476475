import { type Connection, type Model, Schema } from 'mongoose';
import type { HistoryEntry } from '../record/organisation.types.ts';
import type { ProgrammeEntry } from './programme-entry.ts';

/** What is recorded of a programme over time; its name and themes stand in data/programmes.json. */
export type StoredProgramme = {
  /** Key of the programme. */
  key: string;
  entries: ProgrammeEntry[];
  revision: number;
  history: HistoryEntry[];
};

const schema = new Schema<StoredProgramme>(
  {
    key: { type: String, required: true, immutable: true },
    entries: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    revision: { type: Number, required: true, default: 1 },
    history: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
  },
  { collection: 'programmes', versionKey: false },
);
schema.index({ key: 1 }, { unique: true });

export type ProgrammeModel = Model<StoredProgramme>;

/** The programmes collection on one connection; calling it again gives the same model. */
export function makeProgrammeModel(connection: Connection): ProgrammeModel {
  const known: unknown = connection.models.Programme ?? connection.model('Programme', schema);
  return known as ProgrammeModel;
}
