import { type Connection, type HydratedDocument, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../platform/tell.ts';
import type { Artifact, ArtifactBlock } from './artifact.ts';
import type { Content } from './content.ts';

/** The copy that is being written: of a new solution, or of a published one's next release. */
export type WorkingCopy = {
  state: 'draft' | 'submitted';
  content: Content;
  artifacts: Artifact[];
  changeNote: string;
  /** Grows with every change of content or artifacts; saving and approving name the revision they saw. */
  revision: number;
  submittedBy: string | null;
  submittedAt: Date | null;
};

/** A numbered, dated, immutable state. */
export type Release = {
  number: number;
  content: Content;
  artifacts: Artifact[];
  changeNote: string;
  publishedAt: Date;
  submittedBy: string;
  approvedBy: string;
};

export type HistoryEntry = {
  at: Date;
  by: string | null;
  action: string;
  reason: string;
  release: number | null;
};

/** What makes a record a Bestandseintrag: taken over from public sources, not confirmed by its provider yet. */
export type Inventory = {
  sourceId: string;
  takenOverAt: Date;
  status: string;
  statusEvidence: string;
  completeness: 'good' | 'partial' | 'stub';
  missingFields: string[];
  assignmentCertain: boolean;
  note: string;
};

export type Solution = {
  _id: Types.ObjectId;
  slug: string;
  /** Id of the organisation that provides it. */
  providerId: string;
  visibility: 'unpublished' | 'published' | 'withdrawn';
  working: WorkingCopy | null;
  /** Oldest first; the last one is current. */
  releases: Release[];
  blocks: ArtifactBlock[];
  /** Set while nobody rightful has adopted the record; null for everything else. */
  inventory: Inventory | null;
  history: HistoryEntry[];
  /** Changes with everything that a search or a page shows; what is kept elsewhere follows it. */
  revision: number;
  createdAt: Date;
  updatedAt: Date;
  tell: Tell[];
};

export type SolutionDocument = HydratedDocument<Solution>;
export type SolutionModel = Model<Solution>;

const solutionSchema = new Schema<Solution>(
  {
    slug: { type: String, required: true, unique: true },
    providerId: { type: String, required: true, index: true },
    visibility: { type: String, required: true },
    working: { type: Schema.Types.Mixed, default: null },
    releases: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    blocks: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    inventory: { type: Schema.Types.Mixed, default: null },
    history: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    revision: { type: Number, required: true, default: 1 },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'solutions', versionKey: false, minimize: false },
);
solutionSchema.index({ visibility: 1, updatedAt: -1 });
solutionSchema.index(
  { 'inventory.sourceId': 1 },
  { unique: true, partialFilterExpression: { 'inventory.sourceId': { $exists: true } } },
);
solutionSchema.index({ 'tell.at': 1 }, { sparse: true });

/** The collection of solutions on a connection. */
export function makeSolutionModel(connection: Connection): SolutionModel {
  return connection.model<Solution>('Solution', solutionSchema);
}
