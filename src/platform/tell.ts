import { randomUUID } from 'node:crypto';
import { Schema } from 'mongoose';
import type { OrganisationRole, PlatformRole } from '../shared/actor.ts';

/** Who is told: members of organisations with any of the roles, single people, or an installation-wide role. */
export type Audience = {
  organisationIds: string[];
  /** Empty means every active member. */
  roles: OrganisationRole[];
  userIds: string[];
  platformRole: PlatformRole | null;
  /** The person who acted; is not told what they did themselves. */
  exceptUserId: string | null;
};

/**
 * Something that must be told by mail. It is written into the document of the step itself, in the same update, so
 * that a crash between step and mail loses neither (decision 5); the notifications feature turns it into mails and
 * then removes it.
 */
export type Tell = {
  id: string;
  /** Names the text, e.g. 'request-accepted'. */
  kind: string;
  audience: Audience;
  at: Date;
};

const audienceSchema = new Schema<Audience>(
  {
    organisationIds: { type: [String], default: [] },
    roles: { type: [String], default: [] },
    userIds: { type: [String], default: [] },
    platformRole: { type: String, default: null },
    exceptUserId: { type: String, default: null },
  },
  { _id: false },
);

/**
 * Sub-document of every model whose steps tell somebody: `tell: { type: [tellSchema], default: [] }`, with
 * `schema.index({ 'tell.at': 1 }, { sparse: true })` so that what waits is found without a scan.
 */
export const tellSchema = new Schema<Tell>(
  {
    id: { type: String, required: true },
    kind: { type: String, required: true },
    audience: { type: audienceSchema, required: true },
    at: { type: Date, required: true },
  },
  { _id: false },
);

/** Makes an entry to `$push` onto `tell` in the step's own update. */
export function tell(kind: string, audience: Partial<Audience>, at: Date): Tell {
  return {
    id: randomUUID(),
    kind,
    audience: {
      organisationIds: [],
      roles: [],
      userIds: [],
      platformRole: null,
      exceptUserId: null,
      ...audience,
    },
    at,
  };
}
