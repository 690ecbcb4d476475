import { type Connection, type Model, Schema } from 'mongoose';

const tokenPurposes = ['confirm', 'reset', 'change-email', 'first-operator'] as const;
export type TokenPurpose = (typeof tokenPurposes)[number];

/** What a link carries besides its person: all of it stays on the server. */
export type TokenData = {
  name?: string;
  email?: string;
  passwordHash?: string;
  organisationId?: string;
  /** The account's sessionEpoch when the link was made. */
  epoch?: number;
};

export type StoredToken = {
  /** SHA-256 of the token; the token itself is only in the mail. */
  _id: string;
  purpose: TokenPurpose;
  userId: string | null;
  data: TokenData;
  expiresAt: Date;
  usedAt: Date | null;
};

const schema = new Schema<StoredToken>(
  {
    _id: String,
    purpose: { type: String, enum: tokenPurposes, required: true },
    userId: { type: String, default: null },
    data: {
      type: new Schema<TokenData>(
        { name: String, email: String, passwordHash: String, organisationId: String, epoch: Number },
        { _id: false },
      ),
      default: {},
    },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: 'tokens', versionKey: false },
);
schema.index({ userId: 1 });
schema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export type TokenModel = Model<StoredToken>;

/** The tokens collection on one connection; calling it again gives the same model. */
export function makeTokenModel(connection: Connection): TokenModel {
  const known: unknown = connection.models.Token ?? connection.model('Token', schema);
  return known as TokenModel;
}
