import { type Connection, type Model, Schema, type Types } from 'mongoose';

export const eventStates = ['draft', 'published'] as const;
export type EventState = (typeof eventStates)[number];

/** One point of a running order: a solution that is presented, or a pause. */
export type OrderItem = {
  id: string;
  kind: 'pitch' | 'pause';
  /** '' for a pause. */
  solutionId: string;
  /** What a pause is called; '' for a solution, whose title may change. */
  title: string;
  minutes: number;
  /** A function or an organisation, never asked for as a person's name. */
  presentedBy: string;
};

export type EventAction = 'created' | 'changed' | 'order-changed' | 'published' | 'withdrawn';
export type EventHistoryEntry = { at: Date; by: string; action: EventAction };

/** An event with its running order, as it is stored. */
export type StoredEvent = {
  _id: Types.ObjectId;
  slug: string;
  title: string;
  organisationId: string;
  startsAt: Date;
  place: string;
  /** Where one takes part online; '' where one cannot. */
  link: string;
  text: string;
  items: OrderItem[];
  state: EventState;
  revision: number;
  history: EventHistoryEntry[];
  createdAt: Date;
  updatedAt: Date;
};

const schema = new Schema<StoredEvent>(
  {
    slug: { type: String, required: true, immutable: true },
    title: { type: String, required: true },
    organisationId: { type: String, required: true },
    startsAt: { type: Date, required: true },
    place: { type: String, default: '' },
    link: { type: String, default: '' },
    text: { type: String, default: '' },
    items: [
      new Schema<OrderItem>(
        {
          id: { type: String, required: true },
          kind: { type: String, enum: ['pitch', 'pause'], required: true },
          solutionId: { type: String, default: '' },
          title: { type: String, default: '' },
          minutes: { type: Number, required: true, min: 1 },
          presentedBy: { type: String, default: '' },
        },
        { _id: false, id: false },
      ),
    ],
    state: { type: String, enum: eventStates, required: true },
    revision: { type: Number, required: true },
    history: [
      new Schema<EventHistoryEntry>(
        {
          at: { type: Date, required: true },
          by: { type: String, required: true },
          action: { type: String, required: true },
        },
        { _id: false },
      ),
    ],
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { collection: 'events', versionKey: false },
);
schema.index({ slug: 1 }, { unique: true });
schema.index({ state: 1, startsAt: 1 });
schema.index({ organisationId: 1, startsAt: 1 });
schema.index({ 'items.solutionId': 1, state: 1 });

export type EventModel = Model<StoredEvent>;

/** The events collection on one connection. */
export const makeEventModel = (connection: Connection): EventModel =>
  connection.model<StoredEvent>('Event', schema);
