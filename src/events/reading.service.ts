import type { Organisations } from '../organisations/index.ts';
import type { Actor } from '../shared/actor.ts';
import { notFound } from '../shared/errors.ts';
import { isoDate } from '../shared/german.ts';
import { germanMoment } from '../shared/german-moment.ts';
import type { EventModel, StoredEvent } from './event.model.ts';

/** What lists need of an event. */
export type EventLine = Pick<
  StoredEvent,
  'slug' | 'title' | 'organisationId' | 'startsAt' | 'place' | 'link' | 'state'
> & { pitches: number };

export type KnownOrganisations = Pick<Organisations, 'idsHeldBy' | 'resolveSuccession'>;

type Dependencies = { model: EventModel; organisations: KnownOrganisations; now: () => Date };

/** Reading events; drafts are for the organisation that holds them. */
export function makeEventReading({ model, organisations, now }: Dependencies) {
  /** Ids whose events the organisation acted for holds: its own and those of its predecessors. */
  const heldBy = async (actor: Actor | null): Promise<string[]> =>
    actor?.organisation ? organisations.idsHeldBy(actor.organisation.id) : [];

  /** Today counts as upcoming until the day is over. */
  const today = (): Date => germanMoment(isoDate(now()), '00:00');

  const lines = async (filter: object, order: 1 | -1, limit: number, skip = 0): Promise<EventLine[]> => {
    const found = await model
      .find(filter, { history: 0, text: 0 })
      .sort({ startsAt: order, slug: 1 })
      .skip(skip)
      .limit(limit)
      .lean<StoredEvent[]>();
    return found.map(({ items, ...event }) => ({
      ...event,
      pitches: items.filter(({ kind }) => kind === 'pitch').length,
    }));
  };

  return {
    heldBy,

    /** Published events that begin today or later, the next one first. */
    upcoming: (limit: number) => lines({ state: 'published', startsAt: { $gte: today() } }, 1, limit),

    /** One page of the published events that are over, the last one first, and how many there are in all. */
    async past({ page, size }: { page: number; size: number }) {
      const filter = { state: 'published' as const, startsAt: { $lt: today() } };
      const total = await model.countDocuments(filter);
      return { total, items: await lines(filter, -1, size, (page - 1) * size) };
    },

    /** Everything of the organisation acted for, newest first. */
    async ofOwn(actor: Actor | null): Promise<EventLine[]> {
      const held = await heldBy(actor);
      return held.length === 0 ? [] : lines({ organisationId: { $in: held } }, -1, 200);
    },

    /** An event as the person may see it. @throws notFound for others' drafts as for unknown addresses */
    async visible(actor: Actor | null, slug: string): Promise<{ event: StoredEvent; own: boolean }> {
      const event = await model.findOne({ slug }).lean<StoredEvent>();
      if (event === null) throw notFound();
      const own = (await heldBy(actor)).includes(event.organisationId);
      if (event.state !== 'published' && !own) throw notFound();
      return { event, own };
    },

    /** An event of the organisation acted for. @throws notFound for others', published ones too */
    async ownBySlug(actor: Actor, slug: string): Promise<StoredEvent> {
      const filter = { slug, organisationId: { $in: await heldBy(actor) } };
      const event = await model.findOne(filter).lean<StoredEvent>();
      if (event === null) throw notFound();
      return event;
    },

    /** Published events to come in which a solution is presented, the next one first. */
    presenting: (solutionId: string) =>
      lines({ 'items.solutionId': solutionId, state: 'published', startsAt: { $gte: today() } }, 1, 5),

    /** Acts of a person, for the export of their data; events belong to organisations and keep ids only. */
    personalRecords: {
      name: 'events',
      async exportOf(userId: string): Promise<unknown> {
        const events = await model.find({ 'history.by': userId }).sort({ _id: 1 }).lean<StoredEvent[]>();
        return events.map(({ slug, title, history }) => ({
          slug,
          title,
          acts: history.filter(({ by }) => by === userId).map(({ at, action }) => ({ at, action })),
        }));
      },
      async erase(): Promise<void> {},
    },
  };
}

export type EventReading = ReturnType<typeof makeEventReading>;
