import { type Connection, Schema } from 'mongoose';

export const synonymActs = ['added', 'changed', 'switchedOff', 'switchedOn', 'removed'] as const;
export type SynonymAct = (typeof synonymActs)[number];

/** Who did what to a group, and the words it had afterwards. */
export type SynonymHistoryEntry = { at: Date; by: string; act: SynonymAct; words: string[] };

/**
 * A group of synonyms that was added here, or one that came with the product and was changed or switched off here;
 * untouched ones are not stored. A removed one stays with its history.
 */
export type StoredSynonymGroup = {
  /** Its key, as in its address. */
  _id: string;
  words: string[];
  state: 'on' | 'off' | 'removed';
  revision: number;
  history: SynonymHistoryEntry[];
};

const schema = new Schema<StoredSynonymGroup>(
  {
    _id: { type: String, required: true },
    words: { type: [String], required: true },
    state: { type: String, enum: ['on', 'off', 'removed'], required: true },
    revision: { type: Number, required: true },
    history: [
      new Schema<SynonymHistoryEntry>(
        {
          at: { type: Date, required: true },
          by: { type: String, required: true },
          act: { type: String, enum: synonymActs, required: true },
          words: { type: [String], required: true },
        },
        { _id: false },
      ),
    ],
  },
  { strict: 'throw' },
);

export function makeSynonymGroupModel(connection: Connection) {
  return connection.model('SynonymGroup', schema);
}
