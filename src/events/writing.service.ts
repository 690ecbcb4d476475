import { withFreeSlug } from '../platform/free-slug.ts';
import type { Actor } from '../shared/actor.ts';
import { conflict, forbidden, notFound } from '../shared/errors.ts';
import { dateTime } from '../shared/german.ts';
import type { Solutions } from '../solutions/index.ts';
import type { EventAction, EventModel, OrderItem, StoredEvent } from './event.model.ts';
import { mostItems, moved, pauseItem, pitchItem, type Typed, without, withTyped } from './order/order.ts';
import type { EventReading } from './reading.service.ts';

export type EventInput = Pick<StoredEvent, 'title' | 'startsAt' | 'place' | 'link' | 'text'>;

/** Which event is changed, and the revision that was shown when somebody began to. */
export type Shown = { slug: string; revision: number };

/** What is done with one point after what was typed is kept. */
export type OrderAct = { act: 'keep' } | { act: 'up' | 'down' | 'remove'; itemId: string };

type Dependencies = {
  model: EventModel;
  reading: Pick<EventReading, 'heldBy' | 'ownBySlug'>;
  solutions: Pick<Solutions, 'publishedBySlugs'>;
  now: () => Date;
};

const reserved = new Set(['neu', 'aufnehmen']);
/** Enough to see who changed what lately; the order of a day is moved about a lot. */
const keptHistory = 200;

/** Writing events and their running orders; each step holds the revision that was shown, so nobody overwrites another. */
export function makeEventWriting({ model, reading, solutions, now }: Dependencies) {
  const entry = (actor: Actor, action: EventAction) => ({ at: now(), by: actor.userId, action });

  /** @throws notFound for strangers; conflict where the event was changed meanwhile, or is in this state already */
  async function step(
    actor: Actor,
    { slug, revision }: Shown,
    action: EventAction,
    $set: Partial<StoredEvent>,
    expected: Partial<Pick<StoredEvent, 'state'>> = {},
  ): Promise<void> {
    const organisationId = { $in: await reading.heldBy(actor) };
    const { modifiedCount } = await model.updateOne(
      { slug, organisationId, revision, ...expected },
      {
        $set: { ...$set, updatedAt: now() },
        $inc: { revision: 1 },
        $push: { history: { $each: [entry(actor, action)], $slice: -keptHistory } },
      },
    );
    if (modifiedCount === 0) throw lost(await reading.ownBySlug(actor, slug));
  }

  async function reorder(actor: Actor, shown: Shown, change: (items: OrderItem[]) => OrderItem[]) {
    const { items, revision } = await reading.ownBySlug(actor, shown.slug);
    const changed = change(items);
    if (changed.length > mostItems)
      throw conflict(`Ein Ablauf hat höchstens ${mostItems} Punkte. Legen Sie eine zweite Veranstaltung an.`);
    if (revision === shown.revision && changed === items) return;
    await step(actor, shown, 'order-changed', { items: changed });
  }

  return {
    /** Begins an event as a draft of the organisation acted for. @returns its slug */
    async create(actor: Actor, input: EventInput): Promise<string> {
      const { organisation } = actor;
      if (organisation === null) throw forbidden();
      const at = now();
      return withFreeSlug(input.title, reserved, async (slug) => {
        await model.create({
          ...input,
          slug,
          organisationId: organisation.id,
          items: [],
          state: 'draft',
          revision: 1,
          history: [entry(actor, 'created')],
          createdAt: at,
          updatedAt: at,
        });
        return slug;
      });
    },

    /** Changes what is said of an event. Errors as `step`. */
    change: (actor: Actor, shown: Shown, input: EventInput) => step(actor, shown, 'changed', input),

    publish: (actor: Actor, shown: Shown) =>
      step(actor, shown, 'published', { state: 'published' }, { state: 'draft' }),

    /** Takes a published event back; only its organisation sees it then. */
    withdraw: (actor: Actor, shown: Shown) =>
      step(actor, shown, 'withdrawn', { state: 'draft' }, { state: 'published' }),

    /** Deletes a draft for good. @throws conflict for a published event */
    async remove(actor: Actor, { slug, revision }: Shown): Promise<void> {
      const organisationId = { $in: await reading.heldBy(actor) };
      const { deletedCount } = await model.deleteOne({ slug, organisationId, revision, state: 'draft' });
      if (deletedCount === 0) throw lost(await reading.ownBySlug(actor, slug));
    },

    /**
     * Puts published solutions at the end of a running order; those that stand in it already are left out.
     * @returns how many were added
     * @throws notFound where none of them is published
     */
    async addSolutions(actor: Actor, shown: Shown, slugs: string[]): Promise<number> {
      const found = await solutions.publishedBySlugs(slugs);
      if (found.size === 0) throw notFound('Diese Lösung ist nicht (mehr) veröffentlicht.');
      let added = 0;
      await reorder(actor, shown, (items) => {
        const known = new Set(items.map(({ solutionId }) => solutionId));
        const wanted = slugs.flatMap((slug) => found.get(slug)?.id ?? []);
        const fresh = [...new Set(wanted)].filter((id) => !known.has(id)).map(pitchItem);
        added = fresh.length;
        return fresh.length === 0 ? items : [...items, ...fresh];
      });
      return added;
    },

    addPause: (actor: Actor, shown: Shown, title: string, minutes: number) =>
      reorder(actor, shown, (items) => [...items, pauseItem(title, minutes)]),

    /** Keeps what was typed about the points and moves or removes one of them. */
    arrange: (actor: Actor, shown: Shown, typed: Typed, order: OrderAct) =>
      reorder(actor, shown, (items) => {
        const kept = withTyped(items, typed);
        if (order.act === 'keep') return kept;
        if (order.act === 'remove') return without(kept, order.itemId);
        return moved(kept, order.itemId, order.act === 'up' ? -1 : 1);
      }),
  };
}

export type EventWriting = ReturnType<typeof makeEventWriting>;

function lost({ history, state }: StoredEvent) {
  const last = history.at(-1);
  const when = last ? ` Letzte Änderung: ${dateTime(last.at)} Uhr.` : '';
  const is = state === 'published' ? 'veröffentlicht' : 'ein Entwurf';
  return conflict(
    `Die Veranstaltung wurde inzwischen geändert und ist ${is}.${when} Hier steht der neue Stand; Ihre Änderung wurde nicht gespeichert.`,
  );
}
