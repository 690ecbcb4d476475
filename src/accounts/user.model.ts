import { type Connection, type Model, Schema, type Types } from 'mongoose';
import { type PlatformRole, platformRoles } from '../shared/actor.ts';

export type AccountState = 'unconfirmed' | 'active' | 'disabled';

/** Something that happened to an account, for its owner's own export. */
export type AccountEvent = { at: Date; action: string };

/** A person's account as it is stored. The name stands only here; everything else knows people by id. */
export type StoredUser = {
  _id: Types.ObjectId;
  /** Lower case, NFC; unique. */
  email: string;
  name: string;
  passwordHash: string;
  state: AccountState;
  platformRoles: PlatformRole[];
  createdAt: Date;
  /** Set while the address is not confirmed: after it the record removes itself. */
  unconfirmedUntil: Date | null;
  /** Organisation acted for last, offered again at the next log-in. */
  lastActingFor: string | null;
  /** Raised when password, address or state change; sessions and links with an older one are void. */
  sessionEpoch: number;
  /** When mails were last sent to this address on a stranger's request; bounds how many. */
  askedMailsAt: Date[];
  /** Set while the account is being erased, so that a crash in between is made good. */
  erasingSince: Date | null;
  history: AccountEvent[];
};

const schema = new Schema<StoredUser>(
  {
    email: { type: String, required: true },
    name: { type: String, required: true },
    passwordHash: { type: String, required: true },
    state: { type: String, enum: ['unconfirmed', 'active', 'disabled'], required: true },
    platformRoles: { type: [{ type: String, enum: platformRoles }], default: [] },
    createdAt: { type: Date, required: true },
    unconfirmedUntil: { type: Date, default: null },
    lastActingFor: { type: String, default: null },
    sessionEpoch: { type: Number, default: 1 },
    askedMailsAt: { type: [Date], default: [] },
    erasingSince: { type: Date, default: null },
    history: {
      type: [
        new Schema<AccountEvent>(
          { at: { type: Date, required: true }, action: { type: String, required: true } },
          { _id: false },
        ),
      ],
      default: [],
    },
  },
  { collection: 'users', versionKey: false },
);
schema.index({ email: 1 }, { unique: true });
schema.index({ platformRoles: 1 });
schema.index({ unconfirmedUntil: 1 }, { expireAfterSeconds: 0 });

export type UserModel = Model<StoredUser>;

/** The users collection on one connection; calling it again gives the same model. */
export function makeUserModel(connection: Connection): UserModel {
  const known: unknown = connection.models.User ?? connection.model('User', schema);
  return known as UserModel;
}
