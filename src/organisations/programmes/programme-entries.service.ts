import { randomUUID } from 'node:crypto';
import { upserting } from '../../platform/duplicate-key.ts';
import { type Actor, isPlatform } from '../../shared/actor.ts';
import { conflict, forbidden, notFound } from '../../shared/errors.ts';
import type { HistoryEntry } from '../record/organisation.types.ts';
import type { ProgrammeModel, StoredProgramme } from './programme.model.ts';
import type { ProgrammeEntry } from './programme-entry.ts';
import { programmeByKey } from './programmes.ts';

export type EntryInput = Omit<ProgrammeEntry, 'id'>;

const most = 500;

/** What KDN and the operator record of a programme; programmes belong to no organisation here (product.md). */
export function makeProgrammeEntries({ model, now }: { model: ProgrammeModel; now: () => Date }) {
  function demandKeeper(actor: Actor, key: string): void {
    if (!isPlatform(actor, 'kdn') && !isPlatform(actor, 'operator')) throw forbidden();
    if (programmeByKey(key) === null) throw notFound('Dieses Programm gibt es nicht.');
  }

  const acted = (actor: Actor, action: string, detail: string): HistoryEntry => ({
    at: now(),
    by: actor.userId,
    action,
    detail,
  });

  async function entriesOf(key: string): Promise<ProgrammeEntry[]> {
    return (await model.findOne({ key }, { entries: 1 }).lean<StoredProgramme>())?.entries ?? [];
  }

  return {
    /** Everything recorded of a programme; public. */
    programmeEntries: entriesOf,

    /** One entry with the revision it was read at. @throws notFound */
    async programmeEntry(key: string, id: string): Promise<{ entry: ProgrammeEntry; revision: number }> {
      const doc = await model.findOne({ key }).lean<StoredProgramme>();
      const entry = doc?.entries.find((one) => one.id === id);
      if (!doc || !entry) throw notFound('Diesen Eintrag gibt es nicht oder nicht mehr.');
      return { entry, revision: doc.revision };
    },

    /** Adds an entry. @throws forbidden, notFound for an unknown programme, conflict where there are too many */
    async addProgrammeEntry(actor: Actor, key: string, input: EntryInput): Promise<void> {
      demandKeeper(actor, key);
      await upserting(() =>
        model.updateOne(
          { key },
          { $setOnInsert: { entries: [], revision: 1, history: [] } },
          { upsert: true },
        ),
      );
      const result = await model.updateOne(
        { key, [`entries.${most - 1}`]: { $exists: false } },
        {
          $push: {
            entries: { id: randomUUID(), ...input },
            history: acted(actor, 'entry-added', input.title),
          },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw conflict(`Mehr als ${most} Einträge hat ein Programm nicht.`);
    },

    /** Changes an entry. @throws conflict where somebody changed the programme since `revision` */
    async changeProgrammeEntry(
      actor: Actor,
      key: string,
      { id, revision }: { id: string; revision: number },
      input: EntryInput,
    ): Promise<void> {
      demandKeeper(actor, key);
      const result = await model.updateOne(
        { key, revision, 'entries.id': id },
        {
          $set: { 'entries.$': { id, ...input } },
          $push: { history: acted(actor, 'entry-changed', input.title) },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw await lost(key, id);
    },

    /** Takes an entry off. @throws notFound where it is gone already */
    async removeProgrammeEntry(actor: Actor, key: string, id: string): Promise<void> {
      demandKeeper(actor, key);
      const entry = (await entriesOf(key)).find((one) => one.id === id);
      const result = await model.updateOne(
        { key, 'entries.id': id },
        {
          $pull: { entries: { id } },
          $push: { history: acted(actor, 'entry-removed', entry?.title ?? '') },
          $inc: { revision: 1 },
        },
      );
      if (result.modifiedCount === 0) throw notFound('Diesen Eintrag gibt es nicht oder nicht mehr.');
    },
  };

  async function lost(key: string, id: string) {
    if ((await entriesOf(key)).some((one) => one.id === id))
      return conflict('Das Programm wurde inzwischen geändert. Bitte prüfen Sie den Eintrag erneut.');
    return notFound('Diesen Eintrag gibt es nicht oder nicht mehr.');
  }
}
