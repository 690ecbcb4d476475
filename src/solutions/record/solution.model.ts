import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../../platform/tell.ts';
import type { Artifact, ArtifactBlock } from '../artifacts/artifact.ts';
import type { Content } from './content.ts';
import type { HistoryEntry } from './history.ts';

/** The copy that is being written: of a new solution, or of a published one's next release. */
export type WorkingCopy = {
  state: 'draft' | 'submitted';
  content: Content;
  artifacts: Artifact[];
  /** What was added last, by form and file; see artifacts/sent-before.ts. */
  uploads?: string[];
  changeNote: string;
  /**
   * Grows with every change of content or artifacts, also over a discarded copy: saving and approving name the
   * revision they saw, and none is ever seen twice.
   */
  revision: number;
  savedBy: string;
  savedAt: Date;
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
  /** Null in a Bestandseintrag, which nobody submitted or approved. */
  submittedBy: string | null;
  approvedBy: string | null;
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
  /** When KDN decided who may complete it; null while nobody may. */
  assignedAt: Date | null;
};

/** An organisation asks to take over a Bestandseintrag; KDN decides. */
export type Adoption = {
  id: string;
  organisationId: string;
  reason: string;
  state: 'open' | 'accepted' | 'declined';
  askedBy: string;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  decisionReason: string;
};

/** An unfinished project made public before its first release, so that others can follow it ("In Abschluss"). */
export type Announcement = {
  title: string;
  summary: string;
  /** 'YYYY-MM' */
  expectedOn: string;
  /** Those of the draft when it was announced; '' where it named no region. */
  topics: string[];
  modelRegion: string;
  at: Date;
  by: string;
};

/** An old release that its provider advises against; the release itself never changes. */
export type ReleaseWarning = { number: number; reason: string; at: Date; by: string };

/** The provider warns everybody who uses one of the named releases. */
export type SecurityNotice = {
  id: string;
  /** Numbers of the releases it is about. */
  releases: number[];
  severity: 'low' | 'high' | 'critical';
  title: string;
  text: string;
  /** What to do. */
  remedy: string;
  at: Date;
  by: string;
  /** What became known later, oldest first; what was said first never changes. */
  supplements: { at: Date; by: string; text: string }[];
  /** Set once it is settled; the notice stays readable. */
  resolved: { at: Date; by: string; text: string } | null;
};

export type Solution = {
  _id: Types.ObjectId;
  slug: string;
  /** Id of the organisation that provides it. */
  providerId: string;
  visibility: 'unpublished' | 'published' | 'withdrawn';
  working: WorkingCopy | null;
  /** Revision of the last working copy that ended; the next one goes on counting. */
  lastWorkingRevision: number;
  /** Oldest first; the last one is current. */
  releases: Release[];
  blocks: ArtifactBlock[];
  /** Set until the rightful organisation has published its own release; null for everything else. */
  inventory: Inventory | null;
  /** Where the record was imported from, for good: the same source is never imported twice. */
  sourceId?: string;
  adoptions: Adoption[];
  announcement: Announcement | null;
  notRecommended: ReleaseWarning[];
  notices: SecurityNotice[];
  history: HistoryEntry[];
  /** Changes with everything that a search or a page shows; what is kept elsewhere follows it. */
  revision: number;
  createdAt: Date;
  /** First publication. */
  publishedAt: Date | null;
  /** Last change of what the public sees. */
  updatedAt: Date;
  tell: Tell[];
};

export type SolutionModel = Model<Solution>;

const listOfAnything = { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] };

const solutionSchema = new Schema<Solution>(
  {
    slug: { type: String, required: true, unique: true },
    providerId: { type: String, required: true, index: true },
    visibility: { type: String, required: true },
    working: { type: Schema.Types.Mixed, default: null },
    lastWorkingRevision: { type: Number, default: 0 },
    releases: listOfAnything,
    blocks: listOfAnything,
    inventory: { type: Schema.Types.Mixed, default: null },
    sourceId: { type: String },
    adoptions: listOfAnything,
    announcement: { type: Schema.Types.Mixed, default: null },
    notRecommended: listOfAnything,
    notices: listOfAnything,
    history: listOfAnything,
    revision: { type: Number, required: true, default: 1 },
    createdAt: { type: Date, required: true },
    publishedAt: { type: Date, default: null },
    updatedAt: { type: Date, required: true },
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'solutions', versionKey: false, minimize: false },
);
solutionSchema.index({ visibility: 1, updatedAt: -1 });
solutionSchema.index({ visibility: 1, publishedAt: -1 });
solutionSchema.index({ updatedAt: 1 });
solutionSchema.index({ 'working.state': 1 });
// The sweep asks for each old blob whether it is still named.
solutionSchema.index({ 'working.artifacts.source.sha256': 1 }, { sparse: true });
solutionSchema.index({ 'releases.artifacts.source.sha256': 1 }, { sparse: true });
// A solution's page asks who names it; older releases are sorted out after reading.
solutionSchema.index({ 'releases.content.relations.slug': 1 }, { sparse: true });
solutionSchema.index({ 'adoptions.state': 1 });
solutionSchema.index({ 'announcement.expectedOn': 1 }, { sparse: true });
solutionSchema.index(
  { sourceId: 1 },
  { unique: true, partialFilterExpression: { sourceId: { $type: 'string' } } },
);
solutionSchema.index({ 'tell.at': 1 }, { sparse: true });

/** The collection of solutions on a connection; calling it again gives the same model. */
export function makeSolutionModel(connection: Connection): SolutionModel {
  const known: unknown = connection.models.Solution ?? connection.model<Solution>('Solution', solutionSchema);
  return known as SolutionModel;
}
