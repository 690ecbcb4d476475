import { type Connection, type Model, Schema } from 'mongoose';
import { type Tell, tellSchema } from '../../../platform/tell.ts';

/** What the virus scanner said of a content, by its SHA-256: the same content is never scanned twice. */
export type FileScan = {
  _id: string;
  /** `unscannable`: larger than the scanner takes. */
  state: 'waiting' | 'clean' | 'infected' | 'unscannable';
  /** What was found; '' for nothing. */
  signature: string;
  scannedAt: Date | null;
  /** When to ask the scanner (again); null while nothing is due. */
  dueAt: Date | null;
  /** How often the scanner could not be asked since it was due. */
  attempts: number;
  tell: Tell[];
};

const schema = new Schema<FileScan>(
  {
    _id: String,
    state: { type: String, required: true },
    signature: { type: String, default: '' },
    scannedAt: { type: Date, default: null },
    dueAt: { type: Date, default: null },
    attempts: { type: Number, default: 0 },
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'fileScans', versionKey: false },
);
schema.index({ dueAt: 1 });
schema.index({ state: 1 });
schema.index({ 'tell.at': 1 }, { sparse: true });

/** The collection of scans on a connection. */
export const makeFileScanModel = (connection: Connection): Model<FileScan> =>
  connection.model<FileScan>('FileScan', schema);
