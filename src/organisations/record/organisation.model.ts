import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type Tell, tellSchema } from '../../platform/tell.ts';
import { organisationRoles } from '../../shared/actor.ts';
import type { StatedCompetence } from '../competences/competence.ts';
import { organisationKinds } from '../registry/kinds.ts';
import type { OrganisationRecord } from './organisation.types.ts';

/** An organisation as it is stored. */
export type StoredOrganisation = Omit<OrganisationRecord, 'id' | 'serviceProviders' | 'succession'> & {
  _id: Types.ObjectId;
  serviceProviders: Types.ObjectId[];
  succession: { successorId: Types.ObjectId; since: Date } | null;
  /** Steps that are about to name this organisation as successor; see `succession/heir-claim.ts`. */
  heirClaims: { id: string; at: Date }[];
  /** Words a typed prefix is compared with. */
  searchKeys: string[];
  /** Name in the order of German word lists. */
  sortKey: string;
  /** Place in suggestions: municipalities first. */
  rank: number;
  /** What it says it can do for others. */
  competences: StatedCompetence[];
  /** Hash of the registry's data this record was written from; null for organisations the operator added. */
  registryHash: string | null;
  tell: Tell[];
};

export type OrganisationModel = Model<StoredOrganisation>;

const text = { type: String, default: null };
const amount = { type: Number, default: null };

const memberSchema = new Schema(
  {
    // A string, not a reference: the registry knows people by id only and never joins them.
    userId: { type: String, required: true },
    roles: { type: [{ type: String, enum: organisationRoles }], required: true },
    state: { type: String, enum: ['requested', 'active'], required: true },
    requestedAt: { type: Date, required: true },
    since: { type: Date, default: null },
    admittedBy: text,
  },
  { _id: false },
);

const schema = new Schema<StoredOrganisation>(
  {
    slug: { type: String, required: true, immutable: true },
    name: { type: String, required: true },
    fullName: { type: String, required: true },
    kind: { type: String, enum: organisationKinds, required: true },
    kindLabel: { type: String, required: true },
    ags: text,
    districtKey: text,
    land: text,
    district: text,
    districtName: text,
    population: amount,
    populationDate: { type: Date, default: null },
    populationSource: text,
    areaKm2: amount,
    lon: amount,
    lat: amount,
    modelRegion: text,
    publicBody: { type: Boolean, required: true },
    publicBodyReason: text,
    website: text,
    mailDomains: [
      new Schema(
        {
          domain: { type: String, required: true },
          confirmedAt: { type: Date, required: true },
          confirmedBy: { type: String, required: true },
        },
        { _id: false },
      ),
    ],
    members: [memberSchema],
    serviceProviders: [Schema.Types.ObjectId],
    succession: {
      type: new Schema(
        {
          successorId: { type: Schema.Types.ObjectId, required: true },
          since: { type: Date, required: true },
        },
        { _id: false },
      ),
      default: null,
    },
    heirClaims: {
      type: [
        new Schema(
          { id: { type: String, required: true }, at: { type: Date, required: true } },
          { _id: false },
        ),
      ],
      default: [],
    },
    searchKeys: [String],
    sortKey: { type: String, required: true },
    rank: { type: Number, required: true },
    competences: { type: [Schema.Types.Mixed as unknown as typeof Object], default: [] },
    registryHash: text,
    revision: { type: Number, default: 1 },
    history: [
      new Schema(
        {
          at: { type: Date, required: true },
          by: { type: String, required: true },
          action: { type: String, required: true },
          detail: { type: String, default: '' },
        },
        { _id: false },
      ),
    ],
    tell: { type: [tellSchema], default: [] },
  },
  { collection: 'organisations', versionKey: false },
);

schema.index({ slug: 1 }, { unique: true });
schema.index({ ags: 1 }, { unique: true, partialFilterExpression: { ags: { $type: 'string' } } });
schema.index(
  { districtKey: 1 },
  { unique: true, partialFilterExpression: { districtKey: { $type: 'string' } } },
);
schema.index({ searchKeys: 1 });
schema.index({ sortKey: 1 });
schema.index({ kind: 1, sortKey: 1 });
schema.index({ modelRegion: 1, sortKey: 1 });
schema.index({ 'members.userId': 1 });
schema.index({ 'succession.successorId': 1 }, { sparse: true });
schema.index({ 'tell.at': 1 }, { sparse: true });

/** The organisations collection on one connection; calling it again gives the same model. */
export function makeOrganisationModel(connection: Connection): OrganisationModel {
  const known: unknown = connection.models.Organisation ?? connection.model('Organisation', schema);
  return known as OrganisationModel;
}
